"""The secret and its key."""

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


secrets, kms = client("secretsmanager"), client("kms")


def secret():
    return secrets.describe_secret(SecretId="payments/api-key")


def key():
    aliases = kms.list_aliases()["Aliases"]
    return next(alias["TargetKeyId"] for alias in aliases if alias["AliasName"] == "alias/payments")


test("secret exists", secret)
test("encrypted with the key", lambda: key() in secret()["KmsKeyId"] or secret()["KmsKeyId"] == "alias/payments")
test("key rotates", lambda: kms.get_key_rotation_status(KeyId=key())["KeyRotationEnabled"])
test("has a value", lambda: secrets.get_secret_value(SecretId="payments/api-key")["SecretString"])

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
