package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_service := false

is_valid_service if {
	some service in created("aws_ecs_service")
	service.name == "api"
	service.launch_type == "FARGATE"
	service.desired_count == 2
}

default is_valid_network := false

is_valid_network if {
	some service in created("aws_ecs_service")
	some network in service.network_configuration
	not network.assign_public_ip
	count(network.subnets) == 2
}

default is_valid_rollback := false

is_valid_rollback if {
	some service in created("aws_ecs_service")
	service.deployment_circuit_breaker[_].rollback == true
}

default is_valid_task := false

is_valid_task if {
	some task in created("aws_ecs_task_definition")
	task.cpu == "512"
	task.memory == "1024"
	some container in json.unmarshal(task.container_definitions)
	container.image == "public.ecr.aws/acme/api:3.1.0"
}

default is_valid_insights := false

is_valid_insights if {
	some cluster in created("aws_ecs_cluster")
	some setting in cluster.setting
	setting.name == "containerInsights"
	setting.value == "enabled"
}
