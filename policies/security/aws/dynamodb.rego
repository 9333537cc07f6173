# METADATA
# title: Tables of DynamoDB and their caches
package terrasmith.security.aws.dynamodb

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_DYNAMODB_001 := {
	"title": "Capacity of the table follows its use",
	"types": ["aws_dynamodb_table"],
	"severity": "low",
	"reference": "CKV2_AWS_16",
	"remediation": "Set billing_mode = \"PAY_PER_REQUEST\", or add an aws_appautoscaling_target.",
}

passes("TS_AWS_DYNAMODB_001", r) if lib.is(r, ["billing_mode"], "PAY_PER_REQUEST")

passes("TS_AWS_DYNAMODB_001", r) if {
	some target in lib.of("aws_appautoscaling_target")
	lib.mentions(target, r)
}

checks.TS_AWS_DYNAMODB_002 := {
	"title": "Table is encrypted with a key of your own",
	"types": ["aws_dynamodb_table"],
	"severity": "low",
	"reference": "CKV_AWS_119",
	"remediation": "Add server_side_encryption with enabled = true and kms_key_arn.",
}

passes("TS_AWS_DYNAMODB_002", r) if {
	lib.is(r, ["server_side_encryption", 0, "enabled"], true)
	lib.given(r, ["server_side_encryption", 0, "kms_key_arn"])
}

checks.TS_AWS_DYNAMODB_003 := {
	"title": "Table can be taken back to any moment",
	"types": ["aws_dynamodb_table"],
	"severity": "medium",
	"reference": "CKV_AWS_28",
	"remediation": "Add point_in_time_recovery with enabled = true.",
}

passes("TS_AWS_DYNAMODB_003", r) if lib.is(r, ["point_in_time_recovery", 0, "enabled"], true)

checks.TS_AWS_DYNAMODB_004 := {
	"title": "Replica is encrypted with a key of your own",
	"types": ["aws_dynamodb_table_replica"],
	"severity": "low",
	"reference": "CKV_AWS_271",
	"remediation": "Set kms_key_arn.",
}

passes("TS_AWS_DYNAMODB_004", r) if lib.given(r, ["kms_key_arn"])

checks.TS_AWS_DYNAMODB_005 := {
	"title": "Cache is reached over TLS",
	"types": ["aws_dax_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_239",
	"remediation": "Set cluster_endpoint_encryption_type = \"TLS\".",
}

passes("TS_AWS_DYNAMODB_005", r) if lib.is(r, ["cluster_endpoint_encryption_type"], "TLS")

checks.TS_AWS_DYNAMODB_006 := {
	"title": "Cache is encrypted",
	"types": ["aws_dax_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_47",
	"remediation": "Add server_side_encryption with enabled = true.",
}

passes("TS_AWS_DYNAMODB_006", r) if lib.is(r, ["server_side_encryption", 0, "enabled"], true)
