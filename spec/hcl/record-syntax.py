"""Records what the real `terraform fmt` says of texts: problems as title@line, or the formatted text. Rewrites syntax.json from its own texts."""
import json, os, re, subprocess, sys, tempfile

path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "syntax.json")
texts = [case["text"] for case in json.load(open(path))] + [text for text in sys.argv[1:]]
environment = dict(os.environ, TF_CLI_CONFIG_FILE=os.devnull)
with tempfile.TemporaryDirectory() as folder:
    for number, text in enumerate(texts):
        open(f"{folder}/{number}.tf", "w", newline="").write(text)
    done = subprocess.run(["terraform", "fmt", "-no-color", "."], cwd=folder, env=environment, capture_output=True, text=True)
    errors = {}
    for title, name, line in re.findall(r"Error: (.*)\n(?:\n| )*?\n? *on (\d+)\.tf line (\d+)", done.stderr):
        errors.setdefault(int(name), set()).add(f"{title.strip()}@{line}")
    cases = []
    for number, text in enumerate(texts):
        if number in errors:
            cases.append({"text": text, "errors": sorted(errors[number])})
        else:
            cases.append({"text": text, "formatted": open(f"{folder}/{number}.tf", newline="").read()})
with open(path, "w") as out:
    out.write("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
