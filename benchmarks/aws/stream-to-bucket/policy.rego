package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_stream := false

is_valid_stream if {
	some stream in created("aws_kinesis_stream")
	stream.name == "clicks"
	stream.retention_period == 48
	stream.stream_mode_details[_].stream_mode == "ON_DEMAND"
}

default is_valid_delivery := false

is_valid_delivery if {
	some delivery in created("aws_kinesis_firehose_delivery_stream")
	some target in delivery.extended_s3_configuration
	target.compression_format == "GZIP"
	target.prefix == "clicks/"
	target.buffering_interval == 300
	target.buffering_size == 64
}

default is_valid_role := false

is_valid_role if {
	some role in created("aws_iam_role")
	some statement in json.unmarshal(role.assume_role_policy).Statement
	statement.Principal.Service == "firehose.amazonaws.com"
}
