package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_server := false

is_valid_server if {
	some server in created("azurerm_postgresql_flexible_server")
	server.name == "acme-ledger"
	server.version == "15"
	server.sku_name == "GP_Standard_D2s_v3"
	server.storage_mb == 65536
	server.administrator_login == "ledger"
}

default is_valid_access := false

is_valid_access if {
	some server in created("azurerm_postgresql_flexible_server")
	server.public_network_access_enabled == false
}

default is_valid_backup := false

is_valid_backup if {
	some server in created("azurerm_postgresql_flexible_server")
	server.backup_retention_days == 14
}

default is_valid_network := false

is_valid_network if {
	some network in created("azurerm_virtual_network")
	network.name == "ledger"
	{range | some range in network.address_space} == {"10.60.0.0/16"}
	some subnet in created("azurerm_subnet")
	subnet.name == "database"
	{range | some range in subnet.address_prefixes} == {"10.60.1.0/24"}
	some delegation in subnet.delegation
	some service in delegation.service_delegation
	service.name == "Microsoft.DBforPostgreSQL/flexibleServers"
}

default is_valid_name := false

is_valid_name if {
	some zone in created("azurerm_private_dns_zone")
	zone.name == "acme-ledger.private.postgres.database.azure.com"
	count(created("azurerm_private_dns_zone_virtual_network_link")) == 1
}
