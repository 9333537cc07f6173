package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_users := false

is_valid_users if {
	{user.name | some user in created("aws_iam_user")} == {"ana", "ben", "chris"}
}

default is_valid_group := false

is_valid_group if {
	some group in created("aws_iam_group")
	group.name == "developers"
}

default is_valid_permission := false

is_valid_permission if {
	attached := {attachment.policy_arn | some attachment in created("aws_iam_group_policy_attachment")}
	attached == {"arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"}
}

default is_valid_membership := false

is_valid_membership if {
	some membership in created("aws_iam_group_membership")
	{user | some user in membership.users} == {"ana", "ben", "chris"}
}

is_valid_membership if {
	count(created("aws_iam_user_group_membership")) > 0
}
