# METADATA
# title: Distributions
package terrasmith.security.aws.cloudfront

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_CLOUDFRONT_001 := {
	"title": "Answers carry security headers",
	"types": ["aws_cloudfront_distribution"],
	"severity": "low",
	"reference": "CKV2_AWS_32",
	"remediation": "Set response_headers_policy_id of the default cache behaviour.",
}

passes("TS_AWS_CLOUDFRONT_001", r) if lib.given(r, ["default_cache_behavior", 0, "response_headers_policy_id"])

checks.TS_AWS_CLOUDFRONT_002 := {
	"title": "Distribution has a certificate of its own",
	"types": ["aws_cloudfront_distribution"],
	"severity": "low",
	"reference": "CKV2_AWS_42",
	"remediation": "Set acm_certificate_arn of viewer_certificate.",
}

passes("TS_AWS_CLOUDFRONT_002", r) if lib.given(r, ["viewer_certificate", 0, "acm_certificate_arn"])

passes("TS_AWS_CLOUDFRONT_002", r) if lib.given(r, ["viewer_certificate", 0, "iam_certificate_id"])

checks.TS_AWS_CLOUDFRONT_003 := {
	"title": "Origins are asked over current TLS",
	"types": ["aws_cloudfront_distribution"],
	"severity": "medium",
	"reference": "CKV2_AWS_54",
	"remediation": "Set origin_ssl_protocols = [\"TLSv1.2\"].",
}

passes("TS_AWS_CLOUDFRONT_003", r) if {
	every origin in lib.blocks(r, "origin") {
		every config in object.get(origin, "custom_origin_config", []) {
			not old_protocols(config)
		}
	}
}

checks.TS_AWS_CLOUDFRONT_004 := {
	"title": "Origins are asked over HTTPS",
	"types": ["aws_cloudfront_distribution"],
	"severity": "high",
	"reference": "CKV2_AWS_72",
	"remediation": "Set origin_protocol_policy = \"https-only\".",
}

passes("TS_AWS_CLOUDFRONT_004", r) if {
	every origin in lib.blocks(r, "origin") {
		every config in object.get(origin, "custom_origin_config", []) {
			config.origin_protocol_policy == "https-only"
		}
	}
}

checks.TS_AWS_CLOUDFRONT_005 := {
	"title": "Viewers use TLS 1.2",
	"types": ["aws_cloudfront_distribution"],
	"severity": "high",
	"reference": "CKV_AWS_174",
	"remediation": "Set minimum_protocol_version = \"TLSv1.2_2021\" in viewer_certificate.",
}

passes("TS_AWS_CLOUDFRONT_005", r) if startswith(lib.get(r, ["viewer_certificate", 0, "minimum_protocol_version"], ""), "TLSv1.2")

checks.TS_AWS_CLOUDFRONT_006 := {
	"title": "Distribution is on",
	"types": ["aws_cloudfront_distribution"],
	"severity": "low",
	"reference": "CKV_AWS_216",
	"remediation": "Set enabled = true.",
}

passes("TS_AWS_CLOUDFRONT_006", r) if lib.is(r, ["enabled"], true)

checks.TS_AWS_CLOUDFRONT_007 := {
	"title": "Distribution has a start page",
	"types": ["aws_cloudfront_distribution"],
	"severity": "low",
	"reference": "CKV_AWS_305",
	"remediation": "Set default_root_object.",
}

passes("TS_AWS_CLOUDFRONT_007", r) if lib.given(r, ["default_root_object"])

checks.TS_AWS_CLOUDFRONT_008 := {
	"title": "Distribution has a second origin",
	"types": ["aws_cloudfront_distribution"],
	"severity": "low",
	"reference": "CKV_AWS_310",
	"remediation": "Add an origin_group.",
}

passes("TS_AWS_CLOUDFRONT_008", r) if lib.given(r, ["origin_group"])

checks.TS_AWS_CLOUDFRONT_009 := {
	"title": "Viewers use HTTPS",
	"types": ["aws_cloudfront_distribution"],
	"severity": "high",
	"reference": "CKV_AWS_34",
	"remediation": "Set viewer_protocol_policy to \"redirect-to-https\" or \"https-only\".",
}

passes("TS_AWS_CLOUDFRONT_009", r) if {
	every behaviour in array.concat(lib.blocks(r, "default_cache_behavior"), lib.blocks(r, "ordered_cache_behavior")) {
		not behaviour.viewer_protocol_policy == "allow-all"
	}
}

checks.TS_AWS_CLOUDFRONT_010 := {
	"title": "Distribution is limited to countries",
	"types": ["aws_cloudfront_distribution"],
	"severity": "low",
	"reference": "CKV_AWS_374",
	"remediation": "Set restriction_type to \"whitelist\" or \"blacklist\".",
}

passes("TS_AWS_CLOUDFRONT_010", r) if not lib.get(r, ["restrictions", 0, "geo_restriction", 0, "restriction_type"], "none") == "none"

checks.TS_AWS_CLOUDFRONT_011 := {
	"title": "Distribution has a firewall",
	"types": ["aws_cloudfront_distribution"],
	"severity": "medium",
	"reference": "CKV_AWS_68",
	"remediation": "Set web_acl_id.",
}

passes("TS_AWS_CLOUDFRONT_011", r) if lib.given(r, ["web_acl_id"])

checks.TS_AWS_CLOUDFRONT_012 := {
	"title": "Requests are logged",
	"types": ["aws_cloudfront_distribution"],
	"severity": "medium",
	"reference": "CKV_AWS_86",
	"remediation": "Add logging_config with a bucket.",
}

passes("TS_AWS_CLOUDFRONT_012", r) if lib.given(r, ["logging_config", 0, "bucket"])

checks.TS_AWS_CLOUDFRONT_013 := {
	"title": "Bucket is read with the distribution's own identity",
	"types": ["aws_cloudfront_distribution"],
	"severity": "high",
	"reference": "CKV2_AWS_46",
	"remediation": "Set origin_access_control_id, or s3_origin_config.",
}

skips("TS_AWS_CLOUDFRONT_013", r) if not from_bucket(r)

passes("TS_AWS_CLOUDFRONT_013", r) if {
	every origin in lib.blocks(r, "origin") {
		guarded(origin)
	}
}

old_protocols(config) if {
	some protocol in config.origin_ssl_protocols
	protocol in {"SSLv3", "TLSv1", "TLSv1.1"}
}

from_bucket(r) if {
	some i, _ in lib.blocks(r, "origin")
	some name in lib.references(r, ["origin", i, "domain_name"])
	startswith(name, "aws_s3_bucket.")
}

guarded(origin) if count(object.get(origin, "custom_origin_config", [])) > 0

guarded(origin) if count(object.get(origin, "s3_origin_config", [])) > 0

guarded(origin) if not object.get(origin, "origin_access_control_id", "unknown") in {"", null}
