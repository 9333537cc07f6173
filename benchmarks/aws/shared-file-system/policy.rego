package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_file_system := false

is_valid_file_system if {
	some system in created("aws_efs_file_system")
	system.encrypted == true
	system.throughput_mode == "elastic"
	system.lifecycle_policy[_].transition_to_ia == "AFTER_30_DAYS"
}

default is_valid_backup := false

is_valid_backup if {
	some backup in created("aws_efs_backup_policy")
	backup.backup_policy[_].status == "ENABLED"
}
