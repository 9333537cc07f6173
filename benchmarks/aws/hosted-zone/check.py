"""The zone and its records."""

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


route53 = client("route53")


def records():
    zones = route53.list_hosted_zones()["HostedZones"]
    zone = next(zone["Id"] for zone in zones if zone["Name"] == "example.org.")
    return route53.list_resource_record_sets(HostedZoneId=zone)["ResourceRecordSets"]


def values(name, kind):
    found = next(each for each in records() if each["Name"].rstrip(".") == name and each["Type"] == kind)
    return sorted(value["Value"].rstrip(".") for value in found["ResourceRecords"])


test("apex", lambda: values("example.org", "A") == ["203.0.113.10"])
test("www", lambda: values("www.example.org", "CNAME") == ["example.org"])
test("mail", lambda: values("example.org", "MX") == ["10 mail1.example.org", "20 mail2.example.org"])

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
