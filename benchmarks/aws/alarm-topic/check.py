"""The topic, its key and the subscription that were asked for."""

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


sns, kms = client("sns"), client("kms")


def topic():
    arns = [topic["TopicArn"] for topic in sns.list_topics()["Topics"]]
    return next(arn for arn in arns if arn.endswith(":ops-alarms"))


def key():
    return sns.get_topic_attributes(TopicArn=topic())["Attributes"]["KmsMasterKeyId"]


def subscribers():
    return sns.list_subscriptions_by_topic(TopicArn=topic())["Subscriptions"]


test("topic exists", topic)
test("messages are encrypted", key)
test("key is our own and rotates", lambda: kms.get_key_rotation_status(KeyId=key())["KeyRotationEnabled"])
test(
    "mail address is subscribed",
    lambda: any(s["Protocol"] == "email" and s["Endpoint"] == "oncall@example.com" for s in subscribers()),
)

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
