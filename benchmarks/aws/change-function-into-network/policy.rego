package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_function := false

is_valid_function if {
	some lambda in created("aws_lambda_function")
	lambda.function_name == "invoices"
	lambda.memory_size == 512
	lambda.timeout == 30
	lambda.package_type == "Image"
	count(lambda.vpc_config) == 1
}

default is_valid_network := false

is_valid_network if {
	some vpc in created("aws_vpc")
	vpc.cidr_block == "10.30.0.0/16"
	{[subnet.cidr_block, subnet.availability_zone] | some subnet in created("aws_subnet")} == {
		["10.30.1.0/24", "eu-central-1a"],
		["10.30.2.0/24", "eu-central-1b"],
	}
	every subnet in created("aws_subnet") {
		not subnet.map_public_ip_on_launch == true
	}
}

egress contains rule if {
	some rule in created("aws_vpc_security_group_egress_rule")
}

egress contains {"from_port": rule.from_port, "to_port": rule.to_port, "ip_protocol": rule.protocol, "cidr_ipv4": block} if {
	some group in created("aws_security_group")
	some rule in group.egress
	some block in rule.cidr_blocks
}

egress contains {"from_port": rule.from_port, "to_port": rule.to_port, "ip_protocol": rule.protocol, "cidr_ipv4": block} if {
	some rule in created("aws_security_group_rule")
	rule.type == "egress"
	some block in rule.cidr_blocks
}

default is_valid_egress := false

is_valid_egress if {
	some group in created("aws_security_group")
	group.name == "invoices"
	count(egress) > 0
	every rule in egress {
		rule.from_port == 5432
		rule.to_port == 5432
		rule.ip_protocol == "tcp"
		rule.cidr_ipv4 == "10.30.0.0/16"
	}
}

default is_valid_permission := false

is_valid_permission if {
	some attachment in created("aws_iam_role_policy_attachment")
	attachment.policy_arn == "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole"
}
