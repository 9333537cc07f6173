package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_pets := false

is_valid_pets if {
	{pet.prefix | some pet in created("random_pet")} == {"dev", "test", "prod"}
}

default is_valid_passwords := false

is_valid_passwords if {
	passwords := [password | some password in created("random_password"); password.length == 24; password.special == false]
	count(passwords) == 3
}

default is_valid_output := false

is_valid_output if input.configuration.root_module.outputs.names
