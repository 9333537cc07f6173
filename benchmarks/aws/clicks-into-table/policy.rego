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
	stream.encryption_type == "KMS"
	stream.kms_key_id == "alias/aws/kinesis"
	some mode in stream.stream_mode_details
	mode.stream_mode == "ON_DEMAND"
}

default is_valid_function := false

is_valid_function if {
	some lambda in created("aws_lambda_function")
	lambda.function_name == "count-clicks"
	lambda.image_uri == "123456789012.dkr.ecr.ap-southeast-2.amazonaws.com/count-clicks:3"
	lambda.memory_size == 256
	lambda.timeout == 60
}

default is_valid_mapping := false

is_valid_mapping if {
	some mapping in created("aws_lambda_event_source_mapping")
	mapping.starting_position == "TRIM_HORIZON"
	mapping.batch_size == 200
	mapping.maximum_retry_attempts == 3
	mapping.bisect_batch_on_function_error == true
	some destination in mapping.destination_config
	count(destination.on_failure) == 1
}

default is_valid_queue := false

is_valid_queue if {
	some queue in created("aws_sqs_queue")
	queue.name == "clicks-failed"
}

default is_valid_table := false

is_valid_table if {
	some table in created("aws_dynamodb_table")
	table.name == "click-counts"
	table.hash_key == "page"
	table.billing_mode == "PAY_PER_REQUEST"
	some attribute in table.attribute
	attribute == {"name": "page", "type": "S"}
	some recovery in table.point_in_time_recovery
	recovery.enabled == true
}

default is_valid_role := false

is_valid_role if {
	some role in created("aws_iam_role")
	role.name == "count-clicks"
	contains(role.assume_role_policy, "lambda.amazonaws.com")
}
