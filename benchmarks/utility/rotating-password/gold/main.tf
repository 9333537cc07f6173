terraform {
  required_providers {
    random = {
      source  = "hashicorp/random"
      version = "~> 3.6"
    }
    time = {
      source  = "hashicorp/time"
      version = "~> 0.12"
    }
  }
}

resource "time_rotating" "quarter" {
  rotation_days = 90
}

resource "random_password" "database" {
  length           = 32
  min_numeric      = 4
  min_special      = 4
  override_special = "-_."

  keepers = {
    rotation = time_rotating.quarter.id
  }
}

output "password" {
  value     = random_password.database.result
  sensitive = true
}
