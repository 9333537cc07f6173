terraform {
  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
}

provider "aws" {
  region = "eu-central-1"
}

data "aws_iam_policy_document" "assume" {
  statement {
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["lambda.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "invoices" {
  name               = "invoices"
  assume_role_policy = data.aws_iam_policy_document.assume.json
}

resource "aws_iam_role_policy_attachment" "network" {
  role       = aws_iam_role.invoices.name
  policy_arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}

resource "aws_vpc" "invoices" {
  cidr_block = "10.30.0.0/16"
}

resource "aws_subnet" "private" {
  for_each = {
    eu-central-1a = "10.30.1.0/24"
    eu-central-1b = "10.30.2.0/24"
  }

  vpc_id            = aws_vpc.invoices.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_security_group" "invoices" {
  name        = "invoices"
  description = "The function invoices"
  vpc_id      = aws_vpc.invoices.id
}

resource "aws_vpc_security_group_egress_rule" "database" {
  security_group_id = aws_security_group.invoices.id
  description       = "PostgreSQL inside the network"
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = aws_vpc.invoices.cidr_block
}

resource "aws_lambda_function" "invoices" {
  function_name = "invoices"
  role          = aws_iam_role.invoices.arn
  package_type  = "Image"
  image_uri     = "123456789012.dkr.ecr.eu-central-1.amazonaws.com/invoices:1"
  memory_size   = 512
  timeout       = 30

  vpc_config {
    subnet_ids         = [for subnet in aws_subnet.private : subnet.id]
    security_group_ids = [aws_security_group.invoices.id]
  }

  depends_on = [aws_iam_role_policy_attachment.network]
}
