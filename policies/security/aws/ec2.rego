# METADATA
# title: Instances and their disks
package terrasmith.security.aws.ec2

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_EC2_001 := {
	"title": "Instance has a role",
	"types": ["aws_instance"],
	"severity": "medium",
	"reference": "CKV2_AWS_41",
	"remediation": "Set iam_instance_profile.",
}

passes("TS_AWS_EC2_001", r) if lib.given(r, ["iam_instance_profile"])

checks.TS_AWS_EC2_002 := {
	"title": "Instance is monitored in detail",
	"types": ["aws_instance"],
	"severity": "low",
	"reference": "CKV_AWS_126",
	"remediation": "Set monitoring = true.",
}

passes("TS_AWS_EC2_002", r) if lib.is(r, ["monitoring"], true)

checks.TS_AWS_EC2_003 := {
	"title": "Instance is optimised for EBS",
	"types": ["aws_instance"],
	"severity": "low",
	"reference": "CKV_AWS_135",
	"remediation": "Set ebs_optimized = true, or choose a type that always is.",
}

passes("TS_AWS_EC2_003", r) if lib.is(r, ["ebs_optimized"], true)

passes("TS_AWS_EC2_003", r) if always_optimised(lib.get(r, ["instance_type"], ""))

checks.TS_AWS_EC2_004 := {
	"title": "User data holds no credentials",
	"types": ["aws_instance", "aws_launch_configuration", "aws_launch_template"],
	"severity": "critical",
	"reference": "CKV_AWS_46",
	"remediation": "Give the instance a role, or read the secret at start from Secrets Manager.",
}

passes("TS_AWS_EC2_004", r) if not tells_secrets(r)

checks.TS_AWS_EC2_005 := {
	"title": "Metadata service asks for a session token",
	"types": ["aws_instance", "aws_launch_configuration", "aws_launch_template"],
	"severity": "high",
	"reference": "CKV_AWS_79",
	"remediation": "Set http_tokens = \"required\" in metadata_options.",
}

passes("TS_AWS_EC2_005", r) if lib.is(r, ["metadata_options", 0, "http_tokens"], "required")

passes("TS_AWS_EC2_005", r) if lib.is(r, ["metadata_options", 0, "http_endpoint"], "disabled")

checks.TS_AWS_EC2_006 := {
	"title": "Disks of the instance are encrypted",
	"types": ["aws_instance", "aws_launch_configuration"],
	"severity": "high",
	"reference": "CKV_AWS_8",
	"remediation": "Set encrypted = true in root_block_device and every ebs_block_device.",
}

passes("TS_AWS_EC2_006", r) if {
	lib.is(r, ["root_block_device", 0, "encrypted"], true)
	every disk in lib.blocks(r, "ebs_block_device") {
		encrypted(disk)
	}
}

checks.TS_AWS_EC2_007 := {
	"title": "Instance has no public address",
	"types": ["aws_instance", "aws_launch_template"],
	"severity": "medium",
	"reference": "CKV_AWS_88",
	"remediation": "Set associate_public_ip_address = false.",
}

passes("TS_AWS_EC2_007", r) if {
	not lib.get(r, ["associate_public_ip_address"], null) == true
	not public_interface(r)
}

checks.TS_AWS_EC2_008 := {
	"title": "Metadata answers stay on the instance",
	"types": ["aws_launch_configuration", "aws_launch_template"],
	"severity": "low",
	"reference": "CKV_AWS_341",
	"remediation": "Set http_put_response_hop_limit = 1.",
}

passes("TS_AWS_EC2_008", r) if lib.get(r, ["metadata_options", 0, "http_put_response_hop_limit"], 1) == 1

checks.TS_AWS_EC2_009 := {
	"title": "Launched instances get no public address",
	"types": ["aws_launch_configuration"],
	"severity": "medium",
	"reference": "CKV_AWS_389",
	"remediation": "Set associate_public_ip_address = false.",
}

passes("TS_AWS_EC2_009", r) if not lib.get(r, ["associate_public_ip_address"], null) == true

checks.TS_AWS_EC2_010 := {
	"title": "Volume is encrypted",
	"types": ["aws_ebs_volume"],
	"severity": "high",
	"reference": "CKV_AWS_3",
	"remediation": "Set encrypted = true.",
}

