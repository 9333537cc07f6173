# METADATA
# title: What security checks are written with
# description: |
#   Reads a plan in the form of `terraform show -json`. A resource here is
#   {address, type, module, local, base, values, unknown, expressions}: its planned values, which of them are not known
#   yet, and what the configuration says of it. Paths are as in the plan: a nested block is a list, ["logging", 0, "bucket"].
#   A value that is not known before apply counts as right where the configuration gives it.
package terrasmith.lib

import rego.v1

# Managed resources that exist after the plan.
managed := [resource |
	some change in input.resource_changes
	change.mode == "managed"
	resource := resource_of(change, change.change.after, object.get(change.change, "after_unknown", {}))
]

# Policy documents, whether read during the plan or only at apply.
documents := array.concat(
	[document |
		some change in input.resource_changes
		change.type == "aws_iam_policy_document"
		document := resource_of(change, change.change.after, object.get(change.change, "after_unknown", {}))
	],
	[document |
		some read in prior
		read.type == "aws_iam_policy_document"
		document := resource_of(read, read.values, {})
	],
)

prior contains resource if some resource in input.prior_state.values.root_module.resources

prior contains resource if {
	walk(input.prior_state.values.root_module.child_modules, [path, node])
	path[count(path) - 1] == "resources"
	some resource in node
}

resource_of(planned, values, unknown) := resource if {
	is_object(values)
	module := object.get(planned, "module_address", "")
	base := base_of(planned)
	resource := {
		"address": planned.address,
		"type": planned.type,
		"module": module,
		"local": trim_prefix(trim_prefix(planned.address, module), "."),
		"base": base,
		"values": values,
		"unknown": unknown,
		"expressions": object.get(declared, [without_keys(module), base], {}),
	}
}

base_of(planned) := sprintf("%s.%s", [planned.type, planned.name]) if planned.mode == "managed"

base_of(planned) := sprintf("data.%s.%s", [planned.type, planned.name]) if planned.mode == "data"

without_keys(address) := address if not contains(address, "[")

without_keys(address) := regex.replace(address, `\[("[^"]*"|[0-9]+)\]`, "") if contains(address, "[")

# Expressions by module path (without instance keys) and by address in the module.
declared[""] := expressions_of(input.configuration.root_module)

declared[path] := expressions_of(module) if {
	walk(input.configuration.root_module.module_calls, [steps, module])
	count(steps) > 0
	steps[count(steps) - 1] == "module"
	path := concat(".", [sprintf("module.%s", [name]) | some i, name in steps; i % 3 == 0])
}

expressions_of(module) := {resource.address: expressions |
	some resource in module.resources
	expressions := object.get(resource, "expressions", {})
}

by_type := {type: resources |
	some type in {resource.type | some resource in managed}
	resources := [resource | some resource in managed; resource.type == type]
}

# Resources of one type.
of(type) := object.get(by_type, type, [])

# What becomes of a check: every resource of its types that is not skipped, passed or failed.
applicable(check) := [resource |
	some type in check.types
	some resource in of(type)
]

# The planned value at a path; the fallback where it is null, missing or unknown.
get(resource, path, fallback) := value if {
	value := object.get(resource.values, path, null)
	value != null
} else := fallback

# The value is the expected one, or will only be known at apply and is given.
is(resource, path, expected) if get(resource, path, null) == expected

is(resource, path, _) if will_be_given(resource, path)

is_one_of(resource, path, expected) if get(resource, path, null) in expected

is_one_of(resource, path, _) if will_be_given(resource, path)

at_least(resource, path, minimum) if get(resource, path, -1) >= minimum

at_least(resource, path, _) if will_be_given(resource, path)

# The configuration gives the attribute or block a value that says something.
given(resource, path) if {
	value := get(resource, path, null)
	value != null
	not nothing(value)
}

given(resource, path) if will_be_given(resource, path)

nothing(value) if value in {"", [], {}}

will_be_given(resource, path) if {
	object.get(resource.unknown, path, false) == true
	written(resource, path)
}

will_be_given(resource, path) if {
	resource.unknown[path[0]] == true
	count(path) > 1
	resource.expressions[path[0]]
}

written(resource, path) if object.get(resource.expressions, path, null) != null

# A block that a dynamic block makes is not in the configuration under its own name.
written(resource, path) if {
	count(path) > 1
	not is_array(object.get(resource.expressions, path[0], null))
}

# Blocks of a kind that are planned.
blocks(resource, name) := [block |
	some block in get(resource, [name], [])
	is_object(block)
]

references(resource, path) := object.get(resource.expressions, array.concat(path, ["references"]), [])

# Resources of a type that point to the target by an attribute: by reference, by the same known value, or by something
# whose origin cannot be told (a variable of a module, say).
linked(type, path, target) := [resource |
	some resource in of(type)
	refers(resource, path, target)
]

refers(resource, path, target) if {
	resource.module == target.module
	refers_locally(references(resource, path), target)
}

