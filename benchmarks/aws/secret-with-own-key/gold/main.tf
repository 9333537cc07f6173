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

variable "api_key" {
  type      = string
  sensitive = true
  default   = "unset"
}

resource "aws_kms_key" "payments" {
  description         = "Secrets of payments"
  enable_key_rotation = true
}

resource "aws_kms_alias" "payments" {
  name          = "alias/payments"
  target_key_id = aws_kms_key.payments.key_id
}

resource "aws_secretsmanager_secret" "api_key" {
  name                    = "payments/api-key"
  kms_key_id              = aws_kms_key.payments.arn
  recovery_window_in_days = 7
}

resource "aws_secretsmanager_secret_version" "api_key" {
  secret_id     = aws_secretsmanager_secret.api_key.id
  secret_string = var.api_key
}
