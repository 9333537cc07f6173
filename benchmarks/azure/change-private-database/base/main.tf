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
  public_network_access_enabled = true
}
