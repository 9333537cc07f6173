package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_nodes := false

is_valid_nodes if {
	some group in created("aws_elasticache_replication_group")
	group.node_type == "cache.t4g.small"
	group.num_cache_clusters == 2
	group.engine_version == "7.1"
}

default is_valid_failover := false

is_valid_failover if {
	some group in created("aws_elasticache_replication_group")
	group.automatic_failover_enabled == true
	group.multi_az_enabled == true
}

default is_valid_encryption := false

is_valid_encryption if {
	some group in created("aws_elasticache_replication_group")
	to_number_or_bool(group.at_rest_encryption_enabled)
	group.transit_encryption_enabled == true
}

to_number_or_bool(value) if value in {true, "true"}

default is_valid_snapshots := false

is_valid_snapshots if {
	some group in created("aws_elasticache_replication_group")
	group.snapshot_retention_limit == 5
}
