"""The workflow and the order of its states."""

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


stepfunctions, functions = client("stepfunctions"), client("lambda")


def workflow():
    machines = stepfunctions.list_state_machines()["stateMachines"]
    arn = next(machine["stateMachineArn"] for machine in machines if machine["name"] == "orders")
    return stepfunctions.describe_state_machine(stateMachineArn=arn)


def states():
    return json.loads(workflow()["definition"])


def first():
    return states()["States"][states()["StartAt"]]


for name in ["charge", "ship", "refund"]:
    test(f"{name} exists", lambda: functions.get_function(FunctionName=name)["Configuration"]["Runtime"] == "python3.12")
test("is of the standard type", lambda: workflow()["type"] == "STANDARD")
test("charges first", lambda: ":charge" in json.dumps(first()))
test("then ships", lambda: ":ship" in json.dumps(states()["States"][first()["Next"]]))
test("refunds what cannot be charged", lambda: first()["Catch"][0]["Next"] == "Refund")

print(json.dumps({"passed": not errors, "tests": tests, "errors": errors}, indent=2))
sys.exit(1 if errors else 0)
