# METADATA
# title: Registries, services and tasks
package terrasmith.security.aws.containers

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_CONTAINERS_001 := {
	"title": "Registry is encrypted with a key of KMS",
	"types": ["aws_ecr_repository"],
	"severity": "low",
	"reference": "CKV_AWS_136",
	"remediation": "Add encryption_configuration with encryption_type = \"KMS\".",
}

passes("TS_AWS_CONTAINERS_001", r) if lib.is(r, ["encryption_configuration", 0, "encryption_type"], "KMS")

checks.TS_AWS_CONTAINERS_002 := {
	"title": "Images are scanned",
	"types": ["aws_ecr_repository"],
	"severity": "medium",
	"reference": "CKV_AWS_163",
	"remediation": "Set scan_on_push = true.",
}

passes("TS_AWS_CONTAINERS_002", r) if lib.is(r, ["image_scanning_configuration", 0, "scan_on_push"], true)

checks.TS_AWS_CONTAINERS_003 := {
	"title": "Tags of images do not move",
	"types": ["aws_ecr_repository"],
	"severity": "medium",
	"reference": "CKV_AWS_51",
	"remediation": "Set image_tag_mutability = \"IMMUTABLE\".",
}

passes("TS_AWS_CONTAINERS_003", r) if lib.is(r, ["image_tag_mutability"], "IMMUTABLE")

checks.TS_AWS_CONTAINERS_004 := {
	"title": "Cluster is observed",
	"types": ["aws_ecs_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_65",
	"remediation": "Add a setting containerInsights = \"enabled\".",
}

passes("TS_AWS_CONTAINERS_004", r) if {
	some setting in lib.blocks(r, "setting")
	setting.name == "containerInsights"
	setting.value in {"enabled", "enhanced"}
}

checks.TS_AWS_CONTAINERS_005 := {
	"title": "Volumes in EFS are reached over TLS",
	"types": ["aws_ecs_task_definition"],
	"severity": "medium",
	"reference": "CKV_AWS_97",
	"remediation": "Set transit_encryption = \"ENABLED\".",
}

skips("TS_AWS_CONTAINERS_005", r) if not uses_efs(r)

passes("TS_AWS_CONTAINERS_005", r) if {
	every volume in lib.blocks(r, "volume") {
		every config in object.get(volume, "efs_volume_configuration", []) {
			config.transit_encryption == "ENABLED"
		}
	}
}

checks.TS_AWS_CONTAINERS_006 := {
	"title": "Service has no public address",
	"types": ["aws_ecs_service"],
	"severity": "medium",
	"reference": "CKV_AWS_333",
	"remediation": "Set assign_public_ip = false.",
}

passes("TS_AWS_CONTAINERS_006", r) if not lib.get(r, ["network_configuration", 0, "assign_public_ip"], null) == true

checks.TS_AWS_CONTAINERS_007 := {
	"title": "Containers have no power over their host",
	"types": ["aws_ecs_task_definition"],
	"severity": "high",
	"reference": "CKV_AWS_334",
	"remediation": "Remove privileged from the container definitions.",
}

skips("TS_AWS_CONTAINERS_007", r) if not containers(r)

passes("TS_AWS_CONTAINERS_007", r) if {
	every container in containers(r) {
		not container.privileged == true
	}
}

checks.TS_AWS_CONTAINERS_008 := {
	"title": "Containers do not see the processes of their host",
	"types": ["aws_ecs_task_definition"],
	"severity": "high",
	"reference": "CKV_AWS_335",
	"remediation": "Remove pid_mode = \"host\".",
}

passes("TS_AWS_CONTAINERS_008", r) if not lib.get(r, ["pid_mode"], null) == "host"

checks.TS_AWS_CONTAINERS_009 := {
	"title": "Containers cannot change their own files",
	"types": ["aws_ecs_task_definition"],
	"severity": "low",
	"reference": "CKV_AWS_336",
	"remediation": "Set readonlyRootFilesystem in the container definitions.",
}

skips("TS_AWS_CONTAINERS_009", r) if not containers(r)

passes("TS_AWS_CONTAINERS_009", r) if {
	every container in containers(r) {
		container.readonlyRootFilesystem == true
	}
}

checks.TS_AWS_CONTAINERS_010 := {
	"title": "Roles of running and of starting a task differ",
	"types": ["aws_ecs_task_definition"],
	"severity": "low",
	"reference": "CKV_AWS_249",
	"remediation": "Use two roles.",
}

skips("TS_AWS_CONTAINERS_010", r) if not lib.given(r, ["execution_role_arn"])

skips("TS_AWS_CONTAINERS_010", r) if not lib.given(r, ["task_role_arn"])

passes("TS_AWS_CONTAINERS_010", r) if not same_role(r)

containers(r) := definitions if {
	text := lib.get(r, ["container_definitions"], "")
	json.is_valid(text)
	definitions := json.unmarshal(text)
}

uses_efs(r) if {
	some volume in lib.blocks(r, "volume")
	count(volume.efs_volume_configuration) > 0
}

same_role(r) if {
	names := lib.references(r, ["execution_role_arn"])
	count(names) > 0
	names == lib.references(r, ["task_role_arn"])
}

same_role(r) if lib.get(r, ["execution_role_arn"], "execution") == lib.get(r, ["task_role_arn"], "task")
