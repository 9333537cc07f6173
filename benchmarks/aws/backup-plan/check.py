"""The vault, the nightly rule, and what it selects."""

import json
import os
import sys

import boto3

tests = {}
errors = []


def client(service):
    return boto3.client(
        service,
        region_name=os.environ.get("AWS_DEFAULT_REGION", "us-east-1"),
        endpoint_url=os.environ.get("AWS_ENDPOINT_URL"),
    )


def test(name, judge):
    try:
        tests[name] = bool(judge())
        problem = "" if tests[name] else "it is not so"
    except Exception as error:  # what cannot be found has not been made
        tests[name] = False
        problem = f"{type(error).__name__}: {error}"
    if not tests[name]:
        errors.append(f"{name}: {problem}")


backup = client("backup")


def plan():
    plans = backup.list_backup_plans()["BackupPlansList"]
    return backup.get_backup_plan(BackupPlanId=plans[0]["BackupPlanId"])


def rule():
    return plan()["BackupPlan"]["Rules"][0]


test("vault exists", lambda: backup.describe_backup_vault(BackupVaultName="daily")["BackupVaultArn"])
test("plan writes into the vault", lambda: rule()["TargetBackupVaultName"] == "daily")
test("plan runs every night at three", lambda: rule()["ScheduleExpression"] == "cron(0 3 * * ? *)")
test("recovery points are kept for 35 days", lambda: rule()["Lifecycle"]["DeleteAfterDays"] == 35)

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
