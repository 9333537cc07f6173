terraform {
  required_providers {
    azurerm = {
      source  = "hashicorp/azurerm"
      version = "~> 4.0"
    }
    tls = {
      source  = "hashicorp/tls"
      version = "~> 4.0"
    }
  }
}

provider "azurerm" {
  features {}
}

resource "azurerm_resource_group" "ci" {
  name     = "ci"
  location = "West Europe"
}

resource "azurerm_virtual_network" "ci" {
  name                = "ci"
  resource_group_name = azurerm_resource_group.ci.name
  location            = azurerm_resource_group.ci.location
  address_space       = ["10.40.0.0/16"]
}

resource "azurerm_subnet" "build" {
  name                 = "build"
  resource_group_name  = azurerm_resource_group.ci.name
  virtual_network_name = azurerm_virtual_network.ci.name
  address_prefixes     = ["10.40.1.0/24"]
}

resource "azurerm_network_interface" "build" {
  name                = "build"
  resource_group_name = azurerm_resource_group.ci.name
  location            = azurerm_resource_group.ci.location

  ip_configuration {
    name                          = "private"
    subnet_id                     = azurerm_subnet.build.id
    private_ip_address_allocation = "Dynamic"
  }
}

resource "tls_private_key" "ops" {
  algorithm = "RSA"
  rsa_bits  = 4096
}

resource "azurerm_linux_virtual_machine" "build" {
  name                  = "build"
  resource_group_name   = azurerm_resource_group.ci.name
  location              = azurerm_resource_group.ci.location
  size                  = "Standard_B2s"
  admin_username        = "ops"
  network_interface_ids = [azurerm_network_interface.build.id]

  admin_ssh_key {
    username   = "ops"
    public_key = tls_private_key.ops.public_key_openssh
  }

  os_disk {
    caching              = "ReadWrite"
    storage_account_type = "Standard_LRS"
  }

  source_image_reference {
    publisher = "Canonical"
    offer     = "0001-com-ubuntu-server-jammy"
    sku       = "22_04-lts-gen2"
    version   = "latest"
  }
}
