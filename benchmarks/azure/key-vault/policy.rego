package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_vault := false

is_valid_vault if {
	some vault in created("azurerm_key_vault")
	vault.name == "acme-payments-kv"
	lower(vault.sku_name) == "standard"
	vault.tenant_id == "11111111-2222-3333-4444-555555555555"
}

default is_valid_protection := false

is_valid_protection if {
	some vault in created("azurerm_key_vault")
	vault.soft_delete_retention_days == 30
	vault.purge_protection_enabled == true
}

default is_valid_privacy := false

is_valid_privacy if {
	some vault in created("azurerm_key_vault")
	vault.public_network_access_enabled == false
}
