terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "us-west-2"
}

resource "aws_cloudwatch_event_bus" "orders" {
  name = "orders"
}

resource "aws_cloudwatch_event_archive" "orders" {
  name             = "orders"
  event_source_arn = aws_cloudwatch_event_bus.orders.arn
  retention_days   = 30
}

resource "aws_cloudwatch_event_rule" "placed" {
  name           = "order-placed"
  event_bus_name = aws_cloudwatch_event_bus.orders.name

  event_pattern = jsonencode({
    source      = ["shop.checkout"]
    detail-type = ["OrderPlaced"]
  })
}

resource "aws_sqs_queue" "to_ship" {
  name = "orders-to-ship"
}

resource "aws_sqs_queue" "undelivered" {
  name                      = "orders-undelivered"
  message_retention_seconds = 1209600
}

resource "aws_cloudwatch_event_target" "to_ship" {
  rule           = aws_cloudwatch_event_rule.placed.name
  event_bus_name = aws_cloudwatch_event_bus.orders.name
  arn            = aws_sqs_queue.to_ship.arn

  retry_policy {
    maximum_retry_attempts       = 4
    maximum_event_age_in_seconds = 3600
  }

  dead_letter_config {
    arn = aws_sqs_queue.undelivered.arn
  }
}

data "aws_iam_policy_document" "send" {
  statement {
    actions   = ["sqs:SendMessage"]
    resources = [aws_sqs_queue.to_ship.arn]

    principals {
      type        = "Service"
      identifiers = ["events.amazonaws.com"]
    }

    condition {
      test     = "ArnEquals"
      variable = "aws:SourceArn"
      values   = [aws_cloudwatch_event_rule.placed.arn]
    }
  }
}

resource "aws_sqs_queue_policy" "to_ship" {
  queue_url = aws_sqs_queue.to_ship.id
  policy    = data.aws_iam_policy_document.send.json
}
