terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
  }
}

locals {
  environments = toset(["dev", "test", "prod"])
}

resource "random_pet" "name" {
  for_each = local.environments

  prefix    = each.key
  length    = 2
  separator = "-"
}

resource "random_password" "secret" {
  for_each = local.environments

  length  = 24
  special = false
}

output "names" {
  value = { for environment, pet in random_pet.name : environment => pet.id }
}
