package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_identity_provider := false

is_valid_identity_provider if {
	some identity in created("aws_iam_openid_connect_provider")
	identity.url == "https://token.actions.githubusercontent.com"
	"sts.amazonaws.com" in identity.client_id_list
}

default is_valid_role := false

is_valid_role if {
	some role in created("aws_iam_role")
	role.name == "ci-deploy"
	object.get(role, "max_session_duration", 3600) == 3600
}

default is_valid_permissions := false

is_valid_permissions if {
	some policy in created("aws_iam_role_policy")
	statements := json.unmarshal(policy.policy).Statement
	actions := {action | some action in statements[_].Action}
	actions == {"s3:PutObject", "s3:DeleteObject"}
}
