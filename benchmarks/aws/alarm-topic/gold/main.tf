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

resource "aws_kms_key" "alarms" {
  description         = "Encrypts the messages of ops-alarms"
  enable_key_rotation = true
}

resource "aws_sns_topic" "alarms" {
  name              = "ops-alarms"
  kms_master_key_id = aws_kms_key.alarms.arn
}

resource "aws_sns_topic_subscription" "oncall" {
  topic_arn = aws_sns_topic.alarms.arn
  protocol  = "email"
  endpoint  = "oncall@example.com"
}
