package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_machine := false

is_valid_machine if {
	some machine in created("azurerm_linux_virtual_machine")
	machine.name == "build"
	machine.size == "Standard_B2s"
	machine.admin_username == "ops"
	machine.source_image_reference[_].publisher == "Canonical"
}

default is_valid_login := false

is_valid_login if {
	some machine in created("azurerm_linux_virtual_machine")
	machine.admin_ssh_key[_].username == "ops"
	object.get(machine, "admin_password", null) == null
	count(created("tls_private_key")) == 1
}

default is_valid_privacy := false

is_valid_privacy if {
	count(created("azurerm_linux_virtual_machine")) > 0
	count(created("azurerm_public_ip")) == 0
}

default is_valid_subnet := false

is_valid_subnet if {
	some subnet in created("azurerm_subnet")
	"10.40.1.0/24" in subnet.address_prefixes
}
