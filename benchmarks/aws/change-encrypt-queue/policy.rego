package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_queue := false

is_valid_queue if {
	some queue in created("aws_sqs_queue")
	queue.name == "jobs"
	queue.visibility_timeout_seconds == 120
	queue.message_retention_seconds == 345600
}

default is_valid_wait := false

is_valid_wait if {
	some queue in created("aws_sqs_queue")
	queue.receive_wait_time_seconds == 20
}

default is_valid_key := false

is_valid_key if {
	some key in created("aws_kms_key")
	key.enable_key_rotation == true
}
