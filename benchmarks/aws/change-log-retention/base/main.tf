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

resource "aws_cloudwatch_log_group" "api" {
  name = "/shop/api"
}

resource "aws_cloudwatch_log_group" "worker" {
  name = "/shop/worker"
}
