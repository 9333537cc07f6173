package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_queues := false

is_valid_queues if {
	{queue.name | some queue in created("aws_sqs_queue")} == {"billing", "shipping", "search"}
}

default is_valid_subscriptions := false

is_valid_subscriptions if {
	subscriptions := created("aws_sns_topic_subscription")
	count(subscriptions) == 3
	every subscription in subscriptions {
		subscription.protocol == "sqs"
		subscription.raw_message_delivery == true
	}
}

default is_valid_filter := false

is_valid_filter if {
	some subscription in created("aws_sns_topic_subscription")
	kinds := json.unmarshal(subscription.filter_policy).kind
	{kind | some kind in kinds} == {"paid", "refunded"}
}

default is_valid_access := false

is_valid_access if {
	count(created("aws_sqs_queue_policy")) == 3
}
