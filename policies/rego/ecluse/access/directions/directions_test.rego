package ecluse.access.directions_test

import data.ecluse.access.directions

codes := {reason.code | some reason in directions.deny}

said := {
	"finances": {"forbidden_models": ["chat-large"], "forbidden_apis": ["sms"]},
	"abroad": {"tenants": ["interior"], "forbidden_models": ["chat-large"]},
}

test_given_a_forbidden_model_when_it_is_asked_for_then_denied if {
	facts := {"subject": {"direction": "finances"}, "resource": {"api": "ai", "model": "chat-large"}}
	codes == {"model_forbidden_to_direction"} with input as facts with data.ecluse.data.directions as said
}

test_given_a_forbidden_api_when_it_is_called_then_denied if {
	facts := {"subject": {"direction": "finances"}, "resource": {"api": "sms"}}
	codes == {"api_forbidden_to_direction"} with input as facts with data.ecluse.data.directions as said
}

test_given_another_model_and_api_when_asked_for_then_not_denied if {
	facts := {"subject": {"direction": "finances"}, "resource": {"api": "ai", "model": "chat-small"}}
	codes == set() with input as facts with data.ecluse.data.directions as said
}

test_given_another_direction_when_it_asks_then_not_denied if {
	facts := {"subject": {"direction": "statistics"}, "resource": {"api": "sms", "model": "chat-large"}}
	codes == set() with input as facts with data.ecluse.data.directions as said
}

test_given_no_direction_when_asked_then_not_denied if {
	codes == set() with input as {"resource": {"api": "sms", "model": "chat-large"}} with data.ecluse.data.directions as said
}

test_given_a_direction_of_one_tenant_when_another_tenant_has_its_name_then_not_denied[tenant] if {
	some tenant, expected in {"interior": {"model_forbidden_to_direction"}, "citizens": set()}
	facts := {"subject": {"tenant": tenant, "direction": "abroad"}, "resource": {"model": "chat-large"}}
	codes == expected with input as facts with data.ecluse.data.directions as said
}
