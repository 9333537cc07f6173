# METADATA
# title: Notebooks and models
package terrasmith.security.aws.sagemaker

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_SAGEMAKER_001 := {
	"title": "Notebook is encrypted with a key of your own",
	"types": ["aws_sagemaker_notebook_instance", "aws_sagemaker_domain"],
	"severity": "low",
	"reference": "CKV_AWS_187",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_SAGEMAKER_001", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_SAGEMAKER_002 := {
	"title": "Notebook does not reach the internet by itself",
	"types": ["aws_sagemaker_notebook_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_122",
	"remediation": "Set direct_internet_access = \"Disabled\".",
}

passes("TS_AWS_SAGEMAKER_002", r) if lib.is(r, ["direct_internet_access"], "Disabled")

checks.TS_AWS_SAGEMAKER_003 := {
	"title": "Notebook runs in a network",
	"types": ["aws_sagemaker_notebook_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_306",
	"remediation": "Set subnet_id.",
}

passes("TS_AWS_SAGEMAKER_003", r) if lib.given(r, ["subnet_id"])

checks.TS_AWS_SAGEMAKER_004 := {
	"title": "Users of the notebook are not root",
	"types": ["aws_sagemaker_notebook_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_307",
	"remediation": "Set root_access = \"Disabled\".",
}

passes("TS_AWS_SAGEMAKER_004", r) if lib.is(r, ["root_access"], "Disabled")

checks.TS_AWS_SAGEMAKER_005 := {
	"title": "Notebook's metadata service asks for a session token",
	"types": ["aws_sagemaker_notebook_instance"],
	"severity": "medium",
	"reference": "CKV_AWS_371",
	"remediation": "Set minimum_instance_metadata_service_version = \"2\".",
}

passes("TS_AWS_SAGEMAKER_005", r) if lib.is(r, ["instance_metadata_service_configuration", 0, "minimum_instance_metadata_service_version"], "2")

checks.TS_AWS_SAGEMAKER_006 := {
	"title": "Endpoint is encrypted with a key of your own",
	"types": ["aws_sagemaker_endpoint_configuration"],
	"severity": "low",
	"reference": "CKV_AWS_98",
	"remediation": "Set kms_key_arn.",
}

passes("TS_AWS_SAGEMAKER_006", r) if lib.given(r, ["kms_key_arn"])

checks.TS_AWS_SAGEMAKER_007 := {
	"title": "Model is cut off from the network",
	"types": ["aws_sagemaker_model"],
	"severity": "medium",
	"reference": "CKV_AWS_370",
	"remediation": "Set enable_network_isolation = true.",
}

passes("TS_AWS_SAGEMAKER_007", r) if lib.is(r, ["enable_network_isolation"], true)
