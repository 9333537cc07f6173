# METADATA
# title: Who may do what
package terrasmith.security.aws.iam

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_IAM_001 := {
	"title": "IAMFullAccess is not used",
	"types": ["aws_iam_role", "aws_iam_role_policy_attachment", "aws_iam_policy_attachment", "aws_iam_group_policy_attachment", "aws_iam_user_policy_attachment"],
	"severity": "high",
	"reference": "CKV2_AWS_56",
	"remediation": "Attach a policy that allows what is needed.",
}

passes("TS_AWS_IAM_001", r) if not attaches(r, "arn:aws:iam::aws:policy/IAMFullAccess")

checks.TS_AWS_IAM_002 := {
	"title": "AdministratorAccess is not used",
	"types": ["aws_iam_role", "aws_iam_role_policy_attachment", "aws_iam_policy_attachment", "aws_iam_group_policy_attachment", "aws_iam_user_policy_attachment"],
	"severity": "high",
	"reference": "CKV_AWS_274",
	"remediation": "Attach a policy that allows what is needed.",
}

passes("TS_AWS_IAM_002", r) if not attaches(r, "arn:aws:iam::aws:policy/AdministratorAccess")

checks.TS_AWS_IAM_003 := {
	"title": "Role is not for everyone to assume",
	"types": ["aws_iam_role"],
	"severity": "critical",
	"reference": "CKV_AWS_60",
	"remediation": "Name the service or the account that may assume it.",
}

skips("TS_AWS_IAM_003", r) if not lib.statements(r, ["assume_role_policy"])

passes("TS_AWS_IAM_003", r) if not assumed_by(r, "^\\*$")

checks.TS_AWS_IAM_004 := {
	"title": "Role is not for a whole account to assume",
	"types": ["aws_iam_role"],
	"severity": "medium",
	"reference": "CKV_AWS_61",
	"remediation": "Name a role or user of the account.",
}

skips("TS_AWS_IAM_004", r) if not lib.statements(r, ["assume_role_policy"])

passes("TS_AWS_IAM_004", r) if not assumed_by(r, "^(\\*|[0-9]{12}|arn:aws:iam::[0-9]{12}:root)$")

checks.TS_AWS_IAM_005 := {
	"title": "Policy does not allow everything",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "critical",
	"reference": "CKV_AWS_62",
	"remediation": "Allow the actions that are needed, on the resources that are needed.",
}

