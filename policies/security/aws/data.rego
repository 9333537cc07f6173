# METADATA
# title: Warehousing tools
package terrasmith.security.aws.data

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_DATA_001 := {
	"title": "Workgroup is encrypted",
	"types": ["aws_athena_workgroup"],
	"severity": "medium",
	"reference": "CKV_AWS_159",
	"remediation": "Add encryption_configuration to result_configuration.",
}

passes("TS_AWS_DATA_001", r) if lib.given(r, ["configuration", 0, "result_configuration", 0, "encryption_configuration"])

checks.TS_AWS_DATA_002 := {
	"title": "Settings of the workgroup hold for its clients",
	"types": ["aws_athena_workgroup"],
	"severity": "medium",
	"reference": "CKV_AWS_82",
	"remediation": "Leave enforce_workgroup_configuration true.",
}

passes("TS_AWS_DATA_002", r) if lib.get(r, ["configuration", 0, "enforce_workgroup_configuration"], true) == true

checks.TS_AWS_DATA_003 := {
	"title": "Athena database is encrypted",
	"types": ["aws_athena_database"],
	"severity": "medium",
	"reference": "CKV_AWS_77",
	"remediation": "Add encryption_configuration.",
}

passes("TS_AWS_DATA_003", r) if lib.given(r, ["encryption_configuration"])

checks.TS_AWS_DATA_004 := {
	"title": "Crawlers and jobs encrypt",
	"types": ["aws_glue_security_configuration"],
	"severity": "medium",
	"reference": "CKV_AWS_99",
	"remediation": "Set the modes of all three encryptions in encryption_configuration.",
}

passes("TS_AWS_DATA_004", r) if {
	lib.get(r, ["encryption_configuration", 0, "cloudwatch_encryption", 0, "cloudwatch_encryption_mode"], "DISABLED") == "SSE-KMS"
	lib.get(r, ["encryption_configuration", 0, "job_bookmarks_encryption", 0, "job_bookmarks_encryption_mode"], "DISABLED") == "CSE-KMS"
	lib.get(r, ["encryption_configuration", 0, "s3_encryption", 0, "s3_encryption_mode"], "DISABLED") in {"SSE-KMS", "SSE-S3"}
}

checks.TS_AWS_DATA_005 := {
	"title": "Search index is encrypted with a key of your own",
	"types": ["aws_kendra_index"],
	"severity": "low",
	"reference": "CKV_AWS_262",
	"remediation": "Add server_side_encryption_configuration with a kms_key_id.",
}

passes("TS_AWS_DATA_005", r) if lib.given(r, ["server_side_encryption_configuration", 0, "kms_key_id"])

checks.TS_AWS_DATA_006 := {
	"title": "Replication instance is not reachable from the internet",
	"types": ["aws_dms_replication_instance"],
	"severity": "critical",
	"reference": "CKV_AWS_89",
	"remediation": "Set publicly_accessible = false.",
}

passes("TS_AWS_DATA_006", r) if not lib.get(r, ["publicly_accessible"], null) == true

checks.TS_AWS_DATA_007 := {
	"title": "Timestream database is encrypted with a key of your own",
	"types": ["aws_timestreamwrite_database"],
	"severity": "low",
	"reference": "CKV_AWS_160",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_DATA_007", r) if lib.given(r, ["kms_key_id"])
