# METADATA
# title: Load balancers
package terrasmith.security.aws.lb

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_LB_001 := {
	"title": "HTTP leads on to HTTPS",
	"types": ["aws_lb", "aws_alb"],
	"severity": "medium",
	"reference": "CKV2_AWS_20",
	"remediation": "Make the default action of the listener on port 80 a redirect to HTTPS.",
}

skips("TS_AWS_LB_001", r) if not lib.get(r, ["load_balancer_type"], "application") == "application"

skips("TS_AWS_LB_001", r) if count(listeners(r)) == 0

passes("TS_AWS_LB_001", r) if {
	every listener in listeners(r) {
		not plain_http(listener)
	}
}

checks.TS_AWS_LB_002 := {
	"title": "Public load balancer has a firewall",
	"types": ["aws_lb", "aws_alb"],
	"severity": "medium",
	"reference": "CKV2_AWS_28",
	"remediation": "Add an aws_wafv2_web_acl_association for the load balancer.",
}

skips("TS_AWS_LB_002", r) if lib.get(r, ["internal"], false) == true

skips("TS_AWS_LB_002", r) if not lib.get(r, ["load_balancer_type"], "application") == "application"

passes("TS_AWS_LB_002", r) if {
	some type in ["aws_wafv2_web_acl_association", "aws_wafregional_web_acl_association"]
	count(lib.linked(type, ["resource_arn"], r)) > 0
}

checks.TS_AWS_LB_003 := {
	"title": "Listener uses strong ciphers",
	"types": ["aws_lb_listener", "aws_alb_listener"],
	"severity": "medium",
	"reference": "CKV2_AWS_74",
	"remediation": "Set ssl_policy to a policy of TLS 1.3 or one with forward secrecy.",
}

skips("TS_AWS_LB_003", r) if not lib.get(r, ["protocol"], "HTTP") in {"HTTPS", "TLS"}

passes("TS_AWS_LB_003", r) if regex.match(`^ELBSecurityPolicy-(TLS13-1-[23]|FS-1-2-Res|TLS-1-2-2017)`, lib.get(r, ["ssl_policy"], ""))

checks.TS_AWS_LB_004 := {
	"title": "Listener asks for TLS 1.2",
	"types": ["aws_lb_listener", "aws_alb_listener"],
	"severity": "high",
	"reference": "CKV_AWS_103",
	"remediation": "Set ssl_policy = \"ELBSecurityPolicy-TLS13-1-2-2021-06\".",
}

skips("TS_AWS_LB_004", r) if not lib.get(r, ["protocol"], "HTTP") in {"HTTP", "HTTPS", "TLS"}

passes("TS_AWS_LB_004", r) if modern_tls(r)

passes("TS_AWS_LB_004", r) if redirects(r)

checks.TS_AWS_LB_005 := {
	"title": "Load balancer drops malformed headers",
	"types": ["aws_lb", "aws_alb"],
	"severity": "medium",
	"reference": "CKV_AWS_131",
	"remediation": "Set drop_invalid_header_fields = true.",
}

skips("TS_AWS_LB_005", r) if not lib.get(r, ["load_balancer_type"], "application") == "application"

passes("TS_AWS_LB_005", r) if lib.is(r, ["drop_invalid_header_fields"], true)

checks.TS_AWS_LB_006 := {
	"title": "Load balancer is protected from deletion",
	"types": ["aws_lb", "aws_alb"],
	"severity": "low",
	"reference": "CKV_AWS_150",
	"remediation": "Set enable_deletion_protection = true.",
}

passes("TS_AWS_LB_006", r) if lib.is(r, ["enable_deletion_protection"], true)

checks.TS_AWS_LB_007 := {
	"title": "Load balancer spreads over all zones",
	"types": ["aws_lb", "aws_alb"],
	"severity": "low",
	"reference": "CKV_AWS_152",
	"remediation": "Set enable_cross_zone_load_balancing = true.",
}

skips("TS_AWS_LB_007", r) if lib.get(r, ["load_balancer_type"], "application") == "application"

passes("TS_AWS_LB_007", r) if lib.is(r, ["enable_cross_zone_load_balancing"], true)

checks.TS_AWS_LB_008 := {
	"title": "Listener is encrypted",
	"types": ["aws_lb_listener", "aws_alb_listener"],
	"severity": "high",
	"reference": "CKV_AWS_2",
	"remediation": "Use the protocol HTTPS or TLS, or redirect to it.",
}

passes("TS_AWS_LB_008", r) if lib.is_one_of(r, ["protocol"], {"HTTPS", "TLS", "TCP", "UDP", "TCP_UDP"})

passes("TS_AWS_LB_008", r) if redirects(r)

