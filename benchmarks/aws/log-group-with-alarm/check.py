"""The log group, the metric and the alarm."""

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


logs, cloudwatch = client("logs"), client("cloudwatch")


def group():
    return logs.describe_log_groups(logGroupNamePrefix="/shop/app")["logGroups"][0]


def metric():
    found = logs.describe_metric_filters(logGroupName="/shop/app")["metricFilters"][0]
    return found["filterPattern"], found["metricTransformations"][0]


def alarm():
    return cloudwatch.describe_alarms(AlarmNames=["shop-errors"])["MetricAlarms"][0]


test("logs are kept for 14 days", lambda: group()["retentionInDays"] == 14)
test("lines with ERROR are counted", lambda: "ERROR" in metric()[0])
test("as the metric ErrorCount", lambda: metric()[1]["metricName"] == "ErrorCount")
test("in the namespace Shop", lambda: metric()[1]["metricNamespace"] == "Shop")
test("the alarm watches the metric", lambda: (alarm()["Namespace"], alarm()["MetricName"]) == ("Shop", "ErrorCount"))
test("over five minutes", lambda: alarm()["Period"] == 300)

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
