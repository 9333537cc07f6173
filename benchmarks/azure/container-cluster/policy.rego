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
	some cluster in created("azurerm_kubernetes_cluster")
	cluster.dns_prefix == "apps"
	cluster.identity[_].type == "SystemAssigned"
	cluster.network_profile[_].network_plugin == "azure"
}

default is_valid_system_pool := false

is_valid_system_pool if {
	some cluster in created("azurerm_kubernetes_cluster")
	some pool in cluster.default_node_pool
	pool.node_count == 2
	pool.vm_size == "Standard_D2s_v5"
}

default is_valid_work_pool := false

is_valid_work_pool if {
	some pool in created("azurerm_kubernetes_cluster_node_pool")
	pool.name == "work"
	pool.min_count == 1
	pool.max_count == 6
}
