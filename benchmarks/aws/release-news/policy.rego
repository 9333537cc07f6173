package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_topic := false

is_valid_topic if {
	some topic in created("aws_sns_topic")
	topic.name == "release-news"
}

default is_valid_encryption := false

is_valid_encryption if {
	some topic in created("aws_sns_topic")
	topic.kms_master_key_id == "alias/aws/sns"
}

default is_valid_subscribers := false

is_valid_subscribers if {
	{subscription.endpoint | some subscription in created("aws_sns_topic_subscription")} == {"eng@example.com", "support@example.com"}
	{subscription.protocol | some subscription in created("aws_sns_topic_subscription")} == {"email"}
}
