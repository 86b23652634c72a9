package ecluse.access.authorisation_test

import data.ecluse.access.authorisation

codes := {reason.code | some reason in authorisation.deny}

groups := {"*": {"apis": ["mail"]}, "analysts": {"apis": ["ai", "records"]}, "everything": {"apis": ["*"]}}

builtins := {"ai": ["listModels"], "me": ["*"]}

test_given_a_group_with_the_api_when_it_is_called_then_granted if {
	facts := {"subject": {"groups": ["analysts"]}, "resource": {"api": "records", "operation": "search"}}
	authorisation.grant == {"api_granted"} with input as facts with data.ecluse.data.groups as groups
	count(authorisation.deny) == 0 with input as facts with data.ecluse.data.groups as groups
}

test_given_no_group_with_the_api_when_it_is_called_then_denied if {
	facts := {"subject": {"groups": ["clerks"]}, "resource": {"api": "records", "operation": "search"}}
	codes == {"api_not_granted"} with input as facts with data.ecluse.data.groups as groups
}

test_given_nothing_when_asked_then_denied if {
	codes == {"api_not_granted"} with input as {}
}

test_given_an_api_for_everybody_when_it_is_called_then_granted if {
	facts := {"subject": {"groups": []}, "resource": {"api": "mail", "operation": "send"}}
	authorisation.grant == {"api_granted"} with input as facts with data.ecluse.data.groups as groups
}

test_given_a_star_among_the_apis_when_any_is_called_then_granted if {
	facts := {"subject": {"groups": ["everything"]}, "resource": {"api": "new-one", "operation": "x"}}
	authorisation.grant == {"api_granted"} with input as facts with data.ecluse.data.groups as groups
}

test_given_an_own_operation_when_nothing_else_is_granted_then_open[title] if {
	some title, resource in {
		"named": {"api": "ai", "operation": "listModels"},
		"by a star": {"api": "me", "operation": "whatever"},
	}
	facts := {"subject": {"groups": []}, "resource": resource}
	authorisation.grant == {"builtin_operation"} with input as facts with data.ecluse.data.builtins as builtins
}

test_given_another_operation_of_that_api_when_nothing_is_granted_then_denied if {
	facts := {"subject": {"groups": []}, "resource": {"api": "ai", "operation": "createChatCompletion"}}
	codes == {"api_not_granted"} with input as facts with data.ecluse.data.builtins as builtins
}
