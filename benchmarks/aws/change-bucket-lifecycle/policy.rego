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
	some bucket in created("aws_s3_bucket")
	bucket.bucket == "acme-central-logs"
}

rules(type) := {rule |
	some configuration in created(type)
	some rule in configuration.rule
	rule.status == "Enabled"
	rule.filter[_].prefix == "raw/"
}

default is_valid_transitions := false

is_valid_transitions if {
	some rule in rules("aws_s3_bucket_lifecycle_configuration")
	moves := {[move.days, move.storage_class] | some move in rule.transition}
	moves == {[30, "STANDARD_IA"], [90, "GLACIER"]}
}

default is_valid_expiration := false

is_valid_expiration if {
	some rule in rules("aws_s3_bucket_lifecycle_configuration")
	rule.expiration[_].days == 365
}

default is_valid_versioning := false

is_valid_versioning if {
	some versioning in created("aws_s3_bucket_versioning")
	versioning.versioning_configuration[0].status == "Enabled"
}
