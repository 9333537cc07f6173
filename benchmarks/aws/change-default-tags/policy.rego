package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_tags := false

is_valid_tags if {
	resources := [resource |
		some type in ["aws_sns_topic", "aws_sqs_queue"]
		some resource in created(type)
	]
	count(resources) == 2
	every resource in resources {
		resource.tags_all.Owner == "data"
		resource.tags_all.CostCenter == "4711"
	}
}

default is_valid_topic := false

is_valid_topic if {
	some topic in created("aws_sns_topic")
	topic.tags.Kind == "events"
}