passes("TS_AWS_LB_008", r) if {
	not lib.given(r, ["protocol"])
	lib.get(r, ["port"], 0) in {443, "443"}
}

checks.TS_AWS_LB_009 := {
	"title": "Target group checks the health of its targets",
	"types": ["aws_lb_target_group", "aws_alb_target_group"],
	"severity": "low",
	"reference": "CKV_AWS_261",
	"remediation": "Add a health_check with a path.",
}

skips("TS_AWS_LB_009", r) if not lib.get(r, ["protocol"], "HTTP") in {"HTTP", "HTTPS"}

passes("TS_AWS_LB_009", r) if lib.given(r, ["health_check", 0, "path"])

checks.TS_AWS_LB_010 := {
	"title": "Load balancer refuses ambiguous requests",
	"types": ["aws_lb", "aws_alb", "aws_elb"],
	"severity": "medium",
	"reference": "CKV_AWS_328",
	"remediation": "Set desync_mitigation_mode to \"defensive\" or \"strictest\".",
}

passes("TS_AWS_LB_010", r) if not lib.get(r, ["desync_mitigation_mode"], null) == "monitor"

checks.TS_AWS_LB_011 := {
	"title": "Targets are reached over an encrypted protocol",
	"types": ["aws_lb_target_group", "aws_alb_target_group"],
	"severity": "low",
	"reference": "CKV_AWS_378",
	"remediation": "Set protocol = \"HTTPS\".",
}

passes("TS_AWS_LB_011", r) if not lib.get(r, ["protocol"], "") == "HTTP"

checks.TS_AWS_LB_012 := {
	"title": "Load balancer logs requests",
	"types": ["aws_lb", "aws_alb"],
	"severity": "low",
	"reference": "CKV_AWS_91",
	"remediation": "Add access_logs with enabled = true.",
}

skips("TS_AWS_LB_012", r) if lib.get(r, ["load_balancer_type"], "application") == "gateway"

passes("TS_AWS_LB_012", r) if lib.is(r, ["access_logs", 0, "enabled"], true)

checks.TS_AWS_LB_013 := {
	"title": "Classic load balancer has a certificate of ACM",
	"types": ["aws_elb"],
	"severity": "medium",
	"reference": "CKV_AWS_127",
	"remediation": "Set ssl_certificate_id of the listener to a certificate of ACM.",
}

passes("TS_AWS_LB_013", r) if {
	every listener in lib.blocks(r, "listener") {
		certified(r, listener)
	}
}

checks.TS_AWS_LB_014 := {
	"title": "Classic load balancer spreads over all zones",
	"types": ["aws_elb"],
	"severity": "low",
	"reference": "CKV_AWS_138",
	"remediation": "Leave cross_zone_load_balancing true.",
}

passes("TS_AWS_LB_014", r) if lib.get(r, ["cross_zone_load_balancing"], true) == true

checks.TS_AWS_LB_015 := {
	"title": "Classic listener is encrypted",
	"types": ["aws_elb"],
	"severity": "high",
	"reference": "CKV_AWS_376",
	"remediation": "Use lb_protocol \"https\" or \"ssl\".",
}

passes("TS_AWS_LB_015", r) if {
	every listener in lib.blocks(r, "listener") {
		lower(listener.lb_protocol) in {"https", "ssl"}
	}
}

checks.TS_AWS_LB_016 := {
	"title": "Classic load balancer logs requests",
	"types": ["aws_elb"],
	"severity": "low",
	"reference": "CKV_AWS_92",
	"remediation": "Add access_logs.",
}

passes("TS_AWS_LB_016", r) if {
	lib.given(r, ["access_logs"])
	lib.get(r, ["access_logs", 0, "enabled"], true) == true
}

listeners(r) := array.concat(lib.linked("aws_lb_listener", ["load_balancer_arn"], r), lib.linked("aws_alb_listener", ["load_balancer_arn"], r))

plain_http(listener) if {
	lib.get(listener, ["protocol"], "HTTP") == "HTTP"
	not redirects(listener)
}

redirects(listener) if {
	some action in lib.blocks(listener, "default_action")
	action.type == "redirect"
	lower(action.redirect[0].protocol) in {"https", "#{protocol}"}
}

modern_tls(r) if {
	lib.get(r, ["protocol"], "HTTP") in {"HTTPS", "TLS"}
	regex.match(`^ELBSecurityPolicy-(FS-1-2|TLS-1-2|TLS13-1-[23])`, lib.get(r, ["ssl_policy"], ""))
}

certified(_, listener) if not lib.nothing(object.get(listener, "ssl_certificate_id", ""))

certified(r, _) if count(lib.references(r, ["listener", 0, "ssl_certificate_id"])) > 0
