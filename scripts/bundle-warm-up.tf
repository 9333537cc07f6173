terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.0"
    }
  }
}

provider "aws" {
  region = var.region
}

variable "region" {
  description = "Where everything stands"
  type        = string
  default     = "eu-central-1"
}

locals {
  names = { for name in ["logs", "data"] : name => upper("${var.region}-${name}") }
}

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "each" {
  for_each = local.names
  bucket   = lower(each.value)
  tags = {
    Name = each.key
  }
}

resource "aws_security_group" "web" {
  count = 2
  name  = "web-${count.index}"

  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  dynamic "egress" {
    for_each = [80, 443]
    content {
      from_port   = egress.value
      to_port     = egress.value
      protocol    = "tcp"
      cidr_blocks = ["0.0.0.0/0"]
    }
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_iam_role" "lambda" {
  name = "lambda"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Action    = "sts:AssumeRole"
      Effect    = "Allow"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

output "buckets" {
  description = "Names of the buckets"
  value       = [for bucket in aws_s3_bucket.each : bucket.bucket]
}

output "account" {
  value = data.aws_caller_identity.current.account_id
}
