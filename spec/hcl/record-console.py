"""Records what the real `terraform console` answers to expressions, one process each: python3 record-console.py < lines > console.json"""
import json, os, subprocess, sys, tempfile

environment = dict(os.environ, TF_CLI_CONFIG_FILE=os.devnull)
cases = []
with tempfile.TemporaryDirectory() as folder:
    for line in sys.stdin.read().splitlines():
        done = subprocess.run(
            ["terraform", "console", "-no-color"], input=line + "\n", capture_output=True, text=True, cwd=folder, env=environment
        )
        titles = [text[len("Error: "):] for text in done.stderr.splitlines() if text.startswith("Error: ")]
        case = {"expression": line}
        if done.returncode == 0:
            case["output"] = done.stdout.rstrip("\n")
        else:
            case["errors"] = sorted(set(titles))
        cases.append(case)
print("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]")
