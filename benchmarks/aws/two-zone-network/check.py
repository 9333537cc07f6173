"""The network: its subnets, zones and ways out."""

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


ec2 = client("ec2")


def vpc():
    return ec2.describe_vpcs(Filters=[{"Name": "cidr", "Values": ["10.20.0.0/16"]}])["Vpcs"][0]["VpcId"]


def subnets():
    found = ec2.describe_subnets(Filters=[{"Name": "vpc-id", "Values": [vpc()]}])["Subnets"]
    return {subnet["CidrBlock"]: subnet for subnet in found}


def ways_out(cidr):
    chosen = [{"Name": "association.subnet-id", "Values": [subnets()[cidr]["SubnetId"]]}]
    tables = ec2.describe_route_tables(Filters=chosen)["RouteTables"]
    routes = [route for table in tables for route in table["Routes"]]
    return [route.get("GatewayId", "") for route in routes if route.get("DestinationCidrBlock") == "0.0.0.0/0"]


def host_names():
    return ec2.describe_vpc_attribute(VpcId=vpc(), Attribute="enableDnsHostnames")["EnableDnsHostnames"]["Value"]


PUBLIC, PRIVATE = ["10.20.0.0/24", "10.20.1.0/24"], ["10.20.10.0/24", "10.20.11.0/24"]
test("has DNS host names", host_names)
test("has the four subnets", lambda: sorted(subnets()) == sorted(PUBLIC + PRIVATE))
for pair in (PUBLIC, PRIVATE):
    test(f"{pair[0]} and its twin lie in two zones", lambda: len({subnets()[cidr]["AvailabilityZone"] for cidr in pair}) == 2)
for cidr in PUBLIC:
    test(f"{cidr} reaches the internet", lambda: any(way.startswith("igw-") for way in ways_out(cidr)))
for cidr in PRIVATE:
    test(f"{cidr} has no way in", lambda: not any(way.startswith("igw-") for way in ways_out(cidr)))

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