skips("TS_AWS_IAM_005", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_005", r) if not allows_on_all(r, {"*", "*:*"})

checks.TS_AWS_IAM_006 := {
	"title": "Policy names actions",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "high",
	"reference": "CKV_AWS_63",
	"remediation": "List actions instead of \"*\".",
}

skips("TS_AWS_IAM_006", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_006", r) if not any_action(r, {"*", "*:*"})

checks.TS_AWS_IAM_007 := {
	"title": "Policy does not hand over IAM itself",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "critical",
	"reference": "CKV2_AWS_40",
	"remediation": "List actions instead of \"iam:*\".",
}

skips("TS_AWS_IAM_007", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_007", r) if not allows_on_all(r, {"*", "*:*", "iam:*"})

checks.TS_AWS_IAM_008 := {
	"title": "Policy does not let its holder gain privileges",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "high",
	"reference": "CKV_AWS_286",
	"remediation": "Limit the actions that hand out permissions to the roles concerned.",
}

skips("TS_AWS_IAM_008", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_008", r) if not unrestricted_any(r, escalating)

checks.TS_AWS_IAM_009 := {
	"title": "Policy does not expose credentials",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "high",
	"reference": "CKV_AWS_287",
	"remediation": "Limit the actions that give out credentials to the resources concerned.",
}

skips("TS_AWS_IAM_009", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_009", r) if not unrestricted_any(r, revealing)

checks.TS_AWS_IAM_010 := {
	"title": "Policy does not let data out",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "medium",
	"reference": "CKV_AWS_288",
	"remediation": "Limit the actions that read data to the resources concerned.",
}

skips("TS_AWS_IAM_010", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_010", r) if not unrestricted_any(r, reading)

checks.TS_AWS_IAM_011 := {
	"title": "Policy does not manage permissions without limits",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "medium",
	"reference": "CKV_AWS_289",
	"remediation": "Limit the actions that change permissions to the resources concerned.",
}

skips("TS_AWS_IAM_011", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_011", r) if not unrestricted_any(r, permitting)

checks.TS_AWS_IAM_012 := {
	"title": "Policy does not write without limits",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "medium",
	"reference": "CKV_AWS_290",
	"remediation": "Limit the actions that write to the resources concerned.",
}

skips("TS_AWS_IAM_012", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_012", r) if not writes_anywhere(r)

checks.TS_AWS_IAM_013 := {
	"title": "Policy names resources",
	"types": ["aws_iam_policy", "aws_iam_role_policy", "aws_iam_group_policy", "aws_iam_user_policy"],
	"severity": "medium",
	"reference": "CKV_AWS_355",
	"remediation": "List resources instead of \"*\" for actions that can be limited.",
}

skips("TS_AWS_IAM_013", r) if not lib.statements(r, ["policy"])

passes("TS_AWS_IAM_013", r) if not any_resource(r)

checks.TS_AWS_IAM_014 := {
	"title": "People come through single sign-on",
	"types": ["aws_iam_user"],
	"severity": "low",
	"reference": "CKV_AWS_273",
	"remediation": "Use IAM Identity Center instead of users.",
}

checks.TS_AWS_IAM_015 := {
	"title": "User has no password for the console",
	"types": ["aws_iam_user"],
	"severity": "low",
	"reference": "CKV2_AWS_22",
	"remediation": "Remove the aws_iam_user_login_profile.",
}

passes("TS_AWS_IAM_015", r) if count(lib.linked("aws_iam_user_login_profile", ["user"], r)) == 0

checks.TS_AWS_IAM_016 := {
	"title": "Policies are given to groups and roles",
	"types": ["aws_iam_policy_attachment", "aws_iam_user_policy_attachment", "aws_iam_user_policy"],
	"severity": "low",
	"reference": "CKV_AWS_40",
	"remediation": "Attach the policy to a group, and put the user in it.",
}

passes("TS_AWS_IAM_016", r) if {
	r.type == "aws_iam_policy_attachment"
	not lib.given(r, ["users"])
}

checks.TS_AWS_IAM_017 := {
	"title": "Passwords expire within 90 days",
	"types": ["aws_iam_account_password_policy"],
	"severity": "low",
	"reference": "CKV_AWS_9",
	"remediation": "Set max_password_age to 90 or less.",
}

passes("TS_AWS_IAM_017", r) if {
	age := lib.get(r, ["max_password_age"], 0)
	age > 0
	age <= 90
}

checks.TS_AWS_IAM_018 := {
	"title": "Passwords have at least 14 characters",
	"types": ["aws_iam_account_password_policy"],
	"severity": "medium",
	"reference": "CKV_AWS_10",
	"remediation": "Set minimum_password_length = 14.",
}

passes("TS_AWS_IAM_018", r) if lib.at_least(r, ["minimum_password_length"], 14)

checks.TS_AWS_IAM_019 := {
	"title": "Passwords need a small letter",
	"types": ["aws_iam_account_password_policy"],
	"severity": "low",
	"reference": "CKV_AWS_11",
	"remediation": "Set require_lowercase_characters = true.",
}

passes("TS_AWS_IAM_019", r) if lib.is(r, ["require_lowercase_characters"], true)

checks.TS_AWS_IAM_020 := {
	"title": "Passwords need a digit",
	"types": ["aws_iam_account_password_policy"],
	"severity": "low",
	"reference": "CKV_AWS_12",
	"remediation": "Set require_numbers = true.",
}

passes("TS_AWS_IAM_020", r) if lib.is(r, ["require_numbers"], true)

checks.TS_AWS_IAM_021 := {
	"title": "Passwords are not used again",
	"types": ["aws_iam_account_password_policy"],
	"severity": "low",
	"reference": "CKV_AWS_13",
	"remediation": "Set password_reuse_prevention = 24.",
}

passes("TS_AWS_IAM_021", r) if lib.at_least(r, ["password_reuse_prevention"], 24)

checks.TS_AWS_IAM_022 := {
	"title": "Passwords need a symbol",
	"types": ["aws_iam_account_password_policy"],
	"severity": "low",
	"reference": "CKV_AWS_14",
	"remediation": "Set require_symbols = true.",
}

passes("TS_AWS_IAM_022", r) if lib.is(r, ["require_symbols"], true)

checks.TS_AWS_IAM_023 := {
	"title": "Passwords need a capital letter",
	"types": ["aws_iam_account_password_policy"],
	"severity": "low",
	"reference": "CKV_AWS_15",
	"remediation": "Set require_uppercase_characters = true.",
}

passes("TS_AWS_IAM_023", r) if lib.is(r, ["require_uppercase_characters"], true)

checks.TS_AWS_IAM_024 := {
	"title": "Root has no access key",
	"types": ["aws_iam_access_key"],
	"severity": "critical",
	"reference": "CKV_AWS_348",
	"remediation": "Make the key for a role or user.",
}

passes("TS_AWS_IAM_024", r) if not lib.get(r, ["user"], null) == "root"

checks.TS_AWS_IAM_025 := {
	"title": "Group has members",
	"types": ["aws_iam_group"],
	"severity": "low",
	"reference": "CKV2_AWS_14",
	"remediation": "Add an aws_iam_group_membership, or remove the group.",
}

passes("TS_AWS_IAM_025", r) if {
	some membership in lib.linked("aws_iam_group_membership", ["group"], r)
	lib.given(membership, ["users"])
}

passes("TS_AWS_IAM_025", r) if {
	some membership in lib.of("aws_iam_user_group_membership")
	lib.mentions(membership, r)
}

# Actions by what an unrestricted grant of them gives away.
escalating := {
	"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:AttachUserPolicy",
	"iam:AttachGroupPolicy", "iam:AttachRolePolicy", "iam:PutUserPolicy", "iam:PutGroupPolicy", "iam:PutRolePolicy",
	"iam:AddUserToGroup", "iam:CreatePolicyVersion", "iam:SetDefaultPolicyVersion", "iam:UpdateAssumeRolePolicy",
}

revealing := {
	"iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:UpdateLoginProfile", "iam:UpdateAccessKey",
	"sts:AssumeRole", "sts:GetFederationToken", "sts:GetSessionToken", "ecr:GetAuthorizationToken",
	"cognito-identity:GetCredentialsForIdentity", "redshift:GetClusterCredentials", "rds-db:connect",
	"chime:CreateApiKey", "connect:GetFederationToken", "gamelift:RequestUploadCredentials",
	"mediapackage:RotateChannelCredentials", "servicecatalog:CreateProvisioningArtifact",
}

reading := {"s3:GetObject", "ssm:GetParameter", "ssm:GetParameters", "ssm:GetParametersByPath", "secretsmanager:GetSecretValue"}

permitting := {
	"iam:PassRole", "iam:CreateRole", "iam:CreatePolicy", "iam:PutRolePolicy", "iam:AttachRolePolicy", "iam:DeleteRole",
	"iam:CreateUser", "iam:DeleteUser", "kms:CreateGrant", "kms:PutKeyPolicy", "s3:PutBucketPolicy",
	"s3:PutBucketAcl", "s3:DeleteBucketPolicy", "s3:PutObjectAcl", "lambda:AddPermission", "sns:AddPermission",
	"sqs:AddPermission", "ec2:ModifyNetworkInterfaceAttribute", "ec2:CreateNetworkInterfacePermission", "ec2:DeleteNetworkInterfacePermission",
	"ecr:SetRepositoryPolicy", "secretsmanager:PutResourcePolicy", "logs:PutResourcePolicy", "ram:CreateResourceShare",
}

writing := `^[a-z0-9-]+:(Create|Put|Update|Delete|Modify|Set|Add|Remove|Attach|Detach|Start|Stop|Terminate|Run|Write|Reboot|Send|Publish|Associate|Disassociate|Register|Deregister|Enable|Disable|Batch(Write|Put|Delete)|Upload|Import|Restore|Invoke|Complete|Initiate)`

attaches(r, policy) if r.values.policy_arn == policy

attaches(r, policy) if {
	some attached in lib.get(r, ["managed_policy_arns"], [])
	attached == policy
}

assumed_by(r, pattern) if {
	some statement in lib.statements(r, ["assume_role_policy"])
	statement.effect == "Allow"
	some principal in statement.principals
	principal.type in {"AWS", "*"}
	regex.match(pattern, principal.value)
}

allowing(r) := [statement |
	some statement in lib.statements(r, ["policy"])
	statement.effect == "Allow"
]

any_action(r, actions) if {
	some statement in allowing(r)
	some action in statement.actions
	action in actions
}

allows_on_all(r, actions) if {
	some statement in allowing(r)
	lib.unrestricted(statement)
	some action in statement.actions
	action in actions
}

unrestricted_any(r, actions) if {
	some statement in allowing(r)
	lib.unrestricted(statement)
	not statement.conditional
	some action in actions
	lib.allows(statement, action)
}

writes_anywhere(r) if {
	some statement in allowing(r)
	lib.unrestricted(statement)
	not statement.conditional
	some action in statement.actions
	writes(action)
}

writes(action) if endswith(action, "*")

writes(action) if regex.match(writing, action)

# Actions that AWS offers for all resources or none.
general := `^(\*|[a-z0-9-]+:(\*|(List|Describe)[A-Za-z]*\*?|GetAuthorizationToken|GetCallerIdentity|PutMetricData|GetMetric(Data|Statistics)|Put(TraceSegments|TelemetryRecords)|(Create|Delete)NetworkInterface|(Assign|Unassign)PrivateIpAddresses|GetSampling[A-Za-z]+))$`

any_resource(r) if {
	some statement in allowing(r)
	lib.unrestricted(statement)
	some action in statement.actions
	not regex.match(general, action)
}

any_resource(r) if {
	some statement in allowing(r)
	lib.unrestricted(statement)
	some action in statement.actions
	regex.match(`^(\*|[a-z0-9-]+:\*)$`, action)
}
