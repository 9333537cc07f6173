package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_https := false

is_valid_https if {
	some distribution in created("aws_cloudfront_distribution")
	some behavior in distribution.default_cache_behavior
	behavior.viewer_protocol_policy == "redirect-to-https"
	behavior.compress == true
}

default is_valid_edges := false

is_valid_edges if {
	some distribution in created("aws_cloudfront_distribution")
	distribution.enabled == true
	distribution.price_class == "PriceClass_100"
	distribution.default_root_object == "index.html"
}

default is_valid_origin := false

is_valid_origin if {
	some control in created("aws_cloudfront_origin_access_control")
	control.origin_access_control_origin_type == "s3"
	control.signing_behavior == "always"
}

default is_valid_privacy := false

is_valid_privacy if {
	some block in created("aws_s3_bucket_public_access_block")
	block.block_public_policy
	block.restrict_public_buckets
}
