# METADATA
# title: Networks: what can reach them, and what is seen of it
package terrasmith.security.aws.vpc

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_VPC_001 := {
	"title": "Network logs its traffic",
	"types": ["aws_vpc"],
	"severity": "medium",
	"reference": "CKV2_AWS_11",
	"remediation": "Add an aws_flow_log with the vpc_id of the network.",
}

passes("TS_AWS_VPC_001", r) if count(lib.linked("aws_flow_log", ["vpc_id"], r)) > 0

checks.TS_AWS_VPC_002 := {
	"title": "Default security group lets nothing through",
	"types": ["aws_vpc"],
	"severity": "medium",
	"reference": "CKV2_AWS_12",
	"remediation": "Add an aws_default_security_group for the network without any rule.",
}

passes("TS_AWS_VPC_002", r) if {
	some other in lib.linked("aws_default_security_group", ["vpc_id"], r)
	not lib.given(other, ["ingress"])
	not lib.given(other, ["egress"])
}

checks.TS_AWS_VPC_003 := {
	"title": "Security group is used",
	"types": ["aws_security_group"],
	"severity": "low",
	"reference": "CKV2_AWS_5",
	"remediation": "Attach the group to a resource, or remove it.",
}

passes("TS_AWS_VPC_003", r) if {
	some other in lib.managed
	other.address != r.address
	not other.type in rule_types
	lib.mentions(other, r)
}

checks.TS_AWS_VPC_004 := {
	"title": "Security group and its rules say what they are for",
	"types": ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"],
	"severity": "low",
	"reference": "CKV_AWS_23",
	"remediation": "Write a description for the group and for every rule.",
}

passes("TS_AWS_VPC_004", r) if {
	lib.given(r, ["description"])
	not r.values.description == "Managed by Terraform"
	every rule in array.concat(lib.blocks(r, "ingress"), lib.blocks(r, "egress")) {
		not lib.nothing(object.get(rule, "description", ""))
		rule.description != null
	}
}

checks.TS_AWS_VPC_005 := {
	"title": "Port 22 (SSH) is not open to the world",
	"types": ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
	"severity": "high",
	"reference": "CKV_AWS_24",
	"remediation": "Allow the addresses of your own network only.",
}

passes("TS_AWS_VPC_005", r) if not open_to(r, 22)

checks.TS_AWS_VPC_006 := {
	"title": "Port 3389 (remote desktop) is not open to the world",
	"types": ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
	"severity": "high",
	"reference": "CKV_AWS_25",
	"remediation": "Allow the addresses of your own network only.",
}

passes("TS_AWS_VPC_006", r) if not open_to(r, 3389)

checks.TS_AWS_VPC_007 := {
	"title": "Port 80 (HTTP without encryption) is not open to the world",
	"types": ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
	"severity": "low",
	"reference": "CKV_AWS_260",
	"remediation": "Serve HTTPS, or put a load balancer in front.",
}

passes("TS_AWS_VPC_007", r) if not open_to(r, 80)

checks.TS_AWS_VPC_008 := {
	"title": "Not every port is open to the world",
	"types": ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_ingress_rule"],
	"severity": "critical",
	"reference": "CKV_AWS_277",
	"remediation": "Open only the ports that are served.",
}

passes("TS_AWS_VPC_008", r) if not all_open(r)

checks.TS_AWS_VPC_009 := {
	"title": "Outgoing traffic is limited",
	"types": ["aws_security_group", "aws_security_group_rule", "aws_vpc_security_group_egress_rule"],
	"severity": "low",
	"reference": "CKV_AWS_382",
	"remediation": "Name the ports and addresses that may be reached.",
}

passes("TS_AWS_VPC_009", r) if not all_outgoing(r)

checks.TS_AWS_VPC_010 := {
	"title": "Network ACL is attached to subnets",
	"types": ["aws_network_acl"],
	"severity": "low",
	"reference": "CKV2_AWS_1",
	"remediation": "Set subnet_ids, or add an aws_network_acl_association.",
}

passes("TS_AWS_VPC_010", r) if lib.given(r, ["subnet_ids"])

passes("TS_AWS_VPC_010", r) if count(lib.linked("aws_network_acl_association", ["network_acl_id"], r)) > 0

