package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

sources contains block if {
	some group in created("aws_security_group")
	some rule in group.ingress
	some block in rule.cidr_blocks
}

sources contains block if {
	some rule in created("aws_vpc_security_group_ingress_rule")
	block := rule.cidr_ipv4
}

sources contains block if {
	some rule in created("aws_security_group_rule")
	rule.type == "ingress"
	some block in rule.cidr_blocks
}

default is_valid_source := false

is_valid_source if {
	sources == {"198.51.100.0/24"}
}

default is_valid_metadata := false

is_valid_metadata if {
	some instance in created("aws_instance")
	instance.metadata_options[_].http_tokens == "required"
}

default is_valid_disk := false

is_valid_disk if {
	some instance in created("aws_instance")
	some disk in instance.root_block_device
	disk.encrypted == true
	disk.volume_size == 20
	disk.volume_type == "gp3"
}

default is_valid_address := false

is_valid_address if {
	count(created("aws_eip")) == 1
}
