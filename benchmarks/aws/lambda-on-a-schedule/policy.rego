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
	function.function_name == "nightly-report"
	function.runtime == "python3.12"
	function.handler == "report.handler"
	function.timeout == 300
	function.memory_size == 512
}

default is_valid_schedule := false

is_valid_schedule if {
	some rule in created("aws_cloudwatch_event_rule")
	rule.schedule_expression == "cron(30 2 * * ? *)"
}

default is_valid_permission := false

is_valid_permission if {
	some permission in created("aws_lambda_permission")
	permission.principal == "events.amazonaws.com"
	permission.action == "lambda:InvokeFunction"
}

default is_valid_log_retention := false

is_valid_log_retention if {
	some group in created("aws_cloudwatch_log_group")
	group.name == "/aws/lambda/nightly-report"
	group.retention_in_days == 30
}

default is_valid_role := false

is_valid_role if {
	some role in created("aws_iam_role")
	some statement in json.unmarshal(role.assume_role_policy).Statement
	statement.Principal.Service == "lambda.amazonaws.com"
}
