# METADATA
# title: Functions
package terrasmith.security.aws.lambda

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_LAMBDA_001 := {
	"title": "Function is limited in how often it runs at once",
	"types": ["aws_lambda_function"],
	"severity": "low",
	"reference": "CKV_AWS_115",
	"remediation": "Set reserved_concurrent_executions.",
}

passes("TS_AWS_LAMBDA_001", r) if lib.at_least(r, ["reserved_concurrent_executions"], 0)

checks.TS_AWS_LAMBDA_002 := {
	"title": "Failed calls are kept",
	"types": ["aws_lambda_function"],
	"severity": "low",
	"reference": "CKV_AWS_116",
	"remediation": "Add dead_letter_config with a target_arn.",
}

passes("TS_AWS_LAMBDA_002", r) if lib.given(r, ["dead_letter_config", 0, "target_arn"])

checks.TS_AWS_LAMBDA_003 := {
	"title": "Function runs in a network",
	"types": ["aws_lambda_function"],
	"severity": "low",
	"reference": "CKV_AWS_117",
	"remediation": "Add vpc_config.",
}

passes("TS_AWS_LAMBDA_003", r) if lib.given(r, ["vpc_config"])

checks.TS_AWS_LAMBDA_004 := {
	"title": "Environment is encrypted with a key of your own",
	"types": ["aws_lambda_function"],
	"severity": "low",
	"reference": "CKV_AWS_173",
	"remediation": "Set kms_key_arn.",
}

skips("TS_AWS_LAMBDA_004", r) if not lib.given(r, ["environment", 0, "variables"])

passes("TS_AWS_LAMBDA_004", r) if lib.given(r, ["kms_key_arn"])

checks.TS_AWS_LAMBDA_005 := {
	"title": "Code is signed",
	"types": ["aws_lambda_function"],
	"severity": "low",
	"reference": "CKV_AWS_272",
	"remediation": "Set code_signing_config_arn.",
}

passes("TS_AWS_LAMBDA_005", r) if lib.given(r, ["code_signing_config_arn"])

checks.TS_AWS_LAMBDA_006 := {
	"title": "Runtime is supported",
	"types": ["aws_lambda_function"],
	"severity": "medium",
	"reference": "CKV_AWS_363",
	"remediation": "Use a current runtime.",
}

passes("TS_AWS_LAMBDA_006", r) if not lib.get(r, ["runtime"], "") in ended

checks.TS_AWS_LAMBDA_007 := {
	"title": "Environment holds no credentials",
	"types": ["aws_lambda_function"],
	"severity": "critical",
	"reference": "CKV_AWS_45",
	"remediation": "Give the function a role, or read the secret from Secrets Manager.",
}

passes("TS_AWS_LAMBDA_007", r) if {
	every value in lib.get(r, ["environment", 0, "variables"], {}) {
		not secret(value)
	}
}

checks.TS_AWS_LAMBDA_008 := {
	"title": "Calls are traced",
	"types": ["aws_lambda_function"],
	"severity": "low",
	"reference": "CKV_AWS_50",
	"remediation": "Add tracing_config with mode = \"Active\".",
}

passes("TS_AWS_LAMBDA_008", r) if lib.is_one_of(r, ["tracing_config", 0, "mode"], {"Active", "PassThrough"})

checks.TS_AWS_LAMBDA_009 := {
	"title": "Function is not for everyone to call",
	"types": ["aws_lambda_permission"],
	"severity": "critical",
	"reference": "CKV_AWS_301",
	"remediation": "Name the service or the account that may call it.",
}

passes("TS_AWS_LAMBDA_009", r) if not lib.get(r, ["principal"], null) == "*"

checks.TS_AWS_LAMBDA_010 := {
	"title": "Service calls the function for one source only",
	"types": ["aws_lambda_permission"],
	"severity": "medium",
	"reference": "CKV_AWS_364",
	"remediation": "Set source_arn or source_account.",
}

skips("TS_AWS_LAMBDA_010", r) if not endswith(lib.get(r, ["principal"], ""), ".amazonaws.com")

passes("TS_AWS_LAMBDA_010", r) if lib.given(r, ["source_arn"])

passes("TS_AWS_LAMBDA_010", r) if lib.given(r, ["source_account"])

checks.TS_AWS_LAMBDA_011 := {
	"title": "URL of the function asks who calls",
	"types": ["aws_lambda_function_url"],
	"severity": "high",
	"reference": "CKV_AWS_258",
	"remediation": "Set authorization_type = \"AWS_IAM\".",
}

passes("TS_AWS_LAMBDA_011", r) if not lib.get(r, ["authorization_type"], null) == "NONE"

ended := {
	"dotnetcore1.0", "dotnetcore2.0", "dotnetcore2.1", "dotnetcore3.1", "dotnet5.0", "dotnet6", "dotnet7", "go1.x", "java8",
	"nodejs", "nodejs4.3", "nodejs4.3-edge", "nodejs6.10", "nodejs8.10", "nodejs10.x", "nodejs12.x", "nodejs14.x", "nodejs16.x",
	"provided", "python2.7", "python3.6", "python3.7", "python3.8", "python3.9", "ruby2.5", "ruby2.7",
}

secret(value) if lib.secret(value)

secret(value) if regex.match(`^[A-Za-z0-9/+]{40}$`, value)
