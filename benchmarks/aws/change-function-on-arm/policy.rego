package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_function := false

is_valid_function if {
	some function in created("aws_lambda_function")
	function.function_name == "resize"
	function.handler == "resize.handler"
	function.runtime == "nodejs20.x"
	function.architectures == ["arm64"]
	function.memory_size == 1024
}

default is_valid_tracing := false

is_valid_tracing if {
	some function in created("aws_lambda_function")
	function.tracing_config[_].mode == "Active"
}

default is_valid_permission := false

is_valid_permission if {
	some attachment in created("aws_iam_role_policy_attachment")
	attachment.policy_arn == "arn:aws:iam::aws:policy/AWSXRayDaemonWriteAccess"
}
