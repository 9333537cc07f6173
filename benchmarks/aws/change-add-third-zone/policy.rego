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
	vpc.cidr_block == "10.80.0.0/16"
}

default is_valid_subnets := false

is_valid_subnets if {
	subnets := {[subnet.availability_zone, subnet.cidr_block] | some subnet in created("aws_subnet")}
	subnets == {["us-east-1a", "10.80.1.0/24"], ["us-east-1b", "10.80.2.0/24"], ["us-east-1c", "10.80.3.0/24"]}
}
