#!/usr/bin/env python3
"""Rows {id, modules, query, input} through the real OPA as a library: {id, result | error, first_ms, again_ms}.

usage: opa_library.py LIBRARY_FOLDER < rows.jsonl > answers.jsonl
LIBRARY_FOLDER is where the wheel opa-golib-python-bindings 0.4.4 was unzipped. Syntax is v1; errors of built-ins are strict.
"""
import json, sys, time

sys.path.insert(0, sys.argv[1])
from opa_bindings.engine import OpaEngine, OpaError  # noqa: E402


def answer(row):
    started = time.perf_counter()
    engine = OpaEngine()
    try:
        for index, module in enumerate(row["modules"]):
            engine.add_policy(f"test-{index}.rego", module)
        result = engine.eval_query(row["query"], row.get("input"))
        between = time.perf_counter()
        engine.eval_query(row["query"], row.get("input"))
        ended = time.perf_counter()
        return {"id": row["id"], "result": result, "first_ms": (between - started) * 1e3, "again_ms": (ended - between) * 1e3}
    except OpaError as problem:
        return {"id": row["id"], "error": str(problem)}
    finally:
        engine.close()


for line in sys.stdin:
    print(json.dumps(answer(json.loads(line))), flush=True)
