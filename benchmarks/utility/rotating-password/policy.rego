package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_password := false

is_valid_password if {
	some password in created("random_password")
	password.length == 32
	password.min_numeric >= 4
	password.min_special >= 4
	password.override_special == "-_."
}

default is_valid_rotation := false

is_valid_rotation if {
	some rotation in created("time_rotating")
	rotation.rotation_days == 90
}

default is_valid_output := false

is_valid_output if {
	input.configuration.root_module.outputs.password.sensitive == true
}
