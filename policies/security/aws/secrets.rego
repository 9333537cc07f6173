# METADATA
# title: Secrets and parameters
package terrasmith.security.aws.secrets

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_SECRETS_001 := {
	"title": "Secret is rotated",
	"types": ["aws_secretsmanager_secret"],
	"severity": "low",
	"reference": "CKV2_AWS_57",
	"remediation": "Add an aws_secretsmanager_secret_rotation for the secret.",
}

passes("TS_AWS_SECRETS_001", r) if count(lib.linked("aws_secretsmanager_secret_rotation", ["secret_id"], r)) > 0

checks.TS_AWS_SECRETS_002 := {
	"title": "Secret is encrypted with a key of your own",
	"types": ["aws_secretsmanager_secret"],
	"severity": "low",
	"reference": "CKV_AWS_149",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_SECRETS_002", r) if {
	lib.given(r, ["kms_key_id"])
	not contains(lib.get(r, ["kms_key_id"], ""), "aws/secretsmanager")
}

checks.TS_AWS_SECRETS_003 := {
	"title": "Secret is rotated within 90 days",
	"types": ["aws_secretsmanager_secret_rotation"],
	"severity": "low",
	"reference": "CKV_AWS_304",
	"remediation": "Set automatically_after_days to 90 or less.",
}

passes("TS_AWS_SECRETS_003", r) if {
	days := lib.get(r, ["rotation_rules", 0, "automatically_after_days"], 0)
	days > 0
	days <= 90
}

passes("TS_AWS_SECRETS_003", r) if lib.given(r, ["rotation_rules", 0, "schedule_expression"])

checks.TS_AWS_SECRETS_004 := {
	"title": "Parameter is encrypted",
	"types": ["aws_ssm_parameter"],
	"severity": "medium",
	"reference": "CKV2_AWS_34",
	"remediation": "Set type = \"SecureString\".",
}

passes("TS_AWS_SECRETS_004", r) if lib.is(r, ["type"], "SecureString")

checks.TS_AWS_SECRETS_005 := {
	"title": "Parameter is encrypted with a key of your own",
	"types": ["aws_ssm_parameter"],
	"severity": "low",
	"reference": "CKV_AWS_337",
	"remediation": "Set key_id.",
}

skips("TS_AWS_SECRETS_005", r) if not lib.get(r, ["type"], "") == "SecureString"

passes("TS_AWS_SECRETS_005", r) if lib.given(r, ["key_id"])
