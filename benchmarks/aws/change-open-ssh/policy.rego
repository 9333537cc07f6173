package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

opened := {[rule.from_port, rule.cidr_ipv4] | some rule in created("aws_vpc_security_group_ingress_rule")}

default is_valid_ssh := false

is_valid_ssh if {
	{block | some [22, block] in opened} == {"10.0.0.0/8"}
}

default is_valid_https := false

is_valid_https if {
	[443, "0.0.0.0/0"] in opened
}
