package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_versioning := false

is_valid_versioning if {
	some versioning in created("aws_s3_bucket_versioning")
	versioning.versioning_configuration[0].status == "Enabled"
}

default is_valid_encryption := false

is_valid_encryption if {
	some encryption in created("aws_s3_bucket_server_side_encryption_configuration")
	encryption.rule[_].apply_server_side_encryption_by_default[0].sse_algorithm == "AES256"
}

default is_valid_public_access := false

is_valid_public_access if {
	some block in created("aws_s3_bucket_public_access_block")
	block.block_public_acls
	block.block_public_policy
	block.ignore_public_acls
	block.restrict_public_buckets
}

default is_valid_name := false

is_valid_name if {
	some bucket in created("aws_s3_bucket")
	startswith(object.get(bucket, "bucket_prefix", ""), "acme-audit-")
}

is_valid_name if {
	some bucket in created("aws_s3_bucket")
	startswith(object.get(bucket, "bucket", ""), "acme-audit-")
}
