package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_repository := false

is_valid_repository if {
	some repository in created("aws_ecr_repository")
	repository.name == "shop/api"
	repository.image_tag_mutability == "IMMUTABLE"
	repository.image_scanning_configuration[_].scan_on_push == true
}

default is_valid_lifecycle := false

is_valid_lifecycle if {
	some lifecycle in created("aws_ecr_lifecycle_policy")
	some rule in json.unmarshal(lifecycle.policy).rules
	rule.selection.countNumber == 10
	rule.action.type == "expire"
}
