package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_retention := false

is_valid_retention if {
	kept := {[group.name, group.retention_in_days] | some group in created("aws_cloudwatch_log_group")}
	kept == {["/shop/api", 90], ["/shop/worker", 14]}
}

default is_valid_tags := false

is_valid_tags if {
	groups := created("aws_cloudwatch_log_group")
	count(groups) == 2
	every group in groups { group.tags.Team == "platform" }
}
