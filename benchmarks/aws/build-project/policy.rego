package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_source := false

is_valid_source if {
	some project in created("aws_codebuild_project")
	some source in project.source
	source.type == "GITHUB"
	source.location == "https://github.com/acme/shop.git"
}

default is_valid_environment := false

is_valid_environment if {
	some project in created("aws_codebuild_project")
	project.build_timeout == 20
	some environment in project.environment
	environment.compute_type == "BUILD_GENERAL1_SMALL"
	environment.privileged_mode == true
}

default is_valid_artifacts := false

is_valid_artifacts if {
	some project in created("aws_codebuild_project")
	project.artifacts[_].type == "NO_ARTIFACTS"
}
