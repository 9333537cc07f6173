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
	some network in created("azurerm_virtual_network")
	"10.30.0.0/16" in network.address_space
}

default is_valid_subnets := false

is_valid_subnets if {
	subnets := {[subnet.name, subnet.address_prefixes[0]] | some subnet in created("azurerm_subnet")}
	subnets == {["web", "10.30.1.0/24"], ["data", "10.30.2.0/24"]}
}

allowed contains rule.destination_port_range if {
	some group in created("azurerm_network_security_group")
	some rule in group.security_rule
	rule.direction == "Inbound"
	rule.access == "Allow"
}

allowed contains rule.destination_port_range if {
	some rule in created("azurerm_network_security_rule")
	rule.direction == "Inbound"
	rule.access == "Allow"
}

default is_valid_rule := false

is_valid_rule if allowed == {"443"}

default is_valid_association := false

is_valid_association if count(created("azurerm_subnet_network_security_group_association")) == 1
