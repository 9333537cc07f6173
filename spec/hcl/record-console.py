"""
Records what the real `terraform console` answers to expressions, one process each:
python3 record-console.py [FOLDER] < lines > console.json
With a FOLDER its configuration is loaded (from a copy, after `terraform init`). Without an argument the expressions see no configuration.
"""
import json, os, re, shutil, subprocess, sys, tempfile

environment = dict(os.environ, TF_CLI_CONFIG_FILE=os.devnull, CHECKPOINT_DISABLE="1")
cases = []
with tempfile.TemporaryDirectory() as folder:
    if len(sys.argv) > 1:
        shutil.copytree(sys.argv[1], folder, dirs_exist_ok=True)
        subprocess.run(["terraform", "init"], capture_output=True, cwd=folder, env=environment, check=True)
    for line in sys.stdin.read().splitlines():
        done = subprocess.run(
            ["terraform", "console", "-no-color"], input=line + "\n", capture_output=True, text=True, cwd=folder, env=environment
        )
        case = {"expression": line}
        if done.returncode == 0:
            case["output"] = done.stdout.removesuffix("\n")
        else:
            case["errors"] = sorted(set(re.findall(r"^Error: (.*)$", done.stderr, re.M)))
        cases.append(case)
print("[\n" + ",\n".join(json.dumps(case, ensure_ascii=False) for case in cases) + "\n]")