checks.TS_AWS_VPC_011 := {
	"title": "Subnet gives out no public addresses",
	"types": ["aws_subnet"],
	"severity": "medium",
	"reference": "CKV_AWS_130",
	"remediation": "Set map_public_ip_on_launch = false.",
}

passes("TS_AWS_VPC_011", r) if not lib.get(r, ["map_public_ip_on_launch"], null) == true

checks.TS_AWS_VPC_012 := {
	"title": "Default route does not lead through an instance",
	"types": ["aws_route_table", "aws_route"],
	"severity": "low",
	"reference": "CKV2_AWS_35",
	"remediation": "Use an aws_nat_gateway.",
}

passes("TS_AWS_VPC_012", r) if {
	not through(r, "instance_id", lib.anywhere)
	not through(r, "network_interface_id", lib.anywhere)
}

checks.TS_AWS_VPC_013 := {
	"title": "Peering routes are narrow",
	"types": ["aws_route_table", "aws_route"],
	"severity": "medium",
	"reference": "CKV2_AWS_44",
	"remediation": "Route the peer's own addresses only.",
}

passes("TS_AWS_VPC_013", r) if not through(r, "vpc_peering_connection_id", lib.anywhere)

checks.TS_AWS_VPC_014 := {
	"title": "Address belongs to something",
	"types": ["aws_eip"],
	"severity": "low",
	"reference": "CKV2_AWS_19",
	"remediation": "Associate the address, or release it.",
}

passes("TS_AWS_VPC_014", r) if lib.given(r, ["instance"])

passes("TS_AWS_VPC_014", r) if lib.given(r, ["network_interface"])

passes("TS_AWS_VPC_014", r) if {
	some other in lib.managed
	other.address != r.address
	lib.mentions(other, r)
}

checks.TS_AWS_VPC_015 := {
	"title": "Network ACL keeps port 22 from the world",
	"types": ["aws_network_acl", "aws_network_acl_rule"],
	"severity": "medium",
	"reference": "CKV_AWS_232",
	"remediation": "Name the addresses that may come in.",
}

passes("TS_AWS_VPC_015", r) if not acl_open(r, 22)

checks.TS_AWS_VPC_016 := {
	"title": "Network ACL keeps port 3389 from the world",
	"types": ["aws_network_acl", "aws_network_acl_rule"],
	"severity": "medium",
	"reference": "CKV_AWS_231",
	"remediation": "Name the addresses that may come in.",
}

passes("TS_AWS_VPC_016", r) if not acl_open(r, 3389)

checks.TS_AWS_VPC_017 := {
	"title": "Network ACL keeps port 21 from the world",
	"types": ["aws_network_acl", "aws_network_acl_rule"],
	"severity": "medium",
	"reference": "CKV_AWS_229",
	"remediation": "Name the addresses that may come in.",
}

passes("TS_AWS_VPC_017", r) if not acl_open(r, 21)

checks.TS_AWS_VPC_018 := {
	"title": "Network ACL keeps port 20 from the world",
	"types": ["aws_network_acl", "aws_network_acl_rule"],
	"severity": "medium",
	"reference": "CKV_AWS_230",
	"remediation": "Name the addresses that may come in.",
}

passes("TS_AWS_VPC_018", r) if not acl_open(r, 20)

checks.TS_AWS_VPC_019 := {
	"title": "Network ACL rule does not open every port",
	"types": ["aws_network_acl_rule"],
	"severity": "high",
	"reference": "CKV_AWS_352",
	"remediation": "Name the ports that may be reached.",
}

passes("TS_AWS_VPC_019", r) if not every_port(r)

checks.TS_AWS_VPC_020 := {
	"title": "No default network is managed",
	"types": ["aws_default_vpc"],
	"severity": "low",
	"reference": "CKV_AWS_148",
	"remediation": "Make an aws_vpc of your own.",
}

checks.TS_AWS_VPC_021 := {
	"title": "Endpoint service asks before it lets consumers in",
	"types": ["aws_vpc_endpoint_service"],
	"severity": "medium",
	"reference": "CKV_AWS_123",
	"remediation": "Set acceptance_required = true.",
}

passes("TS_AWS_VPC_021", r) if lib.is(r, ["acceptance_required"], true)

checks.TS_AWS_VPC_022 := {
	"title": "Transit gateway does not accept attachments by itself",
	"types": ["aws_ec2_transit_gateway"],
	"severity": "medium",
	"reference": "CKV_AWS_331",
	"remediation": "Set auto_accept_shared_attachments = \"disable\".",
}

