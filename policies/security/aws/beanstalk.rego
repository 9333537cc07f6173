# METADATA
# title: Elastic Beanstalk
package terrasmith.security.aws.beanstalk

import rego.v1

import data.terrasmith.lib

findings contains {"check": id, "address": r.address, "passed": passes(id, r)} if {
	some id, check in checks
	some r in lib.applicable(check)
	not skips(id, r)
}

default passes(_, _) := false

default skips(_, _) := false

checks.TS_AWS_BEANSTALK_001 := {
	"title": "Health is reported in detail",
	"types": ["aws_elastic_beanstalk_environment"],
	"severity": "low",
	"reference": "CKV_AWS_312",
	"remediation": "Set SystemType of aws:elasticbeanstalk:healthreporting:system to \"enhanced\".",
}

passes("TS_AWS_BEANSTALK_001", r) if setting(r, "aws:elasticbeanstalk:healthreporting:system", "HealthStreamingEnabled", "true")

passes("TS_AWS_BEANSTALK_001", r) if setting(r, "aws:elasticbeanstalk:healthreporting:system", "SystemType", "enhanced")

checks.TS_AWS_BEANSTALK_002 := {
	"title": "Platform is kept up to date",
	"types": ["aws_elastic_beanstalk_environment"],
	"severity": "medium",
	"reference": "CKV_AWS_340",
	"remediation": "Set ManagedActionsEnabled of aws:elasticbeanstalk:managedactions to \"true\".",
}

passes("TS_AWS_BEANSTALK_002", r) if setting(r, "aws:elasticbeanstalk:managedactions", "ManagedActionsEnabled", "true")

setting(r, namespace, name, value) if {
	some setting in lib.blocks(r, "setting")
	setting.namespace == namespace
	setting.name == name
	lower(setting.value) == value
}
