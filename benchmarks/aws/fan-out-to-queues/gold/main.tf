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

locals {
  filters = {
    billing  = jsonencode({ kind = ["paid", "refunded"] })
    shipping = null
    search   = null
  }
}

resource "aws_sns_topic" "orders" {
  name = "order-events"
}

resource "aws_sqs_queue" "service" {
  for_each = local.filters

  name = each.key
}

data "aws_iam_policy_document" "from_topic" {
  for_each = local.filters

  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.service[each.key].arn]

    principals {
      type        = "Service"
      identifiers = ["sns.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_sns_topic.orders.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "service" {
  for_each = local.filters

  queue_url = aws_sqs_queue.service[each.key].id
  policy    = data.aws_iam_policy_document.from_topic[each.key].json
}

resource "aws_sns_topic_subscription" "service" {
  for_each = local.filters

  topic_arn            = aws_sns_topic.orders.arn
  protocol             = "sqs"
  endpoint             = aws_sqs_queue.service[each.key].arn
  raw_message_delivery = true
  filter_policy        = each.value
}
