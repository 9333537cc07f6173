# METADATA
# title: Keys
package terrasmith.security.aws.kms

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_KMS_001 := {
	"title": "Key has a policy",
	"types": ["aws_kms_key"],
	"severity": "low",
	"reference": "CKV2_AWS_64",
	"remediation": "Set policy.",
}

passes("TS_AWS_KMS_001", r) if lib.given(r, ["policy"])

checks.TS_AWS_KMS_002 := {
	"title": "Key is enabled",
	"types": ["aws_kms_key"],
	"severity": "low",
	"reference": "CKV_AWS_227",
	"remediation": "Leave is_enabled true.",
}

passes("TS_AWS_KMS_002", r) if lib.get(r, ["is_enabled"], true) == true

checks.TS_AWS_KMS_003 := {
	"title": "Key is not for everyone to use",
	"types": ["aws_kms_key"],
	"severity": "critical",
	"reference": "CKV_AWS_33",
	"remediation": "Name the principals.",
}

passes("TS_AWS_KMS_003", r) if not opened(r)

checks.TS_AWS_KMS_004 := {
	"title": "Key is rotated",
	"types": ["aws_kms_key"],
	"severity": "medium",
	"reference": "CKV_AWS_7",
	"remediation": "Set enable_key_rotation = true.",
}

skips("TS_AWS_KMS_004", r) if not lib.get(r, ["customer_master_key_spec"], "SYMMETRIC_DEFAULT") in {"SYMMETRIC_DEFAULT"}

passes("TS_AWS_KMS_004", r) if lib.is(r, ["enable_key_rotation"], true)

opened(r) if {
	some statement in lib.statements(r, ["policy"])
	lib.open_to_everyone(statement)
}
