package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_service := false

is_valid_service if {
	some service in created("google_cloud_run_v2_service")
	service.name == "catalog"
	service.ingress == "INGRESS_TRAFFIC_INTERNAL_LOAD_BALANCER"
	some template in service.template
	some container in template.containers
	container.image == "europe-west1-docker.pkg.dev/acme-platform/shop/catalog:7"
}

default is_valid_backend := false

is_valid_backend if {
	some group in created("google_compute_region_network_endpoint_group")
	group.network_endpoint_type == "SERVERLESS"
	some run in group.cloud_run
	run.service == "catalog"
	some backend in created("google_compute_backend_service")
	backend.load_balancing_scheme == "EXTERNAL_MANAGED"
}

default is_valid_certificate := false

is_valid_certificate if {
	some certificate in created("google_compute_managed_ssl_certificate")
	some managed in certificate.managed
	managed.domains == ["catalog.example.com"]
}

default is_valid_entrance := false

is_valid_entrance if {
	some rule in created("google_compute_global_forwarding_rule")
	rule.port_range == "443"
	rule.load_balancing_scheme == "EXTERNAL_MANAGED"
	count(created("google_compute_target_https_proxy")) == 1
	count(created("google_compute_global_address")) == 1
}
