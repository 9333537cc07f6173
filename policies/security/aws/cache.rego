# METADATA
# title: Caches
package terrasmith.security.aws.cache

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_CACHE_001 := {
	"title": "Cache of Redis is backed up",
	"types": ["aws_elasticache_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_134",
	"remediation": "Set snapshot_retention_limit to at least 1.",
}

skips("TS_AWS_CACHE_001", r) if not lib.get(r, ["engine"], "redis") == "redis"

passes("TS_AWS_CACHE_001", r) if lib.at_least(r, ["snapshot_retention_limit"], 1)

checks.TS_AWS_CACHE_002 := {
	"title": "Cache has a subnet group of its own",
	"types": ["aws_elasticache_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_323",
	"remediation": "Set subnet_group_name.",
}

passes("TS_AWS_CACHE_002", r) if lib.given(r, ["subnet_group_name"])

checks.TS_AWS_CACHE_003 := {
	"title": "Replication group is encrypted at rest",
	"types": ["aws_elasticache_replication_group"],
	"severity": "medium",
	"reference": "CKV_AWS_29",
	"remediation": "Set at_rest_encryption_enabled = true.",
}

passes("TS_AWS_CACHE_003", r) if lib.is_one_of(r, ["at_rest_encryption_enabled"], {true, "true"})

checks.TS_AWS_CACHE_004 := {
	"title": "Replication group is encrypted on the way",
	"types": ["aws_elasticache_replication_group"],
	"severity": "medium",
	"reference": "CKV_AWS_30",
	"remediation": "Set transit_encryption_enabled = true.",
}

passes("TS_AWS_CACHE_004", r) if lib.is(r, ["transit_encryption_enabled"], true)

checks.TS_AWS_CACHE_005 := {
	"title": "Replication group asks for a token",
	"types": ["aws_elasticache_replication_group"],
	"severity": "medium",
	"reference": "CKV_AWS_31",
	"remediation": "Set auth_token, or user_group_ids.",
}

passes("TS_AWS_CACHE_005", r) if {
	lib.is(r, ["transit_encryption_enabled"], true)
	lib.given(r, ["auth_token"])
}

passes("TS_AWS_CACHE_005", r) if {
	lib.is(r, ["transit_encryption_enabled"], true)
	lib.given(r, ["user_group_ids"])
}

checks.TS_AWS_CACHE_006 := {
	"title": "Replication group survives the loss of its primary",
	"types": ["aws_elasticache_replication_group"],
	"severity": "low",
	"reference": "CKV2_AWS_50",
	"remediation": "Set automatic_failover_enabled = true.",
}

passes("TS_AWS_CACHE_006", r) if lib.is(r, ["automatic_failover_enabled"], true)

checks.TS_AWS_CACHE_007 := {
	"title": "Replication group is encrypted with a key of your own",
	"types": ["aws_elasticache_replication_group"],
	"severity": "low",
	"reference": "CKV_AWS_191",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_CACHE_007", r) if lib.given(r, ["kms_key_id"])
