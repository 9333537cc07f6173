package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_routes := false

is_valid_routes if {
	{route.route_key | some route in created("aws_apigatewayv2_route")} == {"GET /items", "POST /items"}
}

default is_valid_stage := false

is_valid_stage if {
	some stage in created("aws_apigatewayv2_stage")
	stage.auto_deploy == true
}

default is_valid_function := false

is_valid_function if {
	some function in created("aws_lambda_function")
	function.runtime == "nodejs20.x"
	function.handler == "index.handler"
}

default is_valid_permission := false

is_valid_permission if {
	some permission in created("aws_lambda_permission")
	permission.principal == "apigateway.amazonaws.com"
}

default is_valid_output := false

is_valid_output if {
	input.configuration.root_module.outputs.url
}
