# METADATA
# title: Databases: who can read them, what survives a mishap
package terrasmith.security.aws.rds

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_RDS_001 := {
	"title": "PostgreSQL logs its queries",
	"types": ["aws_db_instance"],
	"severity": "low",
	"reference": "CKV2_AWS_30",
	"remediation": "Set log_statement and log_min_duration_statement in the parameter group.",
}

skips("TS_AWS_RDS_001", r) if not lib.get(r, ["engine"], "") == "postgres"

passes("TS_AWS_RDS_001", r) if {
	parameter(r, "log_statement")
	parameter(r, "log_min_duration_statement")
}

checks.TS_AWS_RDS_002 := {
	"title": "Snapshots carry the tags of the database",
	"types": ["aws_db_instance"],
	"severity": "low",
	"reference": "CKV2_AWS_60",
	"remediation": "Set copy_tags_to_snapshot = true.",
}

passes("TS_AWS_RDS_002", r) if lib.is(r, ["copy_tags_to_snapshot"], true)

checks.TS_AWS_RDS_003 := {
	"title": "Connections are encrypted",
	"types": ["aws_db_instance"],
	"severity": "medium",
	"reference": "CKV2_AWS_69",
	"remediation": "Set rds.force_ssl (PostgreSQL, SQL Server) or require_secure_transport (MySQL, MariaDB) in the parameter group.",
}

skips("TS_AWS_RDS_003", r) if not lib.given(r, ["parameter_group_name"])

passes("TS_AWS_RDS_003", r) if {
	some name in ["rds.force_ssl", "require_secure_transport"]
	parameter(r, name)
}

checks.TS_AWS_RDS_004 := {
	"title": "Database is monitored in detail",
	"types": ["aws_db_instance", "aws_rds_cluster_instance"],
	"severity": "low",
	"reference": "CKV_AWS_118",
	"remediation": "Set monitoring_interval to 1, 5, 10, 15, 30 or 60.",
}

passes("TS_AWS_RDS_004", r) if lib.is_one_of(r, ["monitoring_interval"], {1, 5, 10, 15, 30, 60})

