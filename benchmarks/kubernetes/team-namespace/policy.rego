package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_namespace := false

is_valid_namespace if {
	some type in ["kubernetes_namespace", "kubernetes_namespace_v1"]
	some namespace in created(type)
	namespace.metadata[0].name == "payments"
	namespace.metadata[0].labels.team == "payments"
}

default is_valid_quota := false

is_valid_quota if {
	some type in ["kubernetes_resource_quota", "kubernetes_resource_quota_v1"]
	some quota in created(type)
	hard := quota.spec[0].hard
	hard["requests.cpu"] == "8"
	hard["requests.memory"] == "16Gi"
	hard.pods == "40"
}
