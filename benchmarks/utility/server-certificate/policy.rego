package terraform.policy

import rego.v1

# Instances that the plan creates, wherever in the configuration they stand.
created(type) := [change.change.after |
	some change in input.resource_changes
	change.mode == "managed"
	change.type == type
	"create" in change.change.actions
]

default is_valid_keys := false

is_valid_keys if {
	keys := created("tls_private_key")
	count(keys) == 2
	every key in keys {
		key.algorithm == "ECDSA"
		key.ecdsa_curve == "P384"
	}
}

default is_valid_authority := false

is_valid_authority if {
	some authority in created("tls_self_signed_cert")
	authority.is_ca_certificate == true
	authority.subject[_].common_name == "Acme Test CA"
	authority.validity_period_hours == 87600
}

default is_valid_server := false

is_valid_server if {
	some request in created("tls_cert_request")
	{name | some name in request.dns_names} == {"api.test.example", "localhost"}
}

default is_valid_validity := false

is_valid_validity if {
	some certificate in created("tls_locally_signed_cert")
	certificate.validity_period_hours == 2160
}

default is_valid_outputs := false

is_valid_outputs if {
	input.configuration.root_module.outputs.certificate
	input.configuration.root_module.outputs.key.sensitive == true
}
