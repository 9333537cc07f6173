"""One topic that reaches three queues, one of them with a filter."""

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


sns, sqs = client("sns"), client("sqs")
SERVICES = ["billing", "shipping", "search"]


def topic():
    arns = [topic["TopicArn"] for topic in sns.list_topics()["Topics"]]
    return next(arn for arn in arns if arn.endswith(":order-events"))


def attributes(name):
    url = sqs.get_queue_url(QueueName=name)["QueueUrl"]
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["All"])["Attributes"]


def subscription(name):
    arn = attributes(name)["QueueArn"]
    found = sns.list_subscriptions_by_topic(TopicArn=topic())["Subscriptions"]
    return next(each["SubscriptionArn"] for each in found if each["Endpoint"] == arn)


def filter_of(name):
    found = sns.get_subscription_attributes(SubscriptionArn=subscription(name))["Attributes"]
    return json.loads(found.get("FilterPolicy", "{}"))


test("topic exists", topic)
for service in SERVICES:
    test(f"{service} has a queue", lambda: attributes(service))
    test(f"{service} is reached", lambda: subscription(service))
    test(f"only the topic may send to {service}", lambda: topic() in attributes(service)["Policy"])
test("billing is filtered by kind", lambda: sorted(filter_of("billing")["kind"]) == ["paid", "refunded"])
test("shipping and search are not filtered", lambda: not filter_of("shipping") and not filter_of("search"))

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
