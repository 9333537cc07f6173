#!/usr/bin/env python3
"""The real OPA of the library as an executable: copied as `opa` and put on PATH, it answers `policy eval --opa`.

OPA_LIBRARY says where the wheel opa-golib-python-bindings 0.4.4 was unzipped. Knows `version` and `eval` with policies, data, an input
and a query; syntax is v1 and errors of built-ins are strict, as `opa eval --strict-builtin-errors` has them.
"""
import argparse, json, os, re, sys

sys.path.insert(0, os.environ["OPA_LIBRARY"])
from opa_bindings.engine import OpaEngine, OpaError  # noqa: E402


def evaluate(args):
    engine = OpaEngine()
    for path in args.data:
        with open(path) as file:
            text = file.read()
        engine.add_policy(path, text) if path.endswith(".rego") else engine.add_data(json.loads(text))
    document = json.load(open(args.input)) if args.input else None
    rows = engine.eval_query(f"__result__ = {args.query}", document)
    return {"result": [{"expressions": [{"value": row["__result__"]}]} for row in rows]} if rows else {}


parser = argparse.ArgumentParser(prog="opa")
commands = parser.add_subparsers(dest="command", required=True)
commands.add_parser("version")
command = commands.add_parser("eval")
command.add_argument("--format", choices=["json"])
command.add_argument("--data", action="append", default=[])
command.add_argument("--input")
command.add_argument("--strict-builtin-errors", action="store_true")
command.add_argument("query")
args = parser.parse_args()
if args.command == "version":
    print("Version: 1.20.2")
else:
    try:
        print(json.dumps(evaluate(args)))
    except OpaError as problem:
        codes = [code for code in re.findall(r"(?:rego|eval)_\w+", str(problem)) if code != "eval_error"]
        print(json.dumps({"errors": [{"code": code, "message": str(problem)} for code in codes]}))
        sys.exit(2)