checks.TS_AWS_RDS_005 := {
	"title": "Database exports its logs",
	"types": ["aws_db_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_129",
	"remediation": "Set enabled_cloudwatch_logs_exports.",
}

passes("TS_AWS_RDS_005", r) if lib.given(r, ["enabled_cloudwatch_logs_exports"])

checks.TS_AWS_RDS_006 := {
	"title": "Database is backed up",
	"types": ["aws_db_instance", "aws_rds_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_133",
	"remediation": "Set backup_retention_period to at least 1 day.",
}

skips("TS_AWS_RDS_006", r) if lib.given(r, ["replicate_source_db"])

passes("TS_AWS_RDS_006", r) if lib.at_least(r, ["backup_retention_period"], 1)

passes("TS_AWS_RDS_006", r) if {
	r.type == "aws_rds_cluster"
	not lib.written(r, ["backup_retention_period"])
}

checks.TS_AWS_RDS_007 := {
	"title": "Database survives the loss of a zone",
	"types": ["aws_db_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_157",
	"remediation": "Set multi_az = true.",
}

passes("TS_AWS_RDS_007", r) if lib.is(r, ["multi_az"], true)

checks.TS_AWS_RDS_008 := {
	"title": "Database is encrypted",
	"types": ["aws_db_instance"],
	"severity": "high",
	"reference": "CKV_AWS_16",
	"remediation": "Set storage_encrypted = true.",
}

passes("TS_AWS_RDS_008", r) if lib.is(r, ["storage_encrypted"], true)

checks.TS_AWS_RDS_009 := {
	"title": "Database knows identities of IAM",
	"types": ["aws_db_instance"],
	"severity": "low",
	"reference": "CKV_AWS_161",
	"remediation": "Set iam_database_authentication_enabled = true.",
}

skips("TS_AWS_RDS_009", r) if not lib.get(r, ["engine"], "mysql") in {"mysql", "mariadb", "postgres"}

passes("TS_AWS_RDS_009", r) if lib.is(r, ["iam_database_authentication_enabled"], true)

checks.TS_AWS_RDS_010 := {
	"title": "Database is not reachable from the internet",
	"types": ["aws_db_instance", "aws_rds_cluster_instance"],
	"severity": "critical",
	"reference": "CKV_AWS_17",
	"remediation": "Set publicly_accessible = false.",
}

passes("TS_AWS_RDS_010", r) if not lib.get(r, ["publicly_accessible"], null) == true

checks.TS_AWS_RDS_011 := {
	"title": "Certificate of the database is current",
	"types": ["aws_db_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_211",
	"remediation": "Set ca_cert_identifier = \"rds-ca-rsa2048-g1\".",
}

passes("TS_AWS_RDS_011", r) if not lib.written(r, ["ca_cert_identifier"])

passes("TS_AWS_RDS_011", r) if lib.is_one_of(r, ["ca_cert_identifier"], {"rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"})

checks.TS_AWS_RDS_012 := {
	"title": "Minor versions are installed automatically",
	"types": ["aws_db_instance", "aws_rds_cluster_instance"],
	"severity": "low",
	"reference": "CKV_AWS_226",
	"remediation": "Leave auto_minor_version_upgrade true.",
}

passes("TS_AWS_RDS_012", r) if lib.get(r, ["auto_minor_version_upgrade"], true) == true

checks.TS_AWS_RDS_013 := {
	"title": "Database is protected from deletion",
	"types": ["aws_db_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_293",
	"remediation": "Set deletion_protection = true.",
}

passes("TS_AWS_RDS_013", r) if lib.is(r, ["deletion_protection"], true)

checks.TS_AWS_RDS_014 := {
	"title": "Performance of the database is recorded",
	"types": ["aws_db_instance", "aws_rds_cluster_instance"],
	"severity": "low",
	"reference": "CKV_AWS_353",
	"remediation": "Set performance_insights_enabled = true.",
}

# Small instances of MySQL and MariaDB cannot record it.
skips("TS_AWS_RDS_014", r) if {
	lib.get(r, ["engine"], "") in {"mysql", "mariadb"}
	lib.get(r, ["instance_class"], "") in {"db.t2.micro", "db.t2.small", "db.t3.micro", "db.t3.small", "db.t4g.micro", "db.t4g.small"}
}

passes("TS_AWS_RDS_014", r) if lib.is(r, ["performance_insights_enabled"], true)

checks.TS_AWS_RDS_015 := {
	"title": "Record of performance is encrypted with a key of your own",
	"types": ["aws_db_instance", "aws_rds_cluster_instance"],
	"severity": "low",
	"reference": "CKV_AWS_354",
	"remediation": "Set performance_insights_kms_key_id.",
}

skips("TS_AWS_RDS_015", r) if not lib.get(r, ["performance_insights_enabled"], false)

passes("TS_AWS_RDS_015", r) if lib.given(r, ["performance_insights_kms_key_id"])

checks.TS_AWS_RDS_016 := {
	"title": "Cluster is protected from deletion",
	"types": ["aws_rds_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_139",
	"remediation": "Set deletion_protection = true.",
}

passes("TS_AWS_RDS_016", r) if lib.is(r, ["deletion_protection"], true)

checks.TS_AWS_RDS_017 := {
	"title": "Cluster knows identities of IAM",
	"types": ["aws_rds_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_162",
	"remediation": "Set iam_database_authentication_enabled = true.",
}

passes("TS_AWS_RDS_017", r) if lib.is(r, ["iam_database_authentication_enabled"], true)

checks.TS_AWS_RDS_018 := {
	"title": "Snapshots carry the tags of the cluster",
	"types": ["aws_rds_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_313",
	"remediation": "Set copy_tags_to_snapshot = true.",
}

passes("TS_AWS_RDS_018", r) if lib.is(r, ["copy_tags_to_snapshot"], true)

checks.TS_AWS_RDS_019 := {
	"title": "Cluster exports its logs",
	"types": ["aws_rds_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_324",
	"remediation": "Set enabled_cloudwatch_logs_exports.",
}

passes("TS_AWS_RDS_019", r) if lib.given(r, ["enabled_cloudwatch_logs_exports"])

checks.TS_AWS_RDS_020 := {
	"title": "Cluster of MySQL exports its audit log",
	"types": ["aws_rds_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_325",
	"remediation": "Add \"audit\" to enabled_cloudwatch_logs_exports.",
}

skips("TS_AWS_RDS_020", r) if not contains(lib.get(r, ["engine"], ""), "mysql")

passes("TS_AWS_RDS_020", r) if "audit" in lib.get(r, ["enabled_cloudwatch_logs_exports"], [])

checks.TS_AWS_RDS_021 := {
	"title": "Cluster of Aurora can be wound back",
	"types": ["aws_rds_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_326",
	"remediation": "Set backtrack_window.",
}

skips("TS_AWS_RDS_021", r) if not lib.get(r, ["engine"], "aurora") in {"aurora", "aurora-mysql"}

passes("TS_AWS_RDS_021", r) if lib.at_least(r, ["backtrack_window"], 1)

checks.TS_AWS_RDS_022 := {
	"title": "Cluster is encrypted with a key of your own",
	"types": ["aws_rds_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_327",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_RDS_022", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_RDS_023 := {
	"title": "Cluster is encrypted",
	"types": ["aws_rds_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_96",
	"remediation": "Set storage_encrypted = true.",
}

passes("TS_AWS_RDS_023", r) if lib.is(r, ["storage_encrypted"], true)

passes("TS_AWS_RDS_023", r) if lib.get(r, ["engine_mode"], "") == "serverless"

checks.TS_AWS_RDS_024 := {
	"title": "Cluster of PostgreSQL logs its queries",
	"types": ["aws_rds_cluster"],
	"severity": "low",
	"reference": "CKV2_AWS_27",
	"remediation": "Set log_statement and log_min_duration_statement in the parameter group.",
}

skips("TS_AWS_RDS_024", r) if not lib.get(r, ["engine"], "") == "aurora-postgresql"

passes("TS_AWS_RDS_024", r) if {
	cluster_parameter(r, "log_statement")
	cluster_parameter(r, "log_min_duration_statement")
}

checks.TS_AWS_RDS_025 := {
	"title": "Cluster is in a backup plan",
	"types": ["aws_rds_cluster"],
	"severity": "low",
	"reference": "CKV2_AWS_8",
	"remediation": "Name the cluster in an aws_backup_selection.",
}

passes("TS_AWS_RDS_025", r) if {
	some selection in lib.of("aws_backup_selection")
	lib.mentions(selection, r)
}

checks.TS_AWS_RDS_026 := {
	"title": "Snapshot is not public",
	"types": ["aws_db_snapshot"],
	"severity": "critical",
	"reference": "CKV_AWS_302",
	"remediation": "Remove \"all\" from shared_accounts.",
}

passes("TS_AWS_RDS_026", r) if not "all" in lib.get(r, ["shared_accounts"], [])

checks.TS_AWS_RDS_027 := {
	"title": "Global cluster is encrypted",
	"types": ["aws_rds_global_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_140",
	"remediation": "Set storage_encrypted = true.",
}

passes("TS_AWS_RDS_027", r) if lib.is(r, ["storage_encrypted"], true)

passes("TS_AWS_RDS_027", r) if lib.given(r, ["source_db_cluster_identifier"])

parameter(r, name) if {
	some group in lib.of("aws_db_parameter_group")
	lib.refers(r, ["parameter_group_name"], group)
	sets(group, name)
}

cluster_parameter(r, name) if {
	some group in lib.of("aws_rds_cluster_parameter_group")
	lib.refers(r, ["db_cluster_parameter_group_name"], group)
	sets(group, name)
}

sets(group, name) if {
	some parameter in lib.blocks(group, "parameter")
	parameter.name == name
	not lower(object.get(parameter, "value", "")) in {"0", "off", "none"}
}
