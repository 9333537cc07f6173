package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_connections := false

is_valid_connections if {
	some policy in created("aws_s3_bucket_policy")
	some statement in json.unmarshal(policy.policy).Statement
	statement.Effect == "Deny"
	statement.Condition.Bool["aws:SecureTransport"] == "false"
}

default is_valid_privacy := false

is_valid_privacy if {
	some block in created("aws_s3_bucket_public_access_block")
	block.block_public_acls
	block.block_public_policy
	block.ignore_public_acls
	block.restrict_public_buckets
}

default is_valid_encryption := false

is_valid_encryption if {
	some encryption in created("aws_s3_bucket_server_side_encryption_configuration")
	some rule in encryption.rule
	rule.bucket_key_enabled == true
	some default_encryption in rule.apply_server_side_encryption_by_default
	default_encryption.sse_algorithm == "aws:kms"
	endswith(default_encryption.kms_master_key_id, "555555555555")
}
