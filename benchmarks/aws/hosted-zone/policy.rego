package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_zone := false

is_valid_zone if {
	some zone in created("aws_route53_zone")
	zone.name == "example.org"
}

default is_valid_apex := false

is_valid_apex if {
	some record in created("aws_route53_record")
	record.type == "A"
	record.records == ["203.0.113.10"]
}

default is_valid_mail := false

is_valid_mail if {
	some record in created("aws_route53_record")
	record.type == "MX"
	{entry | some entry in record.records} == {"10 mail1.example.org", "20 mail2.example.org"}
}

default is_valid_ttl := false

is_valid_ttl if {
	records := created("aws_route53_record")
	count(records) == 3
	every record in records { record.ttl == 300 }
}
