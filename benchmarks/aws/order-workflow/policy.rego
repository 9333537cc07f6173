package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_functions := false

is_valid_functions if {
	functions := {[function.function_name, function.handler] | some function in created("aws_lambda_function")}
	functions == {["charge", "charge.handler"], ["ship", "ship.handler"], ["refund", "refund.handler"]}
}

default is_valid_workflow := false

is_valid_workflow if {
	some machine in created("aws_sfn_state_machine")
	machine.name == "orders"
}

default is_valid_roles := false

is_valid_roles if {
	services := {service |
		some role in created("aws_iam_role")
		service := json.unmarshal(role.assume_role_policy).Statement[_].Principal.Service
	}
	services == {"lambda.amazonaws.com", "states.amazonaws.com"}
}
