package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_scaling := false

is_valid_scaling if {
	some scaler in created("kubernetes_horizontal_pod_autoscaler_v2")
	spec := scaler.spec[0]
	spec.min_replicas == 3
	spec.max_replicas == 12
	spec.metric[_].resource[_].target[_].average_utilization == 70
}

default is_valid_budget := false

is_valid_budget if {
	some type in ["kubernetes_pod_disruption_budget", "kubernetes_pod_disruption_budget_v1"]
	some budget in created(type)
	budget.spec[0].min_available == "2"
}

default is_valid_ingress := false

is_valid_ingress if {
	some ingress in created("kubernetes_ingress_v1")
	spec := ingress.spec[0]
	spec.ingress_class_name == "nginx"
	spec.tls[_].secret_name == "shop-tls"
	spec.rule[_].host == "shop.example.com"
}
