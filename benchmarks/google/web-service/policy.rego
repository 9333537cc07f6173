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
	some template in service.template
	some container in template.containers
	container.image == "europe-docker.pkg.dev/acme-platform/web/shop:2.4.0"
	container.resources[_].limits.memory == "512Mi"
}

default is_valid_scaling := false

is_valid_scaling if {
	some service in created("google_cloud_run_v2_service")
	some scaling in service.template[_].scaling
	scaling.min_instance_count == 1
	scaling.max_instance_count == 10
}

default is_valid_access := false

is_valid_access if {
	some member in created("google_cloud_run_v2_service_iam_member")
	member.role == "roles/run.invoker"
	member.member == "allUsers"
}

default is_valid_account := false

is_valid_account if {
	some account in created("google_service_account")
	account.account_id == "shop-run"
}
