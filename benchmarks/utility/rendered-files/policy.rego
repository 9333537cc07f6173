package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

configs(type) := {config |
	some file in created(type)
	file.file_permission == "0600"
	config := json.unmarshal(file.content)
}

default is_valid_web := false

is_valid_web if {
	some config in configs("local_file")
	config.name == "web"
	config.port == 8080
	config.replicas == 3
}

default is_valid_worker := false

is_valid_worker if {
	some config in configs("local_file")
	config.name == "worker"
	config.port == 9090
	config.replicas == 1
}

default is_valid_variable := false

is_valid_variable if {
	input.configuration.root_module.variables.services
}
