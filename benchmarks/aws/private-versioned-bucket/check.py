"""The bucket, its versions, its encryption and its shield."""

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


s3 = client("s3")


def bucket():
    names = [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]
    return next(name for name in names if name.startswith("acme-audit-"))


def algorithm():
    found = s3.get_bucket_encryption(Bucket=bucket())["ServerSideEncryptionConfiguration"]["Rules"][0]
    return found["ApplyServerSideEncryptionByDefault"]["SSEAlgorithm"]


def shield():
    return s3.get_public_access_block(Bucket=bucket())["PublicAccessBlockConfiguration"]


test("bucket exists", bucket)
test("versions are kept", lambda: s3.get_bucket_versioning(Bucket=bucket())["Status"] == "Enabled")
test("encrypted with AES256", lambda: algorithm() == "AES256")
test("cannot be exposed", lambda: all(shield().values()))

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
