# METADATA
# title: Identity pools and web firewalls
package terrasmith.security.aws.identity

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_IDENTITY_001 := {
	"title": "Guests are not let in",
	"types": ["aws_cognito_identity_pool"],
	"severity": "medium",
	"reference": "CKV_AWS_366",
	"remediation": "Set allow_unauthenticated_identities = false.",
}

passes("TS_AWS_IDENTITY_001", r) if lib.is(r, ["allow_unauthenticated_identities"], false)

checks.TS_AWS_IDENTITY_002 := {
	"title": "Firewall has rules",
	"types": ["aws_wafv2_web_acl", "aws_waf_web_acl", "aws_wafregional_web_acl"],
	"severity": "medium",
	"reference": "CKV_AWS_175",
	"remediation": "Add a rule.",
}

passes("TS_AWS_IDENTITY_002", r) if lib.given(r, ["rule"])

passes("TS_AWS_IDENTITY_002", r) if lib.given(r, ["rules"])

checks.TS_AWS_IDENTITY_003 := {
	"title": "Firewall keeps logs",
	"types": ["aws_wafv2_web_acl"],
	"severity": "low",
	"reference": "CKV2_AWS_31",
	"remediation": "Add an aws_wafv2_web_acl_logging_configuration for it.",
}

passes("TS_AWS_IDENTITY_003", r) if count(lib.linked("aws_wafv2_web_acl_logging_configuration", ["resource_arn"], r)) > 0
