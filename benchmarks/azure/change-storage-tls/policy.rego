package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_account := false

is_valid_account if {
	some account in created("azurerm_storage_account")
	account.name == "acmescans"
	account.account_tier == "Standard"
	account.account_replication_type == "ZRS"
}

default is_valid_transport := false

is_valid_transport if {
	some account in created("azurerm_storage_account")
	account.min_tls_version == "TLS1_2"
	not account.https_traffic_only_enabled == false
}

default is_valid_reading := false

is_valid_reading if {
	some account in created("azurerm_storage_account")
	account.allow_nested_items_to_be_public == false
}

default is_valid_container := false

is_valid_container if {
	some container in created("azurerm_storage_container")
	container.name == "incoming"
	container.container_access_type == "private"
}
