# METADATA
# title: Buckets: who can read them, what happens to their objects
package terrasmith.security.aws.s3

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_S3_001 := {
	"title": "Bucket blocks public access",
	"types": ["aws_s3_bucket"],
	"severity": "high",
	"reference": "CKV2_AWS_6",
	"remediation": "Add an aws_s3_bucket_public_access_block for the bucket with all four settings true.",
}

passes("TS_AWS_S3_001", r) if {
	some other in lib.linked("aws_s3_bucket_public_access_block", ["bucket"], r)
	lib.is(other, ["block_public_acls"], true)
	lib.is(other, ["block_public_policy"], true)
}

checks.TS_AWS_S3_002 := {
	"title": "Bucket has a lifecycle configuration",
	"types": ["aws_s3_bucket"],
	"severity": "low",
	"reference": "CKV2_AWS_61",
	"remediation": "Add an aws_s3_bucket_lifecycle_configuration for the bucket.",
}

passes("TS_AWS_S3_002", r) if count(lib.linked("aws_s3_bucket_lifecycle_configuration", ["bucket"], r)) > 0

passes("TS_AWS_S3_002", r) if lib.given(r, ["lifecycle_rule"])

checks.TS_AWS_S3_003 := {
	"title": "Bucket tells of events",
	"types": ["aws_s3_bucket"],
	"severity": "low",
	"reference": "CKV2_AWS_62",
	"remediation": "Add an aws_s3_bucket_notification for the bucket.",
}

passes("TS_AWS_S3_003", r) if count(lib.linked("aws_s3_bucket_notification", ["bucket"], r)) > 0

checks.TS_AWS_S3_004 := {
	"title": "Bucket is replicated to another region",
	"types": ["aws_s3_bucket"],
	"severity": "low",
	"reference": "CKV_AWS_144",
	"remediation": "Add an aws_s3_bucket_replication_configuration with an enabled rule.",
}

passes("TS_AWS_S3_004", r) if {
	some other in lib.linked("aws_s3_bucket_replication_configuration", ["bucket"], r)
	other.values.rule[_].status == "Enabled"
}

passes("TS_AWS_S3_004", r) if r.values.replication_configuration[0].rules[_].status == "Enabled"

checks.TS_AWS_S3_005 := {
	"title": "Bucket encrypts with a key of KMS",
	"types": ["aws_s3_bucket"],
	"severity": "medium",
	"reference": "CKV_AWS_145",
	"remediation": "Add an aws_s3_bucket_server_side_encryption_configuration with sse_algorithm \"aws:kms\".",
}

passes("TS_AWS_S3_005", r) if {
	some other in lib.linked("aws_s3_bucket_server_side_encryption_configuration", ["bucket"], r)
	by_kms(other.values.rule)
}

passes("TS_AWS_S3_005", r) if by_kms(r.values.server_side_encryption_configuration[0].rule)

checks.TS_AWS_S3_006 := {
	"title": "Bucket logs who reads it",
	"types": ["aws_s3_bucket"],
	"severity": "medium",
	"reference": "CKV_AWS_18",
	"remediation": "Add an aws_s3_bucket_logging for the bucket.",
}

passes("TS_AWS_S3_006", r) if count(lib.linked("aws_s3_bucket_logging", ["bucket"], r)) > 0

passes("TS_AWS_S3_006", r) if lib.given(r, ["logging"])

# A bucket that takes the logs of others need not log itself.
passes("TS_AWS_S3_006", r) if count(lib.linked("aws_s3_bucket_logging", ["target_bucket"], r)) > 0

checks.TS_AWS_S3_007 := {
	"title": "Bucket is not readable by everyone",
	"types": ["aws_s3_bucket", "aws_s3_bucket_acl"],
	"severity": "critical",
	"reference": "CKV_AWS_20",
	"remediation": "Use the ACL \"private\", or none.",
}

passes("TS_AWS_S3_007", r) if not acl_in(r, {"public-read", "public-read-write", "website", "authenticated-read"})

checks.TS_AWS_S3_008 := {
	"title": "Bucket keeps old versions of its objects",
	"types": ["aws_s3_bucket"],
	"severity": "medium",
	"reference": "CKV_AWS_21",
	"remediation": "Add an aws_s3_bucket_versioning with the status \"Enabled\".",
}

passes("TS_AWS_S3_008", r) if {
	some other in lib.linked("aws_s3_bucket_versioning", ["bucket"], r)
	lib.is(other, ["versioning_configuration", 0, "status"], "Enabled")
}

passes("TS_AWS_S3_008", r) if lib.is(r, ["versioning", 0, "enabled"], true)

checks.TS_AWS_S3_009 := {
	"title": "Bucket is not writable by everyone",
	"types": ["aws_s3_bucket", "aws_s3_bucket_acl"],
	"severity": "critical",
	"reference": "CKV_AWS_57",
	"remediation": "Use the ACL \"private\", or none.",
}

passes("TS_AWS_S3_009", r) if not acl_in(r, {"public-read-write"})

checks.TS_AWS_S3_010 := {
	"title": "Bucket policy is not for everyone",
	"types": ["aws_s3_bucket_policy"],
	"severity": "critical",
	"reference": "CKV_AWS_70",
	"remediation": "Name the principals, or add a condition.",
}

