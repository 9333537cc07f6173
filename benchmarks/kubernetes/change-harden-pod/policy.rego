package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

containers(types) := {container |
	some type in types
	some deployment in created(type)
	some container in deployment.spec[0].template[0].spec[0].container
	container.image == "registry.example.com/worker:5.2.0"
}

default is_valid_user := false

is_valid_user if {
	some container in containers(["kubernetes_deployment", "kubernetes_deployment_v1"])
	some context in container.security_context
	context.run_as_non_root == true
	context.run_as_user == "10001"
}

default is_valid_privileges := false

is_valid_privileges if {
	some container in containers(["kubernetes_deployment", "kubernetes_deployment_v1"])
	some context in container.security_context
	context.allow_privilege_escalation == false
	context.read_only_root_filesystem == true
}

default is_valid_replicas := false

is_valid_replicas if {
	some type in ["kubernetes_deployment", "kubernetes_deployment_v1"]
	some deployment in created(type)
	to_number(deployment.spec[0].replicas) == 2
}
