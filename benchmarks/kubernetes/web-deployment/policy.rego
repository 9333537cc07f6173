package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

specs(types) := {change.change.after.spec[0] |
	some change in input.resource_changes
	change.type in types
	change.change.after.metadata[0].namespace == "web"
}

default is_valid_replicas := false

is_valid_replicas if {
	some spec in specs(["kubernetes_deployment", "kubernetes_deployment_v1"])
	to_number(spec.replicas) == 3
}

default is_valid_container := false

is_valid_container if {
	some spec in specs(["kubernetes_deployment", "kubernetes_deployment_v1"])
	some container in spec.template[0].spec[0].container
	container.image == "registry.example.com/shop:1.8.2"
	container.port[_].container_port == 8080
	container.resources[0].limits.memory == "512Mi"
	container.readiness_probe[0].http_get[0].path == "/ready"
}

default is_valid_service := false

is_valid_service if {
	some type in ["kubernetes_service", "kubernetes_service_v1"]
	some service in created(type)
	service.spec[0].selector.app == "shop"
	service.spec[0].port[_].port == 80
}
