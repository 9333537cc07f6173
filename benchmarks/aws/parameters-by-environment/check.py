"""The three settings."""

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


ssm = client("ssm")


def parameter(name):
    return ssm.get_parameter(Name=f"/shop/prod/{name}")["Parameter"]


def tags(name):
    found = ssm.list_tags_for_resource(ResourceType="Parameter", ResourceId=f"/shop/prod/{name}")["TagList"]
    return {tag["Key"]: tag["Value"] for tag in found}


for name, value in {"log_level": "info", "region": "us-east-1", "currency": "EUR"}.items():
    test(name, lambda: parameter(name)["Value"] == value)
    test(f"{name} is a plain string", lambda: parameter(name)["Type"] == "String")
    test(f"{name} is tagged", lambda: tags(name).get("App") == "shop")

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
