package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_key := false

is_valid_key if {
	some key in created("aws_kms_key")
	key.enable_key_rotation == true
}

default is_valid_subscription := false

is_valid_subscription if {
	some subscription in created("aws_sns_topic_subscription")
	subscription.protocol == "email"
	subscription.endpoint == "oncall@example.com"
}

default is_valid_topic := false

is_valid_topic if {
	some resource in input.configuration.root_module.resources
	resource.type == "aws_sns_topic"
	some reference in resource.expressions.kms_master_key_id.references
	startswith(reference, "aws_kms_key.")
}
