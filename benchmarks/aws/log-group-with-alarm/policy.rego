package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_retention := false

is_valid_retention if {
	some group in created("aws_cloudwatch_log_group")
	group.name == "/shop/app"
	group.retention_in_days == 14
}

default is_valid_metric := false

is_valid_metric if {
	some filter in created("aws_cloudwatch_log_metric_filter")
	some metric in filter.metric_transformation
	metric.name == "ErrorCount"
	metric.namespace == "Shop"
}

default is_valid_alarm := false

is_valid_alarm if {
	some alarm in created("aws_cloudwatch_metric_alarm")
	alarm.metric_name == "ErrorCount"
	alarm.period == 300
	alarm.threshold == 10
	alarm.comparison_operator == "GreaterThanThreshold"
}
