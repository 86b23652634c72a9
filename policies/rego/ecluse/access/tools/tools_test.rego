package ecluse.access.tools_test

import data.ecluse.access.tools

codes := {reason.code | some reason in tools.deny}

directory := {
	"groups": {
		"clerks": {"tools": ["files__read", "calendar__*", "web_search"]},
		"all": {"tools": ["*"]},
	},
	"tools": {"governed": ["web_search", "code_interpreter"]},
}

asked(groups, names) := {"subject": {"groups": groups}, "action": {"tools": names}}

test_given_no_tools_when_asked_then_not_denied if {
	codes == set() with input as {"subject": {"groups": []}, "action": {"name": "chat"}} with data.ecluse.data as directory
}

test_given_a_function_of_the_caller_when_offered_then_not_denied if {
	codes == set() with input as asked([], ["get_weather"]) with data.ecluse.data as directory
}

test_given_a_tool_when_an_entry_names_it_then_not_denied[tool] if {
	some tool in ["files__read", "calendar__list", "calendar__a__b", "web_search"]
	codes == set() with input as asked(["clerks"], [tool]) with data.ecluse.data as directory
}

test_given_a_tool_when_no_entry_names_it_then_denied[tool] if {
	some tool in ["files__write", "mail__send", "code_interpreter", "__calendar"]
	codes == {"tool_not_granted"} with input as asked(["clerks"], [tool]) with data.ecluse.data as directory
}

test_given_one_tool_too_many_when_offered_among_others_then_denied if {
	names := ["get_weather", "files__read", "files__write"]
	codes == {"tool_not_granted"} with input as asked(["clerks"], names) with data.ecluse.data as directory
}

test_given_a_star_when_any_tool_is_offered_then_not_denied if {
	names := ["files__write", "code_interpreter"]
	codes == set() with input as asked(["all"], names) with data.ecluse.data as directory
}

test_given_no_groups_when_a_server_is_called_then_denied if {
	codes == {"tool_not_granted"} with input as asked([], ["files__read"]) with data.ecluse.data as directory
}
