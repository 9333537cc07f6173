package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_work_queue := false

is_valid_work_queue if {
	some queue in created("aws_sqs_queue")
	queue.name == "orders"
	queue.visibility_timeout_seconds == 60
}

default is_valid_dead_letter_queue := false

is_valid_dead_letter_queue if {
	some queue in created("aws_sqs_queue")
	queue.name == "orders-dead"
	queue.message_retention_seconds == 1209600
}

default is_valid_redrive := false

is_valid_redrive if {
	some change in input.resource_changes
	change.type == "aws_sqs_queue"
	change.change.after.name == "orders"
	object.get(change.change.after_unknown, "redrive_policy", false) == true
}

is_valid_redrive if {
	some queue in created("aws_sqs_queue")
	queue.name == "orders"
	json.unmarshal(queue.redrive_policy).maxReceiveCount == 5
}
