package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_buckets := false

is_valid_buckets if {
	{bucket.bucket | some bucket in created("aws_s3_bucket")} == {"acme-docs", "acme-docs-replica"}
}

default is_valid_versioning := false

is_valid_versioning if {
	enabled := [versioning | some versioning in created("aws_s3_bucket_versioning"); versioning.versioning_configuration[0].status == "Enabled"]
	count(enabled) == 2
}

default is_valid_replication := false

is_valid_replication if {
	some configuration in created("aws_s3_bucket_replication_configuration")
	some rule in configuration.rule
	rule.status == "Enabled"
	rule.delete_marker_replication[_].status == "Enabled"
}

default is_valid_regions := false

is_valid_regions if {
	regions := {configuration.expressions.region.constant_value | some configuration in input.configuration.provider_config}
	regions == {"us-east-1", "eu-west-1"}
}
