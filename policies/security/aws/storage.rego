# METADATA
# title: File systems, backups and archives
package terrasmith.security.aws.storage

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_STORAGE_001 := {
	"title": "File system is encrypted with a key of your own",
	"types": ["aws_efs_file_system"],
	"severity": "low",
	"reference": "CKV_AWS_184",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_STORAGE_001", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_STORAGE_002 := {
	"title": "File system is encrypted",
	"types": ["aws_efs_file_system"],
	"severity": "high",
	"reference": "CKV_AWS_42",
	"remediation": "Set encrypted = true.",
}

passes("TS_AWS_STORAGE_002", r) if lib.is(r, ["encrypted"], true)

checks.TS_AWS_STORAGE_003 := {
	"title": "Access point begins below the root",
	"types": ["aws_efs_access_point"],
	"severity": "low",
	"reference": "CKV_AWS_329",
	"remediation": "Add root_directory with a path other than \"/\".",
}

passes("TS_AWS_STORAGE_003", r) if {
	lib.given(r, ["root_directory", 0, "path"])
	not lib.get(r, ["root_directory", 0, "path"], "") == "/"
}

checks.TS_AWS_STORAGE_004 := {
	"title": "Access point acts as one user",
	"types": ["aws_efs_access_point"],
	"severity": "low",
	"reference": "CKV_AWS_330",
	"remediation": "Add posix_user.",
}

passes("TS_AWS_STORAGE_004", r) if lib.given(r, ["posix_user"])

checks.TS_AWS_STORAGE_005 := {
	"title": "Backup vault is encrypted with a key of your own",
	"types": ["aws_backup_vault"],
	"severity": "low",
	"reference": "CKV_AWS_166",
	"remediation": "Set kms_key_arn.",
}

passes("TS_AWS_STORAGE_005", r) if lib.given(r, ["kms_key_arn"])

checks.TS_AWS_STORAGE_006 := {
	"title": "Archive is not for everyone",
	"types": ["aws_glacier_vault"],
	"severity": "critical",
	"reference": "CKV_AWS_167",
	"remediation": "Name the principals, or add a condition.",
}

skips("TS_AWS_STORAGE_006", r) if not lib.statements(r, ["access_policy"])

passes("TS_AWS_STORAGE_006", r) if not opened(r)

checks.TS_AWS_STORAGE_007 := {
	"title": "Windows file system is encrypted with a key of your own",
	"types": ["aws_fsx_windows_file_system"],
	"severity": "low",
	"reference": "CKV_AWS_179",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_STORAGE_007", r) if lib.given(r, ["kms_key_id"])

opened(r) if {
	some statement in lib.statements(r, ["access_policy"])
	lib.open_to_everyone(statement)
}
