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
	bucket.name == "acme-archive"
	lower(bucket.location) == "europe-west1"
	bucket.storage_class == "COLDLINE"
	bucket.uniform_bucket_level_access == true
}

default is_valid_versioning := false

is_valid_versioning if {
	some bucket in created("google_storage_bucket")
	bucket.versioning[_].enabled == true
}

default is_valid_lifecycle := false

is_valid_lifecycle if {
	some bucket in created("google_storage_bucket")
	some rule in bucket.lifecycle_rule
	rule.action[_].type == "Delete"
}
