package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_bucket := false

is_valid_bucket if {
	some bucket in created("google_storage_bucket")
	bucket.name == "acme-drawings"
	bucket.location == "EU"
}

default is_valid_versioning := false

is_valid_versioning if {
	some bucket in created("google_storage_bucket")
	some versioning in bucket.versioning
	versioning.enabled == true
}

default is_valid_lifecycle := false

is_valid_lifecycle if {
	some bucket in created("google_storage_bucket")
	some rule in bucket.lifecycle_rule
	some action in rule.action
	action.type == "Delete"
	some condition in rule.condition
	condition.num_newer_versions == 5
}

default is_valid_access := false

is_valid_access if {
	some bucket in created("google_storage_bucket")
	bucket.public_access_prevention == "enforced"
}
