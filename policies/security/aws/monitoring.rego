# METADATA
# title: Logs, alarms and trails
package terrasmith.security.aws.monitoring

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_MONITORING_001 := {
	"title": "Alarm tells somebody",
	"types": ["aws_cloudwatch_metric_alarm"],
	"severity": "low",
	"reference": "CKV_AWS_319",
	"remediation": "Set actions_enabled = true.",
}

passes("TS_AWS_MONITORING_001", r) if not lib.get(r, ["actions_enabled"], null) == false

checks.TS_AWS_MONITORING_002 := {
	"title": "Log group is encrypted with a key of your own",
	"types": ["aws_cloudwatch_log_group"],
	"severity": "low",
	"reference": "CKV_AWS_158",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_MONITORING_002", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_MONITORING_003 := {
	"title": "Logs are kept for a year",
	"types": ["aws_cloudwatch_log_group"],
	"severity": "low",
	"reference": "CKV_AWS_338",
	"remediation": "Set retention_in_days to 365 or more.",
}

passes("TS_AWS_MONITORING_003", r) if lib.at_least(r, ["retention_in_days"], 365)

passes("TS_AWS_MONITORING_003", r) if {
	lib.written(r, ["retention_in_days"])
	lib.is(r, ["retention_in_days"], 0)
}

checks.TS_AWS_MONITORING_004 := {
	"title": "It is said how long logs are kept",
	"types": ["aws_cloudwatch_log_group"],
	"severity": "low",
	"reference": "CKV_AWS_66",
	"remediation": "Set retention_in_days.",
}

passes("TS_AWS_MONITORING_004", r) if lib.written(r, ["retention_in_days"])

checks.TS_AWS_MONITORING_005 := {
	"title": "Trail is encrypted with a key of your own",
	"types": ["aws_cloudtrail"],
	"severity": "medium",
	"reference": "CKV_AWS_35",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_MONITORING_005", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_MONITORING_006 := {
	"title": "Files of the trail can be proved whole",
	"types": ["aws_cloudtrail"],
	"severity": "medium",
	"reference": "CKV_AWS_36",
	"remediation": "Set enable_log_file_validation = true.",
}

passes("TS_AWS_MONITORING_006", r) if lib.is(r, ["enable_log_file_validation"], true)

checks.TS_AWS_MONITORING_007 := {
	"title": "Trail covers all regions",
	"types": ["aws_cloudtrail"],
	"severity": "medium",
	"reference": "CKV_AWS_67",
	"remediation": "Set is_multi_region_trail = true.",
}

passes("TS_AWS_MONITORING_007", r) if lib.is(r, ["is_multi_region_trail"], true)

checks.TS_AWS_MONITORING_008 := {
	"title": "Trail is on",
	"types": ["aws_cloudtrail"],
	"severity": "high",
	"reference": "CKV_AWS_251",
	"remediation": "Leave enable_logging true.",
}

passes("TS_AWS_MONITORING_008", r) if lib.get(r, ["enable_logging"], true) == true

checks.TS_AWS_MONITORING_009 := {
	"title": "Trail tells of new files",
	"types": ["aws_cloudtrail"],
	"severity": "low",
	"reference": "CKV_AWS_252",
	"remediation": "Set sns_topic_name.",
}

passes("TS_AWS_MONITORING_009", r) if lib.given(r, ["sns_topic_name"])

checks.TS_AWS_MONITORING_010 := {
	"title": "Trail goes to CloudWatch",
	"types": ["aws_cloudtrail"],
	"severity": "low",
	"reference": "CKV2_AWS_10",
	"remediation": "Set cloud_watch_logs_group_arn.",
}

passes("TS_AWS_MONITORING_010", r) if lib.given(r, ["cloud_watch_logs_group_arn"])

checks.TS_AWS_MONITORING_011 := {
	"title": "Threats are looked for",
	"types": ["aws_guardduty_detector"],
	"severity": "medium",
	"reference": "CKV_AWS_238",
	"remediation": "Leave enable true.",
}

passes("TS_AWS_MONITORING_011", r) if lib.get(r, ["enable"], true) == true
