"""The group, its members and what they may do."""

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


iam = client("iam")


def members():
    return sorted(user["UserName"] for user in iam.get_group(GroupName="developers")["Users"])


def policies():
    attached = iam.list_attached_group_policies(GroupName="developers")["AttachedPolicies"]
    return [policy["PolicyArn"] for policy in attached]


def own(name):
    attached = iam.list_attached_user_policies(UserName=name)["AttachedPolicies"]
    return attached + iam.list_user_policies(UserName=name)["PolicyNames"]


test("members", lambda: members() == ["ana", "ben", "chris"])
test("may read buckets and nothing else", lambda: policies() == ["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"])
test("nobody may do more", lambda: not any(own(name) for name in members()))

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
