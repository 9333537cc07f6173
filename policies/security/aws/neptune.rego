# METADATA
# title: Graph and document databases
package terrasmith.security.aws.neptune

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_NEPTUNE_001 := {
	"title": "Cluster is protected from deletion",
	"types": ["aws_neptune_cluster"],
	"severity": "medium",
	"reference": "CKV2_AWS_58",
	"remediation": "Set deletion_protection = true.",
}

passes("TS_AWS_NEPTUNE_001", r) if lib.is(r, ["deletion_protection"], true)

checks.TS_AWS_NEPTUNE_002 := {
	"title": "Cluster exports its audit log",
	"types": ["aws_neptune_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_101",
	"remediation": "Set enable_cloudwatch_logs_exports = [\"audit\"].",
}

passes("TS_AWS_NEPTUNE_002", r) if "audit" in lib.get(r, ["enable_cloudwatch_logs_exports"], [])

checks.TS_AWS_NEPTUNE_003 := {
	"title": "Cluster is encrypted with a key of your own",
	"types": ["aws_neptune_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_347",
	"remediation": "Set kms_key_arn.",
}

passes("TS_AWS_NEPTUNE_003", r) if lib.given(r, ["kms_key_arn"])

checks.TS_AWS_NEPTUNE_004 := {
	"title": "Cluster knows identities of IAM",
	"types": ["aws_neptune_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_359",
	"remediation": "Set iam_database_authentication_enabled = true.",
}

passes("TS_AWS_NEPTUNE_004", r) if lib.is(r, ["iam_database_authentication_enabled"], true)

checks.TS_AWS_NEPTUNE_005 := {
	"title": "Cluster is backed up for a week",
	"types": ["aws_neptune_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_361",
	"remediation": "Set backup_retention_period to 7 or more.",
}

passes("TS_AWS_NEPTUNE_005", r) if lib.at_least(r, ["backup_retention_period"], 7)

checks.TS_AWS_NEPTUNE_006 := {
	"title": "Snapshots carry the tags of the cluster",
	"types": ["aws_neptune_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_362",
	"remediation": "Set copy_tags_to_snapshot = true.",
}

passes("TS_AWS_NEPTUNE_006", r) if lib.is(r, ["copy_tags_to_snapshot"], true)

checks.TS_AWS_NEPTUNE_007 := {
	"title": "Cluster is encrypted",
	"types": ["aws_neptune_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_44",
	"remediation": "Set storage_encrypted = true.",
}

passes("TS_AWS_NEPTUNE_007", r) if lib.is(r, ["storage_encrypted"], true)

checks.TS_AWS_NEPTUNE_008 := {
	"title": "Instance is not reachable from the internet",
	"types": ["aws_neptune_cluster_instance"],
	"severity": "critical",
	"reference": "CKV_AWS_102",
	"remediation": "Set publicly_accessible = false.",
}

passes("TS_AWS_NEPTUNE_008", r) if not lib.get(r, ["publicly_accessible"], null) == true

checks.TS_AWS_NEPTUNE_009 := {
	"title": "Document database is encrypted",
	"types": ["aws_docdb_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_74",
	"remediation": "Set storage_encrypted = true.",
}

passes("TS_AWS_NEPTUNE_009", r) if lib.is(r, ["storage_encrypted"], true)

checks.TS_AWS_NEPTUNE_010 := {
	"title": "Document database exports its logs",
	"types": ["aws_docdb_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_85",
	"remediation": "Set enabled_cloudwatch_logs_exports.",
}

passes("TS_AWS_NEPTUNE_010", r) if {
	exports := lib.get(r, ["enabled_cloudwatch_logs_exports"], [])
	some kind in ["audit", "profiler"]
	kind in exports
}

checks.TS_AWS_NEPTUNE_011 := {
	"title": "Document database is backed up for a week",
	"types": ["aws_docdb_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_360",
	"remediation": "Set backup_retention_period to 7 or more.",
}

passes("TS_AWS_NEPTUNE_011", r) if lib.at_least(r, ["backup_retention_period"], 7)