refers(resource, path, target) if get(resource, path, null) in identifiers(target)

refers(resource, path, _) if {
	names := references(resource, path)
	count(names) > 0
	get(resource, path, null) == null
	every name in names {
		regex.match(`^(var|local|module|each|count)\.`, name)
	}
}

refers_locally(names, target) if target.local in names

refers_locally(names, target) if {
	target.base in names
	not names_an_instance(names, target.base)
}

names_an_instance(names, base) if {
	some name in names
	regex.match(`^\[[^\]]+\]$`, trim_prefix(name, base))
}

identifiers(target) := {value |
	some name in ["id", "arn", "name", "bucket", "identifier", "cluster_identifier", "function_name"]
	value := target.values[name]
	is_string(value)
}

# Whether anything anywhere in the resource refers to the target.
mentions(resource, target) if {
	resource.module == target.module
	walk(resource.expressions, [steps, names])
	count(steps) > 0
	steps[count(steps) - 1] == "references"
	target.base in names
}

# Policies --------------------------------------------------------------------------------------------------------------

# Statements of the JSON policy in an attribute, or of the policy documents that it refers to, as
# {effect, actions, not_actions, resources, principals: [{type, value}], conditional}. No result where nothing is known.
statements(resource, path) := [statement_of(raw) | some raw in listed(object.get(policy, "Statement", []))] if {
	text := get(resource, path, "")
	json.is_valid(text)
	policy := json.unmarshal(text)
	is_object(policy)
}

statements(resource, path) := found if {
	get(resource, path, null) == null
	names := references(resource, path)
	found := [statement_of_document(statement) |
		some document in documents
		document.module == resource.module
		document.base in names
		some statement in blocks(document, "statement")
	]
	count(found) > 0
}

statement_of(raw) := {
	"effect": object.get(raw, "Effect", "Allow"),
	"actions": listed(object.get(raw, "Action", [])),
	"not_actions": listed(object.get(raw, "NotAction", [])),
	"resources": listed(object.get(raw, "Resource", [])),
	"principals": principals_of(object.get(raw, "Principal", {})),
	"conditional": object.get(raw, "Condition", {}) != {},
}

statement_of_document(block) := {
	"effect": text_or(object.get(block, "effect", null), "Allow"),
	"actions": list_or_none(object.get(block, "actions", null)),
	"not_actions": list_or_none(object.get(block, "not_actions", null)),
	"resources": list_or_none(object.get(block, "resources", null)),
	"principals": [principal |
		some principals in object.get(block, "principals", [])
		some value in principals.identifiers
		principal := {"type": principals.type, "value": value}
	],
	"conditional": count(object.get(block, "condition", [])) > 0,
}

text_or(value, fallback) := fallback if not is_string(value)

text_or(value, _) := value if is_string(value)

list_or_none(value) := value if is_array(value)

list_or_none(value) := [] if not is_array(value)

listed(value) := value if is_array(value)

listed(value) := [value] if not is_array(value)

principals_of(value) := [{"type": "*", "value": value}] if is_string(value)

principals_of(value) := [{"type": type, "value": one} |
	some type, several in value
	some one in listed(several)
] if is_object(value)

# Anybody at all, without a condition.
open_to_everyone(statement) if {
	statement.effect == "Allow"
	not statement.conditional
	some principal in statement.principals
	principal.type in {"*", "AWS"}
	principal.value == "*"
}

allows(statement, action) if {
	statement.effect == "Allow"
	some pattern in statement.actions
	action_matches(pattern, action)
}

action_matches(pattern, action) if pattern == "*"

action_matches(pattern, action) if lower(pattern) == lower(action)

action_matches(pattern, action) if {
	contains(pattern, "*")
	glob.match(lower(pattern), [], lower(action))
}

unrestricted(statement) if "*" in statement.resources

# Ports -----------------------------------------------------------------------------------------------------------------

anywhere := {"0.0.0.0/0", "::/0", "0000:0000:0000:0000:0000:0000:0000:0000/0"}

covers(from, to, protocol, port) if {
	not protocol in {"-1", -1, "all"}
	from <= port
	port <= to
}

covers(_, _, protocol, _) if protocol in {"-1", -1, "all"}

# Secrets ---------------------------------------------------------------------------------------------------------------

# Texts that look like credentials: access keys of AWS, private keys, tokens of well-known sites.
secret(text) if regex.match(`\b(AKIA|ASIA)[A-Z0-9]{16}\b|-----BEGIN ([A-Z]+ )?PRIVATE KEY-----|\bgh[pousr]_[A-Za-z0-9]{36}\b|\bxox[baprs]-[A-Za-z0-9-]{10,}`, text)

secret(text) if regex.match(`(?i)(aws_?secret_?access_?key|secret_?key)["']?\s*[:=]\s*["']?[A-Za-z0-9/+=]{40}`, text)
