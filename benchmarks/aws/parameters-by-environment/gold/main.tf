terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "us-east-1"
}

resource "aws_ssm_parameter" "setting" {
  for_each = {
    log_level = "info"
    region    = "us-east-1"
    currency  = "EUR"
  }

  name  = "/shop/prod/${each.key}"
  type  = "String"
  tier  = "Standard"
  value = each.value

  tags = {
    App = "shop"
  }
}
