package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_balancer := false

is_valid_balancer if {
	some balancer in created("aws_lb")
	balancer.load_balancer_type == "application"
	not balancer.internal
}

default is_valid_listener := false

is_valid_listener if {
	some listener in created("aws_lb_listener")
	listener.port == 80
	listener.protocol == "HTTP"
	listener.default_action[_].type == "forward"
}

default is_valid_target_group := false

is_valid_target_group if {
	some group in created("aws_lb_target_group")
	group.port == 8080
	group.health_check[_].path == "/healthz"
}

default is_valid_group := false

is_valid_group if {
	some group in created("aws_autoscaling_group")
	group.min_size == 2
	group.max_size == 6
}

default is_valid_instances := false

is_valid_instances if {
	some template in created("aws_launch_template")
	template.image_id == "ami-0abcdef1234567890"
	template.instance_type == "t3.small"
}

default is_valid_scaling := false

is_valid_scaling if {
	some policy in created("aws_autoscaling_policy")
	some tracking in policy.target_tracking_configuration
	tracking.target_value == 60
	tracking.predefined_metric_specification[_].predefined_metric_type == "ASGAverageCPUUtilization"
}
