package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_cluster := false

is_valid_cluster if {
	some cluster in created("aws_eks_cluster")
	cluster.name == "apps"
	cluster.version == "1.31"
	{kind | some kind in cluster.enabled_cluster_log_types} == {"api", "audit"}
}

default is_valid_privacy := false

is_valid_privacy if {
	some cluster in created("aws_eks_cluster")
	some network in cluster.vpc_config
	network.endpoint_private_access == true
	network.endpoint_public_access == false
}

default is_valid_nodes := false

is_valid_nodes if {
	some group in created("aws_eks_node_group")
	group.instance_types == ["m6i.large"]
	some scaling in group.scaling_config
	scaling.min_size == 2
	scaling.desired_size == 3
	scaling.max_size == 5
}
