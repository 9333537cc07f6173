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

resource "azurerm_resource_group" "payments" {
  name     = "payments"
  location = "West Europe"
}

resource "azurerm_key_vault" "payments" {
  name                          = "acme-payments-kv"
  resource_group_name           = azurerm_resource_group.payments.name
  location                      = azurerm_resource_group.payments.location
  tenant_id                     = "11111111-2222-3333-4444-555555555555"
  sku_name                      = "standard"
  rbac_authorization_enabled    = true
  soft_delete_retention_days    = 30
  purge_protection_enabled      = true
  public_network_access_enabled = false
}
