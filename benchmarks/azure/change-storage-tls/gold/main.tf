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

resource "azurerm_resource_group" "scans" {
  name     = "scans"
  location = "North Europe"
}

resource "azurerm_storage_account" "scans" {
  name                            = "acmescans"
  resource_group_name             = azurerm_resource_group.scans.name
  location                        = azurerm_resource_group.scans.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
}

resource "azurerm_storage_container" "incoming" {
  name                  = "incoming"
  storage_account_id    = azurerm_storage_account.scans.id
  container_access_type = "private"
}
