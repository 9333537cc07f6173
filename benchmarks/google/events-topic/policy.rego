package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_topics := false

is_valid_topics if {
	{topic.name | some topic in created("google_pubsub_topic")} == {"orders", "orders-dead"}
}

default is_valid_subscription := false

is_valid_subscription if {
	some subscription in created("google_pubsub_subscription")
	subscription.name == "orders-billing"
	subscription.ack_deadline_seconds == 30
	object.get(subscription, "message_retention_duration", "604800s") == "604800s"
}

default is_valid_dead_letters := false

is_valid_dead_letters if {
	some subscription in created("google_pubsub_subscription")
	subscription.dead_letter_policy[_].max_delivery_attempts == 5
}
