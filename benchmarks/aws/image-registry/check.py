"""The repository and what happens to its images."""

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


ecr = client("ecr")


def repository():
    return ecr.describe_repositories(repositoryNames=["shop/api"])["repositories"][0]


def rules():
    return json.loads(ecr.get_lifecycle_policy(repositoryName="shop/api")["lifecyclePolicyText"])["rules"]


test("tags cannot be overwritten", lambda: repository()["imageTagMutability"] == "IMMUTABLE")
test("images are scanned", lambda: repository()["imageScanningConfiguration"]["scanOnPush"])
test("ten images are kept", lambda: any(rule["selection"]["countNumber"] == 10 for rule in rules()))

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