skips("TS_AWS_S3_010", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_S3_010", r) if not opened(r)

checks.TS_AWS_S3_011 := {
	"title": "Bucket policy does not lock its owner out",
	"types": ["aws_s3_bucket_policy"],
	"severity": "high",
	"reference": "CKV_AWS_93",
	"remediation": "Deny single actions, or make the denial conditional.",
}

skips("TS_AWS_S3_011", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_S3_011", r) if not locks_out(r)

checks.TS_AWS_S3_012 := {
	"title": "Public ACLs are refused",
	"types": ["aws_s3_bucket_public_access_block"],
	"severity": "medium",
	"reference": "CKV_AWS_53",
	"remediation": "Set block_public_acls = true.",
}

passes("TS_AWS_S3_012", r) if lib.is(r, ["block_public_acls"], true)

checks.TS_AWS_S3_013 := {
	"title": "Public policies are refused",
	"types": ["aws_s3_bucket_public_access_block"],
	"severity": "medium",
	"reference": "CKV_AWS_54",
	"remediation": "Set block_public_policy = true.",
}

passes("TS_AWS_S3_013", r) if lib.is(r, ["block_public_policy"], true)

checks.TS_AWS_S3_014 := {
	"title": "Public ACLs are ignored",
	"types": ["aws_s3_bucket_public_access_block"],
	"severity": "medium",
	"reference": "CKV_AWS_55",
	"remediation": "Set ignore_public_acls = true.",
}

passes("TS_AWS_S3_014", r) if lib.is(r, ["ignore_public_acls"], true)

checks.TS_AWS_S3_015 := {
	"title": "Public buckets are restricted",
	"types": ["aws_s3_bucket_public_access_block"],
	"severity": "medium",
	"reference": "CKV_AWS_56",
	"remediation": "Set restrict_public_buckets = true.",
}

passes("TS_AWS_S3_015", r) if lib.is(r, ["restrict_public_buckets"], true)

checks.TS_AWS_S3_016 := {
	"title": "ACL does not grant to all signed-in users",
	"types": ["aws_s3_bucket_acl"],
	"severity": "high",
	"reference": "CKV2_AWS_43",
	"remediation": "Grant to named accounts only.",
}

passes("TS_AWS_S3_016", r) if not grants_to(r, {"http://acs.amazonaws.com/groups/global/AuthenticatedUsers"})

checks.TS_AWS_S3_017 := {
	"title": "ACLs are off",
	"types": ["aws_s3_bucket_ownership_controls"],
	"severity": "low",
	"reference": "CKV2_AWS_65",
	"remediation": "Set object_ownership = \"BucketOwnerEnforced\".",
}

passes("TS_AWS_S3_017", r) if lib.is(r, ["rule", 0, "object_ownership"], "BucketOwnerEnforced")

checks.TS_AWS_S3_018 := {
	"title": "Unfinished uploads are removed",
	"types": ["aws_s3_bucket_lifecycle_configuration"],
	"severity": "low",
	"reference": "CKV_AWS_300",
	"remediation": "Add a rule with abort_incomplete_multipart_upload.",
}

passes("TS_AWS_S3_018", r) if {
	some rule in lib.blocks(r, "rule")
	rule.status == "Enabled"
	rule.abort_incomplete_multipart_upload[0].days_after_initiation > 0
}

checks.TS_AWS_S3_019 := {
	"title": "Object is encrypted with a key of KMS",
	"types": ["aws_s3_bucket_object", "aws_s3_object"],
	"severity": "low",
	"reference": "CKV_AWS_186",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_S3_019", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_S3_020 := {
	"title": "ACL does not grant to the whole world",
	"types": ["aws_s3_bucket_acl"],
	"severity": "critical",
	"reference": "CKV_AWS_375",
	"remediation": "Grant to named accounts only.",
}

passes("TS_AWS_S3_020", r) if not grants_to(r, {"http://acs.amazonaws.com/groups/global/AllUsers"})

checks.TS_AWS_S3_021 := {
	"title": "Access point blocks public access",
	"types": ["aws_s3_access_point"],
	"severity": "high",
	"reference": "CKV_AWS_392",
	"remediation": "Leave the four settings of public_access_block_configuration true.",
}

passes("TS_AWS_S3_021", r) if {
	every block in lib.blocks(r, "public_access_block_configuration") {
		object.get(block, "block_public_acls", true)
		object.get(block, "block_public_policy", true)
	}
}

by_kms(rules) if {
	some rule in rules
	rule.apply_server_side_encryption_by_default[0].sse_algorithm in {"aws:kms", "aws:kms:dsse"}
}

acl_in(r, forbidden) if r.values.acl in forbidden

acl_in(r, forbidden) if {
	r.type == "aws_s3_bucket"
	some other in lib.linked("aws_s3_bucket_acl", ["bucket"], r)
	other.values.acl in forbidden
}

grants_to(r, groups) if {
	some policy in lib.blocks(r, "access_control_policy")
	policy.grant[_].grantee[_].uri in groups
}

opened(r) if {
	some statement in lib.statements(r, ["policy"])
	lib.open_to_everyone(statement)
}

locks_out(r) if {
	some statement in lib.statements(r, ["policy"])
	statement.effect == "Deny"
	not statement.conditional
	"s3:*" in statement.actions
	some principal in statement.principals
	principal.value == "*"
}
