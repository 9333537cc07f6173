package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_source := false

is_valid_source if {
	some firewall in created("google_compute_firewall")
	{range | some range in firewall.source_ranges} == {"35.235.240.0/20"}
	{tag | some tag in firewall.target_tags} == {"admin"}
}

default is_valid_ports := false

is_valid_ports if {
	some firewall in created("google_compute_firewall")
	some allow in firewall.allow
	allow.ports == ["22"]
}

default is_valid_logging := false

is_valid_logging if {
	some firewall in created("google_compute_firewall")
	count(firewall.log_config) == 1
}
