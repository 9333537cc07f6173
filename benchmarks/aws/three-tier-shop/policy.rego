package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_network := false

is_valid_network if {
	some vpc in created("aws_vpc")
	vpc.cidr_block == "10.50.0.0/16"
	{[subnet.cidr_block, subnet.availability_zone] | some subnet in created("aws_subnet")} == {
		["10.50.0.0/24", "eu-west-1a"],
		["10.50.1.0/24", "eu-west-1b"],
		["10.50.10.0/24", "eu-west-1a"],
		["10.50.11.0/24", "eu-west-1b"],
		["10.50.20.0/24", "eu-west-1a"],
		["10.50.21.0/24", "eu-west-1b"],
	}
}

default is_valid_way_out := false

is_valid_way_out if {
	count(created("aws_nat_gateway")) == 1
	count(created("aws_internet_gateway")) == 1
}

default is_valid_balancer := false

is_valid_balancer if {
	some balancer in created("aws_lb")
	balancer.load_balancer_type == "application"
	not balancer.internal == true
	some listener in created("aws_lb_listener")
	listener.port == 80
	listener.protocol == "HTTP"
}

default is_valid_targets := false

is_valid_targets if {
	some group in created("aws_lb_target_group")
	group.port == 8080
	some check in group.health_check
	check.path == "/healthz"
}

default is_valid_machines := false

is_valid_machines if {
	some group in created("aws_autoscaling_group")
	group.min_size == 2
	group.max_size == 6
	some template in created("aws_launch_template")
	template.instance_type == "t3.small"
	template.image_id == "ami-0123456789abcdef0"
}

default is_valid_database := false

is_valid_database if {
	some database in created("aws_db_instance")
	database.identifier == "shop"
	database.engine == "mysql"
	startswith(database.engine_version, "8.0")
	database.instance_class == "db.t3.medium"
	database.allocated_storage == 50
	database.storage_encrypted == true
	database.multi_az == true
	not database.publicly_accessible == true
	database.manage_master_user_password == true
}

# The whole world may come in on port 80 only.
open_ports contains rule.from_port if {
	some group in created("aws_security_group")
	some rule in group.ingress
	"0.0.0.0/0" in rule.cidr_blocks
}

open_ports contains rule.from_port if {
	some rule in created("aws_vpc_security_group_ingress_rule")
	rule.cidr_ipv4 == "0.0.0.0/0"
}

open_ports contains rule.from_port if {
	some rule in created("aws_security_group_rule")
	rule.type == "ingress"
	"0.0.0.0/0" in rule.cidr_blocks
}

default is_valid_openness := false

is_valid_openness if {
	open_ports == {80}
}
