"""How often the security checks agree with checkov, check by check, on 200 of the recorded rows that plan.

Needs `pip install checkov==3.3.30` in the Python that runs it, a build (`make build`), and the recorded rows beside the project
(../shared/oracle). Checkov reads the text, Terrasmith the plan: a resource that only one of them judges is counted apart.

    python scripts/checkov-agreement.py [--rows N] [--list CHECK]
"""
import argparse
import collections
import json
import logging
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
ORACLE = ROOT.parent / "shared" / "oracle" / "verdicts.jsonl"


def chosen_rows(count):
    """Rows that plan, spread over the tasks: the first of each, then the second."""
    rows = [row for row in map(json.loads, ORACLE.open()) if row["recorded"]["plan"]]
    random.Random(6).shuffle(rows)
    seen = collections.Counter()
    ranked = []
    for position, row in enumerate(rows):
        ranked.append((seen[row["task"]], position, row))
        seen[row["task"]] += 1
    return [row for _, _, row in sorted(ranked, key=lambda item: item[:2])[:count]]


def by_checkov(rows, folder):
    """{row id: {(check, address): passed}}"""
    from checkov.runner_filter import RunnerFilter
    from checkov.terraform.runner import Runner

    logging.disable(logging.CRITICAL)
    judged = {}
    for number, row in enumerate(rows):
        place = folder / str(number)
        place.mkdir()
        for name, text in row["files"].items():
            (place / name).write_text(text)
        report = Runner().run(root_folder=str(place), runner_filter=RunnerFilter(framework=["terraform"]))
        outcomes = judged[row["id"]] = {}
        for records, passed in ((report.passed_checks, True), (report.failed_checks, False)):
            for record in records:
                key = (record.check_id, without_keys(record.resource))
                outcomes[key] = outcomes.get(key, True) and passed
    return judged


def by_terrasmith(rows, folder, references):
    batch, out = folder / "rows.jsonl", folder / "verdicts.jsonl"
    batch.write_text("".join(json.dumps({"id": row["id"], "files": row["files"]}) + "\n" for row in rows))
    command = ["bin/terrasmith", "verify", "--batch", batch, "--out", out, "--security"]
    subprocess.run([*command, "--providers", "hashicorp/aws=5.90.0", "--cloud", "absent"], cwd=ROOT, check=False)
    judged = {}
    for verdict in map(json.loads, out.open()):
        outcomes = judged[verdict["id"]] = {}
        for one in verdict["security"]["checks"]:
            key = (references.get(one["check"]), without_keys(one["address"]))
            outcomes[key] = outcomes.get(key, True) and one["status"] == "passed"
    return judged


def references_of_checks():
    """{check: the identifier it refers to}"""
    found = {}
    for file in (ROOT / "policies" / "security" / "aws").glob("*.rego"):
        for check, body in re.findall(r"^checks\.(\w+) := \{(.*?)^\}", file.read_text(), re.S | re.M):
            reference = re.search(r'"reference": "(\w+)"', body)
            if reference:
                found[check] = reference[1]
    return found


def without_keys(address):
    return re.sub(r'\[(?:"[^"]*"|\d+)\]', "", address)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rows", type=int, default=200)
    options.add_argument("--list", help="print every disagreement of this check")
    asked = options.parse_args()
    if not ORACLE.exists():
        sys.exit("skipped: the recorded rows are not there (../shared/oracle)")
    references = references_of_checks()
    rows = chosen_rows(asked.rows)
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        theirs, ours = by_checkov(rows, folder), by_terrasmith(rows, folder, references)
    counts = collections.defaultdict(collections.Counter)
    words = {True: "pass", False: "fail", None: "none"}
    for row, outcomes in ours.items():
        known = {key: passed for key, passed in theirs[row].items() if key[0] in references.values()}
        for key in {*outcomes, *known}:
            pair = f"{words[outcomes.get(key)]}/{words[known.get(key)]}"
            counts[key[0]][pair] += 1
            if asked.list == key[0] and pair not in ("pass/pass", "fail/fail"):
                print(pair, row, key[1])
    same = sum(count["pass/pass"] + count["fail/fail"] for count in counts.values())
    other = sum(count["pass/fail"] + count["fail/pass"] for count in counts.values())
    alone = sum(sum(count.values()) for count in counts.values()) - same - other
    print(f"{len(ours)} rows, {len(counts)} checks: {same} of {same + other} outcomes agree; {alone} judged by one side only")
    print("check, agree, then ours/theirs:")
    for check, count in sorted(counts.items(), key=lambda item: -item[1]["pass/fail"] - item[1]["fail/pass"]):
        apart = {pair: number for pair, number in count.items() if pair not in ("pass/pass", "fail/fail")}
        if apart:
            print(f"{check:14}{count['pass/pass'] + count['fail/fail']:5}  {apart}")


main()
