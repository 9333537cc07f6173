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

resource "aws_vpc" "main" {
  cidr_block = "10.80.0.0/16"
}

resource "aws_subnet" "app" {
  for_each = {
    us-east-1a = "10.80.1.0/24"
    us-east-1b = "10.80.2.0/24"
    us-east-1c = "10.80.3.0/24"
  }

  vpc_id            = aws_vpc.main.id
  availability_zone = each.key
  cidr_block        = each.value
}

moved {
  from = aws_subnet.app
  to   = aws_subnet.app["us-east-1a"]
}
