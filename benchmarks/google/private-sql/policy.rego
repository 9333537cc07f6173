package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

settings(type) := {setting |
	some instance in created(type)
	instance.database_version == "POSTGRES_16"
	some setting in instance.settings
}

default is_valid_machine := false

is_valid_machine if {
	some setting in settings("google_sql_database_instance")
	setting.tier == "db-custom-2-7680"
	setting.availability_type == "REGIONAL"
}

default is_valid_privacy := false

is_valid_privacy if {
	some setting in settings("google_sql_database_instance")
	setting.ip_configuration[_].ipv4_enabled == false
}

default is_valid_backup := false

is_valid_backup if {
	some setting in settings("google_sql_database_instance")
	some backup in setting.backup_configuration
	backup.enabled == true
	backup.start_time == "02:00"
	backup.point_in_time_recovery_enabled == true
}

default is_valid_database := false

is_valid_database if {
	some database in created("google_sql_database")
	database.name == "ledger"
}
