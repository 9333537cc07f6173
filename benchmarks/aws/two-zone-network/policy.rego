package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_vpc := false

is_valid_vpc if {
	some vpc in created("aws_vpc")
	vpc.cidr_block == "10.20.0.0/16"
	vpc.enable_dns_hostnames == true
}

public_blocks := {subnet.cidr_block |
	some subnet in created("aws_subnet")
	subnet.map_public_ip_on_launch == true
}

private_blocks := {subnet.cidr_block | some subnet in created("aws_subnet")} - public_blocks

default is_valid_public_subnets := false

is_valid_public_subnets if public_blocks == {"10.20.0.0/24", "10.20.1.0/24"}

default is_valid_private_subnets := false

is_valid_private_subnets if private_blocks == {"10.20.10.0/24", "10.20.11.0/24"}

default is_valid_zones := false

is_valid_zones if {
	zones := {subnet.availability_zone | some subnet in created("aws_subnet")}
	zones == {"us-east-1a", "us-east-1b"}
}

default is_valid_nat := false

is_valid_nat if {
	count(created("aws_nat_gateway")) == 1
	count(created("aws_eip")) == 1
}
