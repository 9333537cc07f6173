package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_table := false

is_valid_table if {
	some table in created("aws_dynamodb_table")
	table.name == "orders"
	table.hash_key == "order_id"
	table.billing_mode == "PAY_PER_REQUEST"
}

default is_valid_index := false

is_valid_index if {
	some table in created("aws_dynamodb_table")
	some index in table.global_secondary_index
	index.name == "by-customer"
	index.hash_key == "customer_id"
	index.range_key == "placed_at"
	index.projection_type == "ALL"
}

default is_valid_stream := false

is_valid_stream if {
	some table in created("aws_dynamodb_table")
	table.stream_enabled == true
	table.stream_view_type == "NEW_AND_OLD_IMAGES"
}
