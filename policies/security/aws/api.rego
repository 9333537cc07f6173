# METADATA
# title: Gateways of APIs
package terrasmith.security.aws.api

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_API_001 := {
	"title": "Public API has a firewall",
	"types": ["aws_api_gateway_stage"],
	"severity": "medium",
	"reference": "CKV2_AWS_29",
	"remediation": "Add an aws_wafv2_web_acl_association for the stage.",
}

passes("TS_AWS_API_001", r) if {
	some type in ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"]
	count(lib.linked(type, ["resource_arn"], r)) > 0
}

checks.TS_AWS_API_002 := {
	"title": "Calls are logged and counted",
	"types": ["aws_api_gateway_stage"],
	"severity": "low",
	"reference": "CKV2_AWS_4",
	"remediation": "Add aws_api_gateway_method_settings with logging_level and metrics_enabled.",
}

passes("TS_AWS_API_002", r) if {
	some settings in lib.linked("aws_api_gateway_method_settings", ["stage_name"], r)
	lib.is_one_of(settings, ["settings", 0, "logging_level"], {"ERROR", "INFO"})
	lib.is(settings, ["settings", 0, "metrics_enabled"], true)
}

checks.TS_AWS_API_003 := {
	"title": "Stage shows a certificate to its backend",
	"types": ["aws_api_gateway_stage"],
	"severity": "low",
	"reference": "CKV2_AWS_51",
	"remediation": "Set client_certificate_id.",
}

passes("TS_AWS_API_003", r) if lib.given(r, ["client_certificate_id"])

checks.TS_AWS_API_004 := {
	"title": "Requests are checked",
	"types": ["aws_api_gateway_method"],
	"severity": "low",
	"reference": "CKV2_AWS_53",
	"remediation": "Set request_validator_id.",
}

skips("TS_AWS_API_004", r) if lib.get(r, ["http_method"], "") == "OPTIONS"

passes("TS_AWS_API_004", r) if lib.given(r, ["request_validator_id"])

checks.TS_AWS_API_005 := {
	"title": "Method asks who calls",
	"types": ["aws_api_gateway_method"],
	"severity": "high",
	"reference": "CKV_AWS_59",
	"remediation": "Set authorization, or api_key_required = true.",
}

passes("TS_AWS_API_005", r) if not lib.get(r, ["authorization"], "NONE") == "NONE"

passes("TS_AWS_API_005", r) if lib.is(r, ["api_key_required"], true)

passes("TS_AWS_API_005", r) if lib.get(r, ["http_method"], "") == "OPTIONS"

checks.TS_AWS_API_006 := {
	"title": "Answers are kept for reuse",
	"types": ["aws_api_gateway_stage"],
	"severity": "low",
	"reference": "CKV_AWS_120",
	"remediation": "Set cache_cluster_enabled = true.",
}

passes("TS_AWS_API_006", r) if lib.is(r, ["cache_cluster_enabled"], true)

checks.TS_AWS_API_007 := {
	"title": "Calls are traced",
	"types": ["aws_api_gateway_stage"],
	"severity": "low",
	"reference": "CKV_AWS_73",
	"remediation": "Set xray_tracing_enabled = true.",
}

passes("TS_AWS_API_007", r) if lib.is(r, ["xray_tracing_enabled"], true)

checks.TS_AWS_API_008 := {
	"title": "Stage logs who calls",
	"types": ["aws_api_gateway_stage", "aws_apigatewayv2_stage"],
	"severity": "medium",
	"reference": "CKV_AWS_76",
	"remediation": "Add access_log_settings with a destination_arn.",
}

passes("TS_AWS_API_008", r) if lib.given(r, ["access_log_settings", 0, "destination_arn"])

checks.TS_AWS_API_009 := {
	"title": "Whole requests are not logged",
	"types": ["aws_api_gateway_method_settings"],
	"severity": "medium",
	"reference": "CKV_AWS_276",
	"remediation": "Set data_trace_enabled = false.",
}

passes("TS_AWS_API_009", r) if not lib.get(r, ["settings", 0, "data_trace_enabled"], null) == true

checks.TS_AWS_API_010 := {
	"title": "Kept answers are encrypted",
	"types": ["aws_api_gateway_method_settings"],
	"severity": "medium",
	"reference": "CKV_AWS_308",
	"remediation": "Set cache_data_encrypted = true.",
}

passes("TS_AWS_API_010", r) if lib.is(r, ["settings", 0, "cache_data_encrypted"], true)

checks.TS_AWS_API_011 := {
	"title": "Methods keep answers",
	"types": ["aws_api_gateway_method_settings"],
	"severity": "low",
	"reference": "CKV_AWS_225",
	"remediation": "Set caching_enabled = true.",
}

passes("TS_AWS_API_011", r) if lib.is(r, ["settings", 0, "caching_enabled"], true)

checks.TS_AWS_API_012 := {
	"title": "Route asks who calls",
	"types": ["aws_apigatewayv2_route"],
	"severity": "high",
	"reference": "CKV_AWS_309",
	"remediation": "Set authorization_type.",
}

passes("TS_AWS_API_012", r) if lib.is_one_of(r, ["authorization_type"], {"AWS_IAM", "CUSTOM", "JWT"})
