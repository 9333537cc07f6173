package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_pool := false

is_valid_pool if {
	some pool in created("aws_cognito_user_pool")
	"email" in pool.username_attributes
	"email" in pool.auto_verified_attributes
}

default is_valid_password_policy := false

is_valid_password_policy if {
	some pool in created("aws_cognito_user_pool")
	some policy in pool.password_policy
	policy.minimum_length == 12
	policy.require_lowercase == true
	policy.require_uppercase == true
	policy.require_numbers == true
}

default is_valid_mfa := false

is_valid_mfa if {
	some pool in created("aws_cognito_user_pool")
	pool.mfa_configuration == "OPTIONAL"
	pool.software_token_mfa_configuration[_].enabled == true
}

default is_valid_client := false

is_valid_client if {
	some client in created("aws_cognito_user_pool_client")
	not client.generate_secret
	{flow | some flow in client.explicit_auth_flows} == {"ALLOW_USER_SRP_AUTH", "ALLOW_REFRESH_TOKEN_AUTH"}
}
