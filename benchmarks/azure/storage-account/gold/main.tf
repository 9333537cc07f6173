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

resource "azurerm_resource_group" "reports" {
  name     = "reports"
  location = "West Europe"
}

resource "azurerm_storage_account" "reports" {
  name                            = "acmereports"
  resource_group_name             = azurerm_resource_group.reports.name
  location                        = azurerm_resource_group.reports.location
  account_tier                    = "Standard"
  account_replication_type        = "ZRS"
  min_tls_version                 = "TLS1_2"
  allow_nested_items_to_be_public = false
}

resource "azurerm_storage_container" "monthly" {
  name                  = "monthly"
  storage_account_id    = azurerm_storage_account.reports.id
  container_access_type = "private"
}
