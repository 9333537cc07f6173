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

resource "aws_db_subnet_group" "ledger" {
  name       = "ledger"
  subnet_ids = ["subnet-0aaa111122223333a", "subnet-0bbb111122223333b"]
}

resource "aws_rds_cluster" "ledger" {
  cluster_identifier              = "ledger"
  engine                          = "aurora-postgresql"
  engine_mode                     = "provisioned"
  engine_version                  = "16.4"
  master_username                 = "ledger"
  manage_master_user_password     = true
  db_subnet_group_name            = aws_db_subnet_group.ledger.name
  storage_encrypted               = true
  backup_retention_period         = 14
  deletion_protection             = true
  enabled_cloudwatch_logs_exports = ["postgresql"]
  final_snapshot_identifier       = "ledger-final"

  serverlessv2_scaling_configuration {
    min_capacity = 0.5
    max_capacity = 8
  }
}

resource "aws_rds_cluster_instance" "ledger" {
  count = 2

  identifier         = "ledger-${count.index}"
  cluster_identifier = aws_rds_cluster.ledger.id
  engine             = aws_rds_cluster.ledger.engine
  engine_version     = aws_rds_cluster.ledger.engine_version
  instance_class     = "db.serverless"
}
