package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_parameters := false

is_valid_parameters if {
	values := {[parameter.name, parameter.value] | some parameter in created("aws_ssm_parameter")}
	values == {["/shop/prod/log_level", "info"], ["/shop/prod/region", "us-east-1"], ["/shop/prod/currency", "EUR"]}
}

default is_valid_tags := false

is_valid_tags if {
	count(created("aws_ssm_parameter")) == 3
	every parameter in created("aws_ssm_parameter") { parameter.tags.App == "shop" }
}
