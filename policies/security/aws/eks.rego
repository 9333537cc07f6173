# METADATA
# title: Kubernetes clusters
package terrasmith.security.aws.eks

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_EKS_001 := {
	"title": "Control plane logs everything",
	"types": ["aws_eks_cluster"],
	"severity": "low",
	"reference": "CKV_AWS_37",
	"remediation": "Set enabled_cluster_log_types to all five types.",
}

passes("TS_AWS_EKS_001", r) if {
	types := {type | some type in lib.get(r, ["enabled_cluster_log_types"], [])}
	{"api", "audit", "authenticator", "controllerManager", "scheduler"} - types == set()
}

checks.TS_AWS_EKS_002 := {
	"title": "API is not reachable from everywhere",
	"types": ["aws_eks_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_38",
	"remediation": "Set public_access_cidrs to your own addresses.",
}

passes("TS_AWS_EKS_002", r) if lib.is(r, ["vpc_config", 0, "endpoint_public_access"], false)

passes("TS_AWS_EKS_002", r) if {
	lib.given(r, ["vpc_config", 0, "public_access_cidrs"])
	every range in lib.get(r, ["vpc_config", 0, "public_access_cidrs"], []) {
		not range in lib.anywhere
	}
}

checks.TS_AWS_EKS_003 := {
	"title": "API is private",
	"types": ["aws_eks_cluster"],
	"severity": "medium",
	"reference": "CKV_AWS_39",
	"remediation": "Set endpoint_public_access = false.",
}

passes("TS_AWS_EKS_003", r) if lib.is(r, ["vpc_config", 0, "endpoint_public_access"], false)

checks.TS_AWS_EKS_004 := {
	"title": "Secrets of the cluster are encrypted",
	"types": ["aws_eks_cluster"],
	"severity": "high",
	"reference": "CKV_AWS_58",
	"remediation": "Add encryption_config for \"secrets\".",
}

passes("TS_AWS_EKS_004", r) if {
	some config in lib.blocks(r, "encryption_config")
	"secrets" in config.resources
}

checks.TS_AWS_EKS_005 := {
	"title": "Nodes are not open to SSH from everywhere",
	"types": ["aws_eks_node_group"],
	"severity": "high",
	"reference": "CKV_AWS_100",
	"remediation": "Set source_security_group_ids beside ec2_ssh_key.",
}

skips("TS_AWS_EKS_005", r) if not lib.given(r, ["remote_access", 0, "ec2_ssh_key"])

passes("TS_AWS_EKS_005", r) if lib.given(r, ["remote_access", 0, "source_security_group_ids"])
