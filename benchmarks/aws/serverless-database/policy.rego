package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_engine := false

is_valid_engine if {
	some cluster in created("aws_rds_cluster")
	cluster.engine == "aurora-postgresql"
	cluster.engine_version == "16.4"
}

default is_valid_scaling := false

is_valid_scaling if {
	some cluster in created("aws_rds_cluster")
	some scaling in cluster.serverlessv2_scaling_configuration
	scaling.min_capacity == 0.5
	scaling.max_capacity == 8
}

default is_valid_protection := false

is_valid_protection if {
	some cluster in created("aws_rds_cluster")
	cluster.storage_encrypted == true
	cluster.deletion_protection == true
	cluster.backup_retention_period == 14
	cluster.manage_master_user_password == true
}

default is_valid_instances := false

is_valid_instances if {
	instances := created("aws_rds_cluster_instance")
	count(instances) == 2
	every instance in instances { instance.instance_class == "db.serverless" }
}
