# METADATA
# title: Topics, queues and brokers
package terrasmith.security.aws.messaging

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_MESSAGING_001 := {
	"title": "Topic is encrypted",
	"types": ["aws_sns_topic"],
	"severity": "medium",
	"reference": "CKV_AWS_26",
	"remediation": "Set kms_master_key_id.",
}

passes("TS_AWS_MESSAGING_001", r) if lib.given(r, ["kms_master_key_id"])

checks.TS_AWS_MESSAGING_002 := {
	"title": "Queue is encrypted",
	"types": ["aws_sqs_queue"],
	"severity": "medium",
	"reference": "CKV_AWS_27",
	"remediation": "Leave sqs_managed_sse_enabled true, or set kms_master_key_id.",
}

passes("TS_AWS_MESSAGING_002", r) if lib.given(r, ["kms_master_key_id"])

passes("TS_AWS_MESSAGING_002", r) if not lib.get(r, ["sqs_managed_sse_enabled"], true) == false

checks.TS_AWS_MESSAGING_003 := {
	"title": "Queue is encrypted with a key of your own",
	"types": ["aws_sqs_queue"],
	"severity": "low",
	"reference": "CKV2_AWS_73",
	"remediation": "Set kms_master_key_id to a key other than alias/aws/sqs.",
}

skips("TS_AWS_MESSAGING_003", r) if not lib.given(r, ["kms_master_key_id"])

passes("TS_AWS_MESSAGING_003", r) if {
	lib.given(r, ["kms_master_key_id"])
	not lib.get(r, ["kms_master_key_id"], "") == "alias/aws/sqs"
}

checks.TS_AWS_MESSAGING_004 := {
	"title": "Queue is not for everyone",
	"types": ["aws_sqs_queue_policy", "aws_sqs_queue"],
	"severity": "critical",
	"reference": "CKV_AWS_168",
	"remediation": "Name the principals, or add a condition.",
}

skips("TS_AWS_MESSAGING_004", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_MESSAGING_004", r) if not opened(r)

checks.TS_AWS_MESSAGING_005 := {
	"title": "Queue policy names actions",
	"types": ["aws_sqs_queue_policy"],
	"severity": "high",
	"reference": "CKV_AWS_72",
	"remediation": "List actions instead of \"*\".",
}

skips("TS_AWS_MESSAGING_005", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_MESSAGING_005", r) if not any_action(r)

checks.TS_AWS_MESSAGING_006 := {
	"title": "Topic is not for everyone",
	"types": ["aws_sns_topic_policy"],
	"severity": "critical",
	"reference": "CKV_AWS_169",
	"remediation": "Name the principals, or add a condition.",
}

skips("TS_AWS_MESSAGING_006", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_MESSAGING_006", r) if not opened(r)

checks.TS_AWS_MESSAGING_007 := {
	"title": "Nodes of the Kafka cluster are private",
	"types": ["aws_msk_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_291",
	"remediation": "Leave public_access off.",
}

passes("TS_AWS_MESSAGING_007", r) if not lib.get(r, ["broker_node_group_info", 0, "connectivity_info", 0, "public_access", 0, "type"], "") == "SERVICE_PROVIDED_EIPS"

checks.TS_AWS_MESSAGING_008 := {
	"title": "Kafka cluster keeps logs",
	"types": ["aws_msk_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_80",
	"remediation": "Add logging_info with broker_logs.",
}

passes("TS_AWS_MESSAGING_008", r) if {
	some logs in r.values.logging_info[0].broker_logs
	some kind in ["cloudwatch_logs", "firehose", "s3"]
	some target in logs[kind]
	target.enabled == true
}

checks.TS_AWS_MESSAGING_009 := {
	"title": "Kafka cluster is encrypted at rest and on the way",
	"types": ["aws_msk_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_81",
	"remediation": "Add encryption_info with encryption_at_rest_kms_key_arn and client_broker = \"TLS\".",
}

passes("TS_AWS_MESSAGING_009", r) if {
	lib.given(r, ["encryption_info", 0, "encryption_at_rest_kms_key_arn"])
	lib.get(r, ["encryption_info", 0, "encryption_in_transit", 0, "client_broker"], "TLS") == "TLS"
	lib.get(r, ["encryption_info", 0, "encryption_in_transit", 0, "in_cluster"], true)
}

checks.TS_AWS_MESSAGING_010 := {
	"title": "Broker keeps logs",
	"types": ["aws_mq_broker"],
	"severity": "low",
	"reference": "CKV_AWS_48",
	"remediation": "Add logs with general = true.",
}

passes("TS_AWS_MESSAGING_010", r) if lib.is(r, ["logs", 0, "general"], true)

checks.TS_AWS_MESSAGING_011 := {
	"title": "Broker is not reachable from the internet",
	"types": ["aws_mq_broker"],
	"severity": "critical",
	"reference": "CKV_AWS_69",
	"remediation": "Set publicly_accessible = false.",
}

passes("TS_AWS_MESSAGING_011", r) if not lib.get(r, ["publicly_accessible"], null) == true

opened(r) if {
	some statement in lib.statements(r, ["policy"])
	lib.open_to_everyone(statement)
}

any_action(r) if {
	some statement in lib.statements(r, ["policy"])
	statement.effect == "Allow"
	some action in statement.actions
	lower(action) in {"*", "sqs:*"}
}
