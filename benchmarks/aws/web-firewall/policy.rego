package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

rules(type) := {rule |
	some acl in created(type)
	acl.scope == "REGIONAL"
	some rule in acl.rule
}

default is_valid_common_rules := false

is_valid_common_rules if {
	some rule in rules("aws_wafv2_web_acl")
	rule.statement[_].managed_rule_group_statement[_].name == "AWSManagedRulesCommonRuleSet"
}

default is_valid_rate_limit := false

is_valid_rate_limit if {
	some rule in rules("aws_wafv2_web_acl")
	rule.statement[_].rate_based_statement[_].limit == 1000
	count(rule.action[_].block) == 1
}

default is_valid_metrics := false

is_valid_metrics if {
	some rule in rules("aws_wafv2_web_acl")
	every each in rules("aws_wafv2_web_acl") { each.visibility_config[_].cloudwatch_metrics_enabled == true }
}
