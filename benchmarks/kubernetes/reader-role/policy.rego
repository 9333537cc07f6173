package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_role := false

is_valid_role if {
	some type in ["kubernetes_role", "kubernetes_role_v1"]
	some role in created(type)
	role.metadata[0].namespace == "web"
	resources := {resource | some resource in role.rule[_].resources}
	resources == {"pods", "pods/log"}
	verbs := {verb | some verb in role.rule[_].verbs}
	verbs == {"get", "list", "watch"}
}

default is_valid_binding := false

is_valid_binding if {
	some type in ["kubernetes_role_binding", "kubernetes_role_binding_v1"]
	some binding in created(type)
	binding.metadata[0].namespace == "web"
	binding.role_ref[0].kind == "Role"
	some subject in binding.subject
	subject.kind == "ServiceAccount"
	subject.namespace == "tools"
}
