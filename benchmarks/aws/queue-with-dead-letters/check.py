"""The work queue and where its failures go."""

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


sqs = client("sqs")


def attributes(name):
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def redrive():
    return json.loads(attributes("orders")["RedrivePolicy"])


test("messages are hidden for a minute", lambda: attributes("orders")["VisibilityTimeout"] == "60")
test("failures move to the other queue", lambda: redrive()["deadLetterTargetArn"] == attributes("orders-dead")["QueueArn"])
test("after five times", lambda: int(redrive()["maxReceiveCount"]) == 5)
test("and stay for 14 days", lambda: attributes("orders-dead")["MessageRetentionPeriod"] == "1209600")

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
