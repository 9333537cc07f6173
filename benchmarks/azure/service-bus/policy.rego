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
	some queue in created("azurerm_servicebus_queue")
	queue.name == "orders"
	queue.max_delivery_count == 5
	queue.dead_lettering_on_message_expiration == true
}

default is_valid_topic := false

is_valid_topic if {
	some topic in created("azurerm_servicebus_topic")
	topic.name == "order-events"
}

default is_valid_subscriptions := false

is_valid_subscriptions if {
	{subscription.name | some subscription in created("azurerm_servicebus_subscription")} == {"billing", "search"}
}
