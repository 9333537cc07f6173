package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_subnet := false

is_valid_subnet if {
	some subnet in created("google_compute_subnetwork")
	subnet.ip_cidr_range == "10.70.0.0/20"
	ranges := {[range.range_name, range.ip_cidr_range] | some range in subnet.secondary_ip_range}
	ranges == {["pods", "10.71.0.0/16"], ["services", "10.72.0.0/20"]}
}

default is_valid_cluster := false

is_valid_cluster if {
	some cluster in created("google_container_cluster")
	cluster.remove_default_node_pool == true
	cluster.private_cluster_config[_].enable_private_nodes == true
	cluster.workload_identity_config[_].workload_pool == "acme-platform.svc.id.goog"
}

default is_valid_pool := false

is_valid_pool if {
	some pool in created("google_container_node_pool")
	pool.node_config[_].machine_type == "e2-standard-4"
	some scaling in pool.autoscaling
	scaling.min_node_count == 1
	scaling.max_node_count == 5
}
