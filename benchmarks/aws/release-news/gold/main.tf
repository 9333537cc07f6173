terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-west-1"
}

resource "aws_sns_topic" "release_news" {
  name              = "release-news"
  kms_master_key_id = "alias/aws/sns"
}

resource "aws_sns_topic_subscription" "list" {
  for_each = toset(["eng@example.com", "support@example.com"])

  topic_arn = aws_sns_topic.release_news.arn
  protocol  = "email"
  endpoint  = each.key
}