passes("TS_AWS_EC2_010", r) if lib.is(r, ["encrypted"], true)

checks.TS_AWS_EC2_011 := {
	"title": "Volume is encrypted with a key of your own",
	"types": ["aws_ebs_volume"],
	"severity": "low",
	"reference": "CKV_AWS_189",
	"remediation": "Set kms_key_id.",
}

passes("TS_AWS_EC2_011", r) if lib.given(r, ["kms_key_id"])

checks.TS_AWS_EC2_012 := {
	"title": "Attached volume is encrypted",
	"types": ["aws_volume_attachment"],
	"severity": "high",
	"reference": "CKV2_AWS_2",
	"remediation": "Set encrypted = true on the volume.",
}

skips("TS_AWS_EC2_012", r) if not volume_of(r)

passes("TS_AWS_EC2_012", r) if {
	some volume in lib.of("aws_ebs_volume")
	lib.refers(r, ["volume_id"], volume)
	lib.is(volume, ["encrypted"], true)
}

checks.TS_AWS_EC2_013 := {
	"title": "Group starts instances from a launch template",
	"types": ["aws_autoscaling_group"],
	"severity": "low",
	"reference": "CKV_AWS_315",
	"remediation": "Use a launch_template, or a mixed_instances_policy.",
}

passes("TS_AWS_EC2_013", r) if lib.given(r, ["launch_template"])

passes("TS_AWS_EC2_013", r) if lib.given(r, ["mixed_instances_policy"])

checks.TS_AWS_EC2_014 := {
	"title": "Group gives its instances tags",
	"types": ["aws_autoscaling_group"],
	"severity": "low",
	"reference": "CKV_AWS_153",
	"remediation": "Add a tag block.",
}

passes("TS_AWS_EC2_014", r) if lib.given(r, ["tag"])

checks.TS_AWS_EC2_015 := {
	"title": "Group behind a load balancer asks it for health",
	"types": ["aws_autoscaling_group"],
	"severity": "medium",
	"reference": "CKV2_AWS_15",
	"remediation": "Set health_check_type = \"ELB\".",
}

skips("TS_AWS_EC2_015", r) if not balanced(r)

passes("TS_AWS_EC2_015", r) if lib.is(r, ["health_check_type"], "ELB")

checks.TS_AWS_EC2_016 := {
	"title": "New volumes are encrypted by default",
	"types": ["aws_ebs_encryption_by_default"],
	"severity": "medium",
	"reference": "CKV_AWS_106",
	"remediation": "Set enabled = true.",
}

passes("TS_AWS_EC2_016", r) if not lib.get(r, ["enabled"], true) == false

checks.TS_AWS_EC2_017 := {
	"title": "Copied image is encrypted",
	"types": ["aws_ami_copy"],
	"severity": "medium",
	"reference": "CKV_AWS_235",
	"remediation": "Set encrypted = true.",
}

passes("TS_AWS_EC2_017", r) if lib.is(r, ["encrypted"], true)

always_optimised(type) if regex.match(`^(a1|c[4-9]|d[23]|f1|g[3-9]|h1|i[3-9]|inf|m[4-9]|p[2-9]|r[4-9]|t[34]|trn|u-|vt1|x|z1d)[a-z0-9-]*\.`, type)

tells_secrets(r) if {
	some text in user_data(r)
	lib.secret(text)
}

tells_secrets(r) if {
	some text in user_data(r)
	base64.is_valid(text)
	lib.secret(base64.decode(text))
}

# The plan of an instance shows the hash of its user data alone; what was written stands in the configuration.
user_data(r) := {text |
	some name in ["user_data_base64", "user_data"]
	some text in [lib.get(r, [name], ""), object.get(r.expressions, [name, "constant_value"], "")]
}

encrypted(disk) if disk.encrypted == true

encrypted(disk) if object.get(disk, "snapshot_id", null) != null

encrypted(disk) if not lib.nothing(object.get(disk, "no_device", ""))

public_interface(r) if {
	some interface in lib.blocks(r, "network_interfaces")
	interface.associate_public_ip_address in {true, "true"}
}

volume_of(r) if {
	some volume in lib.of("aws_ebs_volume")
	lib.refers(r, ["volume_id"], volume)
}

balanced(r) if lib.given(r, ["load_balancers"])

balanced(r) if lib.given(r, ["target_group_arns"])
