package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

table(type) := {candidate |
	some candidate in created(type)
	candidate.name == "sessions"
}

default is_valid_key := false

is_valid_key if {
	some candidate in table("aws_dynamodb_table")
	candidate.hash_key == "session_id"
	candidate.billing_mode == "PAY_PER_REQUEST"
	some attribute in candidate.attribute
	attribute.name == "session_id"
	attribute.type == "S"
}

default is_valid_expiry := false

is_valid_expiry if {
	some candidate in table("aws_dynamodb_table")
	some ttl in candidate.ttl
	ttl.attribute_name == "expires_at"
	ttl.enabled == true
}

default is_valid_recovery := false

is_valid_recovery if {
	some candidate in table("aws_dynamodb_table")
	some recovery in candidate.point_in_time_recovery
	recovery.enabled == true
}
