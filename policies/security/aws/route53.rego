# METADATA
# title: Names
package terrasmith.security.aws.route53

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_ROUTE53_001 := {
	"title": "Public zone is signed",
	"types": ["aws_route53_zone"],
	"severity": "medium",
	"reference": "CKV2_AWS_38",
	"remediation": "Add an aws_route53_key_signing_key and an aws_route53_hosted_zone_dnssec.",
}

skips("TS_AWS_ROUTE53_001", r) if lib.given(r, ["vpc"])

passes("TS_AWS_ROUTE53_001", r) if count(lib.linked("aws_route53_hosted_zone_dnssec", ["hosted_zone_id"], r)) > 0

checks.TS_AWS_ROUTE53_002 := {
	"title": "Questions to the public zone are logged",
	"types": ["aws_route53_zone"],
	"severity": "low",
	"reference": "CKV2_AWS_39",
	"remediation": "Add an aws_route53_query_log for the zone.",
}

skips("TS_AWS_ROUTE53_002", r) if lib.given(r, ["vpc"])

passes("TS_AWS_ROUTE53_002", r) if count(lib.linked("aws_route53_query_log", ["zone_id"], r)) > 0

checks.TS_AWS_ROUTE53_003 := {
	"title": "Name points at something of the configuration",
	"types": ["aws_route53_record"],
	"severity": "medium",
	"reference": "CKV2_AWS_23",
	"remediation": "Point the alias at a resource, so that the name does not outlive it.",
}

skips("TS_AWS_ROUTE53_003", r) if not lib.get(r, ["type"], "") in {"A", "AAAA"}

passes("TS_AWS_ROUTE53_003", r) if {
	some name in lib.references(r, ["alias", 0, "name"])
	regex.match(`^(module\.|data\.|aws_|var\.|local\.)`, name)
}

passes("TS_AWS_ROUTE53_003", r) if {
	lib.given(r, ["records"])
	count(lib.references(r, ["records"])) > 0
}

passes("TS_AWS_ROUTE53_003", r) if regex.match(`^(10|192\.168|172\.(1[6-9]|2[0-9]|3[01]))\.`, lib.get(r, ["records", 0], ""))
