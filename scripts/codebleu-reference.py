"""Writes spec/codebleu/expected.jsonl: what the published implementation of CodeBLEU says of spec/codebleu/pairs.jsonl.

    pip install --no-deps codebleu==0.7.0 && pip install tree-sitter==0.26.1 tree-sitter-hcl==1.2.0
    python scripts/codebleu-reference.py

The package knows no HCL. N-gram match, weighted n-gram match and sub-tree match are its own code, given the grammar and the
weights that IaC-DPO describes (`=`, `{` and `}` count less). The matching of data flows is its own code too; which flows a
configuration has is defined below: an attribute whose value refers to others computes from them.
"""
import json
import pathlib

import tree_sitter_hcl
from codebleu import bleu, dataflow_match, syntax_match, weighted_ngram_match
from tree_sitter import Language

# "ruby" keeps the package from cutting comments by rules of other languages; the flows are ours.
LANGUAGE_SLOT = "ruby"
HCL = Language(tree_sitter_hcl.language())
FOLDER = pathlib.Path(__file__).parent.parent / "spec" / "codebleu"


def text(node):
    return node.text.decode()


def label(node):
    return text(node).strip('"')


def address(block):
    names = [label(child) for child in block.children if child.type in ("identifier", "string_lit")]
    if names[0] == "resource":
        names = names[1:]
    names[0] = "var" if names[0] == "variable" else names[0]
    return ".".join(names)


def references(node):
    """(first token, address) of everything that an expression refers to, in order."""
    children = node.children
    for position, child in enumerate(children):
        if child.type != "variable_expr":
            yield from references(child)
            continue
        steps = []
        for follower in children[position + 1 :]:
            if follower.type != "get_attr":
                break
            steps.append(text(follower.children[-1]))
        root = text(child)
        wanted = 2 if root == "data" else 1
        if len(steps) >= wanted:
            yield child.children[0], ".".join([root, *steps[:wanted]])


def flows(root_node, index_to_code, states):
    found = []

    def visit(body, owner):
        for item in body.children:
            if item.type == "attribute":
                name = item.children[0]
                target = f"local.{text(name)}" if owner == "locals" else owner
                refs = [(index_to_code[(t.start_point, t.end_point)][0], a) for t, a in references(item)]
                if refs:
                    codes = list(dict.fromkeys(a for _, a in refs))
                    position = index_to_code[(name.start_point, name.end_point)][0]
                    found.append((target, position, "computedFrom", codes, [p for p, _ in refs]))
            elif item.type == "block":
                for part in item.children:
                    if part.type == "body":
                        visit(part, owner or address(item))

    for body in root_node.children:
        if body.type == "body":
            visit(body, "")
    return found, states


def weights_of(tokens):
    return {token: 0.2 if token in ("=", "{", "}") else 1 for token in tokens}


def measure(reference, candidate):
    reference, candidate = reference.strip(), candidate.strip()
    hypothesis, tokens = candidate.split(), reference.split()
    parts = {
        "ngram": bleu.corpus_bleu([[tokens]], [hypothesis]),
        "weighted_ngram": weighted_ngram_match.corpus_bleu([[[tokens, weights_of(tokens)]]], [hypothesis]),
        "syntax": syntax_match.corpus_syntax_match([[reference]], [candidate], LANGUAGE_SLOT, HCL),
        "data_flow": dataflow_match.corpus_dataflow_match([[reference]], [candidate], LANGUAGE_SLOT, HCL),
    }
    ngram, weighted, syntax, flow = parts.values()
    return {"code_bleu": 0.25 * (ngram + weighted + syntax + (flow or 1)), **parts}


dataflow_match.dfg_function[LANGUAGE_SLOT] = flows
rows = [json.loads(line) for line in (FOLDER / "pairs.jsonl").read_text().splitlines()]
with open(FOLDER / "expected.jsonl", "w") as out:
    for row in rows:
        out.write(json.dumps({"id": row["id"], **measure(row["reference"], row["candidate"])}) + "\n")
