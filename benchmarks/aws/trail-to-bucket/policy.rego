package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_trail := false

is_valid_trail if {
	some trail in created("aws_cloudtrail")
	trail.name == "audit"
	trail.is_multi_region_trail == true
	trail.enable_log_file_validation == true
	object.get(trail, "include_global_service_events", true) == true
}

default is_valid_privacy := false

is_valid_privacy if {
	some block in created("aws_s3_bucket_public_access_block")
	block.block_public_acls
	block.block_public_policy
	block.ignore_public_acls
	block.restrict_public_buckets
}

default is_valid_bucket_policy := false

is_valid_bucket_policy if {
	count(created("aws_s3_bucket_policy")) == 1
}
