package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

specs(types) := {job.spec[0] |
	some type in types
	some job in created(type)
	job.metadata[0].namespace == "batch"
}

default is_valid_schedule := false

is_valid_schedule if {
	some spec in specs(["kubernetes_cron_job", "kubernetes_cron_job_v1"])
	spec.schedule == "15 1 * * *"
	spec.concurrency_policy == "Forbid"
}

default is_valid_retries := false

is_valid_retries if {
	some spec in specs(["kubernetes_cron_job", "kubernetes_cron_job_v1"])
	spec.job_template[0].spec[0].backoff_limit == 2
}

default is_valid_image := false

is_valid_image if {
	some spec in specs(["kubernetes_cron_job", "kubernetes_cron_job_v1"])
	spec.job_template[0].spec[0].template[0].spec[0].container[_].image == "registry.example.com/cleanup:0.9.1"
}
