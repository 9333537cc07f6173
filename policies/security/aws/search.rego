# METADATA
# title: Search domains
package terrasmith.security.aws.search

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_SEARCH_001 := {
	"title": "Access is controlled by users",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "medium",
	"reference": "CKV2_AWS_52",
	"remediation": "Add advanced_security_options with enabled = true and a master user.",
}

passes("TS_AWS_SEARCH_001", r) if {
	lib.is(r, ["advanced_security_options", 0, "enabled"], true)
	lib.given(r, ["advanced_security_options", 0, "master_user_options"])
}

passes("TS_AWS_SEARCH_001", r) if {
	lib.is(r, ["advanced_security_options", 0, "enabled"], true)
	lib.is(r, ["advanced_security_options", 0, "internal_user_database_enabled"], true)
}

checks.TS_AWS_SEARCH_002 := {
	"title": "Domain has dedicated masters",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "low",
	"reference": "CKV2_AWS_59",
	"remediation": "Set dedicated_master_enabled = true.",
}

passes("TS_AWS_SEARCH_002", r) if lib.is(r, ["cluster_config", 0, "dedicated_master_enabled"], true)

checks.TS_AWS_SEARCH_003 := {
	"title": "Domain runs in a network",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "high",
	"reference": "CKV_AWS_137",
	"remediation": "Add vpc_options.",
}

passes("TS_AWS_SEARCH_003", r) if lib.given(r, ["vpc_options"])

checks.TS_AWS_SEARCH_004 := {
	"title": "Domain asks for current TLS",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "medium",
	"reference": "CKV_AWS_228",
	"remediation": "Set tls_security_policy = \"Policy-Min-TLS-1-2-PFS-2023-10\".",
}

passes("TS_AWS_SEARCH_004", r) if lib.is_one_of(r, ["domain_endpoint_options", 0, "tls_security_policy"], {"Policy-Min-TLS-1-2-2019-07", "Policy-Min-TLS-1-2-PFS-2023-10"})

checks.TS_AWS_SEARCH_005 := {
	"title": "Domain is encrypted with a key of your own",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "low",
	"reference": "CKV_AWS_247",
	"remediation": "Set kms_key_id of encrypt_at_rest.",
}

passes("TS_AWS_SEARCH_005", r) if lib.given(r, ["encrypt_at_rest", 0, "kms_key_id"])

checks.TS_AWS_SEARCH_006 := {
	"title": "Domain has a security group of its own",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "medium",
	"reference": "CKV_AWS_248",
	"remediation": "Set security_group_ids of vpc_options.",
}

passes("TS_AWS_SEARCH_006", r) if lib.given(r, ["vpc_options", 0, "security_group_ids"])

checks.TS_AWS_SEARCH_007 := {
	"title": "Domain keeps an audit log",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "low",
	"reference": "CKV_AWS_317",
	"remediation": "Add log_publishing_options with log_type = \"AUDIT_LOGS\".",
}

passes("TS_AWS_SEARCH_007", r) if {
	some options in lib.blocks(r, "log_publishing_options")
	options.log_type == "AUDIT_LOGS"
	not options.enabled == false
}

checks.TS_AWS_SEARCH_008 := {
	"title": "Domain survives the loss of a master",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "low",
	"reference": "CKV_AWS_318",
	"remediation": "Set dedicated_master_count = 3.",
}

passes("TS_AWS_SEARCH_008", r) if {
	lib.is(r, ["cluster_config", 0, "dedicated_master_enabled"], true)
	lib.at_least(r, ["cluster_config", 0, "dedicated_master_count"], 3)
}

checks.TS_AWS_SEARCH_009 := {
	"title": "Domain is encrypted",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "high",
	"reference": "CKV_AWS_5",
	"remediation": "Add encrypt_at_rest with enabled = true.",
}

passes("TS_AWS_SEARCH_009", r) if lib.is(r, ["encrypt_at_rest", 0, "enabled"], true)

checks.TS_AWS_SEARCH_010 := {
	"title": "Traffic between nodes is encrypted",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "medium",
	"reference": "CKV_AWS_6",
	"remediation": "Add node_to_node_encryption with enabled = true.",
}

passes("TS_AWS_SEARCH_010", r) if lib.is(r, ["node_to_node_encryption", 0, "enabled"], true)

checks.TS_AWS_SEARCH_011 := {
	"title": "Domain asks for HTTPS",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "high",
	"reference": "CKV_AWS_83",
	"remediation": "Set enforce_https = true in domain_endpoint_options.",
}

passes("TS_AWS_SEARCH_011", r) if lib.is(r, ["domain_endpoint_options", 0, "enforce_https"], true)

checks.TS_AWS_SEARCH_012 := {
	"title": "Domain keeps logs",
	"types": ["aws_elasticsearch_domain", "aws_opensearch_domain"],
	"severity": "low",
	"reference": "CKV_AWS_84",
	"remediation": "Add log_publishing_options.",
}

passes("TS_AWS_SEARCH_012", r) if lib.given(r, ["log_publishing_options"])
