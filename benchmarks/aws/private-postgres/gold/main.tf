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

resource "aws_vpc" "data" {
  cidr_block = "10.50.0.0/16"
}

resource "aws_subnet" "data" {
  for_each = {
    us-east-1a = "10.50.1.0/24"
    us-east-1b = "10.50.2.0/24"
  }

  vpc_id            = aws_vpc.data.id
  availability_zone = each.key
  cidr_block        = each.value
}

resource "aws_db_subnet_group" "data" {
  name       = "data"
  subnet_ids = [for subnet in aws_subnet.data : subnet.id]
}

resource "aws_security_group" "database" {
  name        = "database"
  description = "PostgreSQL from inside the VPC"
  vpc_id      = aws_vpc.data.id
}

resource "aws_vpc_security_group_ingress_rule" "postgres" {
  security_group_id = aws_security_group.database.id
  cidr_ipv4         = aws_vpc.data.cidr_block
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
}

resource "aws_db_instance" "data" {
  identifier                  = "data"
  engine                      = "postgres"
  engine_version              = "16"
  instance_class              = "db.t4g.medium"
  allocated_storage           = 50
  storage_type                = "gp3"
  storage_encrypted           = true
  multi_az                    = true
  username                    = "master"
  manage_master_user_password = true
  backup_retention_period     = 7
  deletion_protection         = true
  publicly_accessible         = false
  db_subnet_group_name        = aws_db_subnet_group.data.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  final_snapshot_identifier   = "data-final"
}
