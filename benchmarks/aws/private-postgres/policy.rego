package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_engine := false

is_valid_engine if {
	some database in created("aws_db_instance")
	database.engine == "postgres"
	startswith(database.engine_version, "16")
	database.instance_class == "db.t4g.medium"
	database.allocated_storage == 50
	database.storage_type == "gp3"
}

default is_valid_protection := false

is_valid_protection if {
	some database in created("aws_db_instance")
	database.storage_encrypted == true
	database.multi_az == true
	database.deletion_protection == true
	database.backup_retention_period == 7
	not database.publicly_accessible
}

default is_valid_password := false

is_valid_password if {
	some database in created("aws_db_instance")
	database.manage_master_user_password == true
	object.get(database, "password", null) == null
}

open_ports contains port if {
	some rule in created("aws_vpc_security_group_ingress_rule")
	rule.cidr_ipv4 == "10.50.0.0/16"
	port := rule.from_port
}

open_ports contains port if {
	some group in created("aws_security_group")
	some rule in group.ingress
	"10.50.0.0/16" in rule.cidr_blocks
	port := rule.from_port
}

open_ports contains port if {
	some rule in created("aws_security_group_rule")
	rule.type == "ingress"
	"10.50.0.0/16" in rule.cidr_blocks
	port := rule.from_port
}

default is_valid_access := false

is_valid_access if open_ports == {5432}

default is_valid_zones := false

is_valid_zones if {
	zones := {subnet.availability_zone | some subnet in created("aws_subnet")}
	zones == {"us-east-1a", "us-east-1b"}
}
