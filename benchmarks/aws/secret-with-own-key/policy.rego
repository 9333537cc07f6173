package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_secret := false

is_valid_secret if {
	some secret in created("aws_secretsmanager_secret")
	secret.name == "payments/api-key"
	secret.recovery_window_in_days == 7
}

default is_valid_key := false

is_valid_key if {
	some key in created("aws_kms_key")
	key.enable_key_rotation == true
}

default is_valid_alias := false

is_valid_alias if {
	some alias in created("aws_kms_alias")
	alias.name == "alias/payments"
}

default is_valid_variable := false

is_valid_variable if {
	input.configuration.root_module.variables.api_key.sensitive == true
}
