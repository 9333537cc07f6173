package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_schedule := false

is_valid_schedule if {
	some plan in created("aws_backup_plan")
	some rule in plan.rule
	rule.schedule == "cron(0 3 * * ? *)"
	rule.lifecycle[_].delete_after == 35
}

default is_valid_selection := false

is_valid_selection if {
	some selection in created("aws_backup_selection")
	some tag in selection.selection_tag
	tag.key == "Backup"
	tag.value == "daily"
}

default is_valid_vault := false

is_valid_vault if {
	some vault in created("aws_backup_vault")
	vault.name == "daily"
}
