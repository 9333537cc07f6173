# METADATA
# title: Data warehouses
package terrasmith.security.aws.redshift

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_REDSHIFT_001 := {
	"title": "Cluster takes new versions",
	"types": ["aws_redshift_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_141",
	"remediation": "Leave allow_version_upgrade true.",
}

passes("TS_AWS_REDSHIFT_001", r) if lib.get(r, ["allow_version_upgrade"], true) == true

checks.TS_AWS_REDSHIFT_002 := {
	"title": "Cluster is encrypted with a key of your own",
	"types": ["aws_redshift_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_142",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_REDSHIFT_002", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_REDSHIFT_003 := {
	"title": "Cluster runs in a network",
	"types": ["aws_redshift_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_154",
	"remediation": "Set cluster_subnet_group_name.",
}

passes("TS_AWS_REDSHIFT_003", r) if lib.given(r, ["cluster_subnet_group_name"])

checks.TS_AWS_REDSHIFT_004 := {
	"title": "Database has a name of its own",
	"types": ["aws_redshift_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_320",
	"remediation": "Set database_name.",
}

passes("TS_AWS_REDSHIFT_004", r) if lib.given(r, ["database_name"])

checks.TS_AWS_REDSHIFT_005 := {
	"title": "Traffic stays in the network",
	"types": ["aws_redshift_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_321",
	"remediation": "Set enhanced_vpc_routing = true.",
}

passes("TS_AWS_REDSHIFT_005", r) if lib.is(r, ["enhanced_vpc_routing"], true)

checks.TS_AWS_REDSHIFT_006 := {
	"title": "Snapshots are made",
	"types": ["aws_redshift_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_343",
	"remediation": "Set automated_snapshot_retention_period to at least 1.",
}

passes("TS_AWS_REDSHIFT_006", r) if lib.get(r, ["automated_snapshot_retention_period"], 1) != 0

checks.TS_AWS_REDSHIFT_007 := {
	"title": "Public cluster has no well-known administrator",
	"types": ["aws_redshift_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_391",
	"remediation": "Set publicly_accessible = false, and choose another master_username.",
}

passes("TS_AWS_REDSHIFT_007", r) if not lib.get(r, ["publicly_accessible"], true)

passes("TS_AWS_REDSHIFT_007", r) if not lib.get(r, ["master_username"], "") in {"awsuser", "administrator", "admin"}

checks.TS_AWS_REDSHIFT_008 := {
	"title": "Cluster is encrypted",
	"types": ["aws_redshift_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_64",
	"remediation": "Set encrypted = true.",
}

passes("TS_AWS_REDSHIFT_008", r) if lib.is_one_of(r, ["encrypted"], {true, "true"})

checks.TS_AWS_REDSHIFT_009 := {
	"title": "Cluster keeps an audit log",
	"types": ["aws_redshift_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_71",
	"remediation": "Add an aws_redshift_logging for the cluster.",
}

passes("TS_AWS_REDSHIFT_009", r) if lib.is(r, ["logging", 0, "enable"], true)

passes("TS_AWS_REDSHIFT_009", r) if count(lib.linked("aws_redshift_logging", ["cluster_identifier"], r)) > 0

checks.TS_AWS_REDSHIFT_010 := {
	"title": "Cluster is not reachable from the internet",
	"types": ["aws_redshift_cluster"],
	"severity": "critical",
	"reference": "CKV_AWS_87",
	"remediation": "Set publicly_accessible = false.",
}

passes("TS_AWS_REDSHIFT_010", r) if lib.is(r, ["publicly_accessible"], false)

checks.TS_AWS_REDSHIFT_011 := {
	"title": "Connections to the cluster are encrypted",
	"types": ["aws_redshift_parameter_group"],
	"severity": "medium",
	"reference": "CKV_AWS_105",
	"remediation": "Set the parameter require_ssl to \"true\".",
}

passes("TS_AWS_REDSHIFT_011", r) if {
	some parameter in lib.blocks(r, "parameter")
	parameter.name == "require_ssl"
	lower(parameter.value) in {"true", "1"}
}
