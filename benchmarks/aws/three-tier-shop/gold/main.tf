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

locals {
  zones = ["eu-west-1a", "eu-west-1b"]
}

resource "aws_vpc" "shop" {
  cidr_block           = "10.50.0.0/16"
  enable_dns_hostnames = true
}

resource "aws_subnet" "public" {
  count = length(local.zones)

  vpc_id                  = aws_vpc.shop.id
  availability_zone       = local.zones[count.index]
  cidr_block              = cidrsubnet(aws_vpc.shop.cidr_block, 8, count.index)
  map_public_ip_on_launch = true
}

resource "aws_subnet" "application" {
  count = length(local.zones)

  vpc_id            = aws_vpc.shop.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, 10 + count.index)
}

resource "aws_subnet" "data" {
  count = length(local.zones)

  vpc_id            = aws_vpc.shop.id
  availability_zone = local.zones[count.index]
  cidr_block        = cidrsubnet(aws_vpc.shop.cidr_block, 8, 20 + count.index)
}

resource "aws_internet_gateway" "shop" {
  vpc_id = aws_vpc.shop.id
}

resource "aws_eip" "nat" {
  domain = "vpc"
}

resource "aws_nat_gateway" "shop" {
  allocation_id = aws_eip.nat.id
  subnet_id     = aws_subnet.public[0].id

  depends_on = [aws_internet_gateway.shop]
}

resource "aws_route_table" "public" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block = "0.0.0.0/0"
    gateway_id = aws_internet_gateway.shop.id
  }
}

resource "aws_route_table" "application" {
  vpc_id = aws_vpc.shop.id

  route {
    cidr_block     = "0.0.0.0/0"
    nat_gateway_id = aws_nat_gateway.shop.id
  }
}

resource "aws_route_table_association" "public" {
  count = length(local.zones)

  subnet_id      = aws_subnet.public[count.index].id
  route_table_id = aws_route_table.public.id
}

resource "aws_route_table_association" "application" {
  count = length(local.zones)

  subnet_id      = aws_subnet.application[count.index].id
  route_table_id = aws_route_table.application.id
}

resource "aws_security_group" "balancer" {
  name   = "shop-balancer"
  vpc_id = aws_vpc.shop.id

  ingress {
    from_port   = 80
    to_port     = 80
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = [aws_vpc.shop.cidr_block]
  }
}

resource "aws_security_group" "machines" {
  name   = "shop-machines"
  vpc_id = aws_vpc.shop.id

  ingress {
    from_port       = 8080
    to_port         = 8080
    protocol        = "tcp"
    security_groups = [aws_security_group.balancer.id]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "database" {
  name   = "shop-database"
  vpc_id = aws_vpc.shop.id

  ingress {
    from_port       = 3306
    to_port         = 3306
    protocol        = "tcp"
    security_groups = [aws_security_group.machines.id]
  }
}

resource "aws_lb" "shop" {
  name               = "shop"
  load_balancer_type = "application"
  security_groups    = [aws_security_group.balancer.id]
  subnets            = aws_subnet.public[*].id
}

resource "aws_lb_target_group" "shop" {
  name     = "shop"
  port     = 8080
  protocol = "HTTP"
  vpc_id   = aws_vpc.shop.id

  health_check {
    path = "/healthz"
  }
}

resource "aws_lb_listener" "http" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 80
  protocol          = "HTTP"

  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.shop.arn
  }
}

resource "aws_launch_template" "shop" {
  name                   = "shop"
  image_id               = "ami-0123456789abcdef0"
  instance_type          = "t3.small"
  vpc_security_group_ids = [aws_security_group.machines.id]
}

resource "aws_autoscaling_group" "shop" {
  name                = "shop"
  min_size            = 2
  max_size            = 6
  vpc_zone_identifier = aws_subnet.application[*].id
  target_group_arns   = [aws_lb_target_group.shop.arn]
  health_check_type   = "ELB"

  launch_template {
    id      = aws_launch_template.shop.id
    version = "$Latest"
  }
}

resource "aws_db_subnet_group" "shop" {
  name       = "shop"
  subnet_ids = aws_subnet.data[*].id
}

resource "aws_db_instance" "shop" {
  identifier                  = "shop"
  engine                      = "mysql"
  engine_version              = "8.0"
  instance_class              = "db.t3.medium"
  allocated_storage           = 50
  storage_encrypted           = true
  multi_az                    = true
  publicly_accessible         = false
  username                    = "shop"
  manage_master_user_password = true
  db_subnet_group_name        = aws_db_subnet_group.shop.name
  vpc_security_group_ids      = [aws_security_group.database.id]
  skip_final_snapshot         = true
}