passes("TS_AWS_VPC_022", r) if not lib.get(r, ["auto_accept_shared_attachments"], null) == "enable"

rule_types := {
	"aws_security_group", "aws_security_group_rule",
	"aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule",
}

# What may come in: {from, to, protocol, sources}.
incoming(r) := [flow(rule, "cidr_blocks", "ipv6_cidr_blocks") | some rule in lib.blocks(r, "ingress")] if r.type == "aws_security_group"

incoming(r) := [flow(r.values, "cidr_blocks", "ipv6_cidr_blocks")] if {
	r.type == "aws_security_group_rule"
	r.values.type == "ingress"
}

incoming(r) := [flow(object.union({"from_port": -1, "to_port": -1}, r.values), "cidr_ipv4", "cidr_ipv6")] if r.type == "aws_vpc_security_group_ingress_rule"

outgoing(r) := [flow(rule, "cidr_blocks", "ipv6_cidr_blocks") | some rule in lib.blocks(r, "egress")] if r.type == "aws_security_group"

outgoing(r) := [flow(r.values, "cidr_blocks", "ipv6_cidr_blocks")] if {
	r.type == "aws_security_group_rule"
	r.values.type == "egress"
}

outgoing(r) := [flow(object.union({"from_port": -1, "to_port": -1}, r.values), "cidr_ipv4", "cidr_ipv6")] if r.type == "aws_vpc_security_group_egress_rule"

flow(rule, four, six) := {
	"from": object.get(rule, "from_port", null),
	"to": object.get(rule, "to_port", null),
	"protocol": object.get(rule, "protocol", object.get(rule, "ip_protocol", null)),
	"sources": array.concat(listed(object.get(rule, four, null)), listed(object.get(rule, six, null))),
}

listed(value) := [] if value == null

listed(value) := [value] if is_string(value)

listed(value) := value if is_array(value)

from_anywhere(flow) if {
	some source in flow.sources
	source in lib.anywhere
}

open_to(r, port) if {
	some flow in incoming(r)
	from_anywhere(flow)
	lib.covers(flow.from, flow.to, flow.protocol, port)
}

all_open(r) if {
	some flow in incoming(r)
	from_anywhere(flow)
	all_ports(flow)
}

all_outgoing(r) if {
	some flow in outgoing(r)
	from_anywhere(flow)
	all_ports(flow)
}

all_ports(flow) if flow.protocol in {"-1", "all"}

all_ports(flow) if {
	flow.from <= 0
	flow.to >= 65535
}

through(r, gateway, destinations) if {
	some route in lib.blocks(r, "route")
	leads(route, gateway, ["cidr_block", "ipv6_cidr_block"], destinations)
}

through(r, gateway, destinations) if {
	r.type == "aws_route"
	some name in ["destination_cidr_block", "destination_ipv6_cidr_block"]
	r.values[name] in destinations
	lib.given(r, [gateway])
}

leads(route, gateway, names, destinations) if {
	some name in names
	route[name] in destinations
	not lib.nothing(object.get(route, gateway, ""))
	object.get(route, gateway, "unknown") != null
	object.get(route, gateway, "") != ""
}

acl_entries(r) := [{"action": entry.action, "from": entry.from_port, "to": entry.to_port, "protocol": entry.protocol, "sources": array.concat(listed(object.get(entry, "cidr_block", null)), listed(object.get(entry, "ipv6_cidr_block", null)))} |
	some entry in lib.blocks(r, "ingress")
] if r.type == "aws_network_acl"

acl_entries(r) := [{"action": r.values.rule_action, "from": object.get(r.values, "from_port", null), "to": object.get(r.values, "to_port", null), "protocol": r.values.protocol, "sources": array.concat(listed(object.get(r.values, "cidr_block", null)), listed(object.get(r.values, "ipv6_cidr_block", null)))}] if {
	r.type == "aws_network_acl_rule"
	not r.values.egress == true
}

acl_open(r, port) if {
	some entry in acl_entries(r)
	lower(entry.action) == "allow"
	from_anywhere(entry)
	lib.covers(entry.from, entry.to, entry.protocol, port)
}

every_port(r) if {
	some entry in acl_entries(r)
	lower(entry.action) == "allow"
	from_anywhere(entry)
	all_ports(entry)
}
