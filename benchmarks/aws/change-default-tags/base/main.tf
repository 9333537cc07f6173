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

resource "aws_sns_topic" "imports" {
  name = "imports"

  tags = {
    Kind = "events"
  }
}

resource "aws_sqs_queue" "imports" {
  name = "imports"
}
