"""The table, its key and how long items live."""

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


dynamodb = client("dynamodb")


def table():
    return dynamodb.describe_table(TableName="sessions")["Table"]


def lifetime():
    return dynamodb.describe_time_to_live(TableName="sessions")["TimeToLiveDescription"]


def recovery():
    found = dynamodb.describe_continuous_backups(TableName="sessions")["ContinuousBackupsDescription"]
    return found["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"]


test("paid by request", lambda: table()["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST")
test("found by session_id", lambda: table()["KeySchema"] == [{"AttributeName": "session_id", "KeyType": "HASH"}])
test("session_id is a string", lambda: {"AttributeName": "session_id", "AttributeType": "S"} in table()["AttributeDefinitions"])
test("items disappear at expires_at", lambda: lifetime() == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires_at"})
test("can be recovered", lambda: recovery() == "ENABLED")

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
