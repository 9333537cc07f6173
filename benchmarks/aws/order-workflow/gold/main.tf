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
  functions = toset(["charge", "ship", "refund"])
}

resource "aws_iam_role" "functions" {
  name = "order-functions"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "lambda.amazonaws.com" }
    }]
  })
}

resource "aws_lambda_function" "step" {
  for_each = local.functions

  function_name = each.key
  role          = aws_iam_role.functions.arn
  runtime       = "python3.12"
  handler       = "${each.key}.handler"
  filename      = "functions.zip"
}

resource "aws_iam_role" "workflow" {
  name = "order-workflow"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = "states.amazonaws.com" }
    }]
  })
}

data "aws_iam_policy_document" "invoke" {
  statement {
    actions   = ["lambda:InvokeFunction"]
    resources = [for function in aws_lambda_function.step : function.arn]
  }
}

resource "aws_iam_role_policy" "invoke" {
  name   = "invoke"
  role   = aws_iam_role.workflow.id
  policy = data.aws_iam_policy_document.invoke.json
}

resource "aws_sfn_state_machine" "orders" {
  name     = "orders"
  role_arn = aws_iam_role.workflow.arn

  definition = jsonencode({
    StartAt = "Charge"
    States = {
      Charge = {
        Type     = "Task"
        Resource = aws_lambda_function.step["charge"].arn
        Next     = "Ship"
        Catch    = [{ ErrorEquals = ["States.ALL"], Next = "Refund" }]
      }
      Ship   = { Type = "Task", Resource = aws_lambda_function.step["ship"].arn, End = true }
      Refund = { Type = "Task", Resource = aws_lambda_function.step["refund"].arn, End = true }
    }
  })
}
