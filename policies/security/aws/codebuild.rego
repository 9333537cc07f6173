# METADATA
# title: Build projects
package terrasmith.security.aws.codebuild

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_CODEBUILD_001 := {
	"title": "Project encrypts with a key of your own",
	"types": ["aws_codebuild_project"],
	"severity": "low",
	"reference": "CKV_AWS_147",
	"remediation": "Set encryption_key.",
}

passes("TS_AWS_CODEBUILD_001", r) if lib.given(r, ["encryption_key"])

checks.TS_AWS_CODEBUILD_002 := {
	"title": "Logs in S3 are encrypted",
	"types": ["aws_codebuild_project"],
	"severity": "medium",
	"reference": "CKV_AWS_311",
	"remediation": "Remove encryption_disabled from s3_logs.",
}

passes("TS_AWS_CODEBUILD_002", r) if not lib.get(r, ["logs_config", 0, "s3_logs", 0, "encryption_disabled"], null) == true

checks.TS_AWS_CODEBUILD_003 := {
	"title": "Builds are logged",
	"types": ["aws_codebuild_project"],
	"severity": "low",
	"reference": "CKV_AWS_314",
	"remediation": "Add logs_config with cloudwatch_logs or s3_logs.",
}

passes("TS_AWS_CODEBUILD_003", r) if lib.get(r, ["logs_config", 0, "cloudwatch_logs", 0, "status"], "DISABLED") == "ENABLED"

passes("TS_AWS_CODEBUILD_003", r) if lib.get(r, ["logs_config", 0, "s3_logs", 0, "status"], "DISABLED") == "ENABLED"

checks.TS_AWS_CODEBUILD_004 := {
	"title": "Builds have no power over their host",
	"types": ["aws_codebuild_project"],
	"severity": "medium",
	"reference": "CKV_AWS_316",
	"remediation": "Set privileged_mode = false.",
}

passes("TS_AWS_CODEBUILD_004", r) if not lib.get(r, ["environment", 0, "privileged_mode"], null) == true

checks.TS_AWS_CODEBUILD_005 := {
	"title": "Results are encrypted",
	"types": ["aws_codebuild_project"],
	"severity": "medium",
	"reference": "CKV_AWS_78",
	"remediation": "Remove encryption_disabled.",
}

skips("TS_AWS_CODEBUILD_005", r) if lib.get(r, ["artifacts", 0, "type"], "") == "NO_ARTIFACTS"

passes("TS_AWS_CODEBUILD_005", r) if {
	not r.values.artifacts[0].encryption_disabled == true
	every artifacts in lib.blocks(r, "secondary_artifacts") {
		not artifacts.encryption_disabled == true
	}
}
