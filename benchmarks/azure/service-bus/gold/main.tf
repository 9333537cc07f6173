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

resource "azurerm_resource_group" "orders" {
  name     = "orders"
  location = "West Europe"
}

resource "azurerm_servicebus_namespace" "orders" {
  name                = "acme-orders-bus"
  resource_group_name = azurerm_resource_group.orders.name
  location            = azurerm_resource_group.orders.location
  sku                 = "Standard"
}

resource "azurerm_servicebus_queue" "orders" {
  name                                 = "orders"
  namespace_id                         = azurerm_servicebus_namespace.orders.id
  max_delivery_count                   = 5
  dead_lettering_on_message_expiration = true
}

resource "azurerm_servicebus_topic" "events" {
  name         = "order-events"
  namespace_id = azurerm_servicebus_namespace.orders.id
}

resource "azurerm_servicebus_subscription" "events" {
  for_each = toset(["billing", "search"])

  name               = each.key
  topic_id           = azurerm_servicebus_topic.events.id
  max_delivery_count = 10
}
