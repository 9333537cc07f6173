package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_bus := false

is_valid_bus if {
	some bus in created("aws_cloudwatch_event_bus")
	bus.name == "orders"
}

default is_valid_archive := false

is_valid_archive if {
	some archive in created("aws_cloudwatch_event_archive")
	archive.retention_days == 30
}

default is_valid_rule := false

is_valid_rule if {
	some rule in created("aws_cloudwatch_event_rule")
	pattern := json.unmarshal(rule.event_pattern)
	pattern.source == ["shop.checkout"]
	pattern["detail-type"] == ["OrderPlaced"]
}

default is_valid_queues := false

is_valid_queues if {
	{queue.name | some queue in created("aws_sqs_queue")} == {"orders-to-ship", "orders-undelivered"}
	some queue in created("aws_sqs_queue")
	queue.name == "orders-undelivered"
	queue.message_retention_seconds == 1209600
}

default is_valid_target := false

is_valid_target if {
	some target in created("aws_cloudwatch_event_target")
	some retry in target.retry_policy
	retry.maximum_retry_attempts == 4
	count(target.dead_letter_config) == 1
}

default is_valid_permission := false

is_valid_permission if {
	count(created("aws_sqs_queue_policy")) > 0
}
