terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "ledger" {
  name     = "ledger"
  location = "West Europe"
}

resource "azurerm_virtual_network" "ledger" {
  name                = "ledger"
  resource_group_name = azurerm_resource_group.ledger.name
  location            = azurerm_resource_group.ledger.location
  address_space       = ["10.60.0.0/16"]
}

resource "azurerm_subnet" "database" {
  name                 = "database"
  resource_group_name  = azurerm_resource_group.ledger.name
  virtual_network_name = azurerm_virtual_network.ledger.name
  address_prefixes     = ["10.60.1.0/24"]

  delegation {
    name = "postgres"

    service_delegation {
      name    = "Microsoft.DBforPostgreSQL/flexibleServers"
      actions = ["Microsoft.Network/virtualNetworks/subnets/join/action"]
    }
  }
}

resource "azurerm_private_dns_zone" "ledger" {
  name                = "acme-ledger.private.postgres.database.azure.com"
  resource_group_name = azurerm_resource_group.ledger.name
}

resource "azurerm_private_dns_zone_virtual_network_link" "ledger" {
  name                  = "ledger"
  resource_group_name   = azurerm_resource_group.ledger.name
  private_dns_zone_name = azurerm_private_dns_zone.ledger.name
  virtual_network_id    = azurerm_virtual_network.ledger.id
}

variable "administrator_password" {
  type      = string
  sensitive = true
  default   = "change-me-9182"
}

resource "azurerm_postgresql_flexible_server" "ledger" {
  name                          = "acme-ledger"
  resource_group_name           = azurerm_resource_group.ledger.name
  location                      = azurerm_resource_group.ledger.location
  version                       = "15"
  sku_name                      = "GP_Standard_D2s_v3"
  storage_mb                    = 65536
  administrator_login           = "ledger"
  administrator_password        = var.administrator_password
  delegated_subnet_id           = azurerm_subnet.database.id
  private_dns_zone_id           = azurerm_private_dns_zone.ledger.id
  public_network_access_enabled = false
  backup_retention_days         = 14

  depends_on = [azurerm_private_dns_zone_virtual_network_link.ledger]
}
