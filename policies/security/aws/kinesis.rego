# METADATA
# title: Streams
package terrasmith.security.aws.kinesis

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_KINESIS_001 := {
	"title": "Delivery stream is encrypted",
	"types": ["aws_kinesis_firehose_delivery_stream"],
	"severity": "medium",
	"reference": "CKV_AWS_240",
	"remediation": "Add server_side_encryption with enabled = true.",
}

passes("TS_AWS_KINESIS_001", r) if lib.is(r, ["server_side_encryption", 0, "enabled"], true)

checks.TS_AWS_KINESIS_002 := {
	"title": "Delivery stream is encrypted with a key of your own",
	"types": ["aws_kinesis_firehose_delivery_stream"],
	"severity": "low",
	"reference": "CKV_AWS_241",
	"remediation": "Set key_type = \"CUSTOMER_MANAGED_CMK\" and key_arn.",
}

passes("TS_AWS_KINESIS_002", r) if {
	lib.is(r, ["server_side_encryption", 0, "key_type"], "CUSTOMER_MANAGED_CMK")
	lib.given(r, ["server_side_encryption", 0, "key_arn"])
}

checks.TS_AWS_KINESIS_003 := {
	"title": "Stream is encrypted with a key of your own",
	"types": ["aws_kinesis_stream"],
	"severity": "low",
	"reference": "CKV_AWS_185",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_KINESIS_003", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_KINESIS_004 := {
	"title": "Stream is encrypted",
	"types": ["aws_kinesis_stream"],
	"severity": "high",
	"reference": "CKV_AWS_43",
	"remediation": "Set encryption_type = \"KMS\".",
}

passes("TS_AWS_KINESIS_004", r) if lib.is(r, ["encryption_type"], "KMS")

checks.TS_AWS_KINESIS_005 := {
	"title": "Video stream is encrypted with a key of your own",
	"types": ["aws_kinesis_video_stream"],
	"severity": "low",
	"reference": "CKV_AWS_177",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_KINESIS_005", r) if lib.given(r, ["kms_key_id"])
