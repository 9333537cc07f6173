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
  subnet_ids = ["subnet-0aaa111122223333a", "subnet-0bbb111122223333b"]

  roles = {
    cluster = "eks.amazonaws.com"
    nodes   = "ec2.amazonaws.com"
  }

  node_policies = toset(["AmazonEKSWorkerNodePolicy", "AmazonEKS_CNI_Policy", "AmazonEC2ContainerRegistryReadOnly"])
}

resource "aws_iam_role" "eks" {
  for_each = local.roles

  name = "apps-${each.key}"

  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRole"
      Principal = { Service = each.value }
    }]
  })
}

resource "aws_iam_role_policy_attachment" "cluster" {
  role       = aws_iam_role.eks["cluster"].name
  policy_arn = "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy"
}

resource "aws_iam_role_policy_attachment" "nodes" {
  for_each = local.node_policies

  role       = aws_iam_role.eks["nodes"].name
  policy_arn = "arn:aws:iam::aws:policy/${each.key}"
}

resource "aws_eks_cluster" "apps" {
  name                      = "apps"
  version                   = "1.31"
  role_arn                  = aws_iam_role.eks["cluster"].arn
  enabled_cluster_log_types = ["api", "audit"]

  vpc_config {
    subnet_ids              = local.subnet_ids
    endpoint_private_access = true
    endpoint_public_access  = false
  }

  depends_on = [aws_iam_role_policy_attachment.cluster]
}

resource "aws_eks_node_group" "general" {
  cluster_name    = aws_eks_cluster.apps.name
  node_group_name = "general"
  node_role_arn   = aws_iam_role.eks["nodes"].arn
  subnet_ids      = local.subnet_ids
  instance_types  = ["m6i.large"]

  scaling_config {
    min_size     = 2
    desired_size = 3
    max_size     = 5
  }

  depends_on = [aws_iam_role_policy_attachment.nodes]
}
