"""The role that pipelines take, and who may take it."""

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


def role():
    return iam.get_role(RoleName="ci-deploy")["Role"]


def trust():
    return json.dumps(role()["AssumeRolePolicyDocument"])


def permissions():
    inline = iam.list_role_policies(RoleName="ci-deploy")["PolicyNames"]
    texts = [iam.get_role_policy(RoleName="ci-deploy", PolicyName=name)["PolicyDocument"] for name in inline]
    for attached in iam.list_attached_role_policies(RoleName="ci-deploy")["AttachedPolicies"]:
        version = iam.get_policy(PolicyArn=attached["PolicyArn"])["Policy"]["DefaultVersionId"]
        found = iam.get_policy_version(PolicyArn=attached["PolicyArn"], VersionId=version)
        texts.append(found["PolicyVersion"]["Document"])
    return json.dumps(texts)


test("GitHub is trusted", lambda: "token.actions.githubusercontent.com" in trust())
test("only the branch main of acme/shop", lambda: "repo:acme/shop:ref:refs/heads/main" in trust())
test("taken with a web identity", lambda: "sts:AssumeRoleWithWebIdentity" in trust())
test("for at most one hour", lambda: role()["MaxSessionDuration"] == 3600)
test("may put objects", lambda: "s3:PutObject" in permissions())
test("may not do everything", lambda: '"s3:*"' not in permissions() and '"*"' not in permissions())

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
