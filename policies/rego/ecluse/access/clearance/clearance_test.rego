package ecluse.access.clearance_test

import data.ecluse.access.clearance

codes := {reason.code | some reason in clearance.deny}

test_given_a_clearance_when_it_reaches_the_level_then_not_denied[title] if {
	some title, case in {
		"public for public": ["public", "public"],
		"usual for public": ["usual", "public"],
		"usual for usual": ["usual", "usual"],
		"dr for usual": ["dr", "usual"],
		"dr for dr": ["dr", "dr"],
	}
	facts := {"subject": {"clearance": case[0]}, "content": {"sensitivity": case[1]}}
	codes == set() with input as facts
}

test_given_a_clearance_when_it_is_below_the_level_then_denied[title] if {
	some title, case in {
		"public for usual": ["public", "usual"],
		"usual for dr": ["usual", "dr"],
		"unknown for public": ["cosmic", "public"],
	}
	facts := {"subject": {"clearance": case[0]}, "content": {"sensitivity": case[1]}}
	codes == {"clearance_below_level"} with input as facts
}

test_given_no_clearance_when_asked_then_denied_even_without_content if {
	codes == {"clearance_below_level"} with input as {"subject": {}}
}

test_given_a_model_with_a_floor_when_the_content_is_not_known_then_denied_at_once if {
	facts := {"subject": {"clearance": "usual"}, "resource": {"model": "chat-dr"}}
	codes == {"clearance_below_level"} with input as facts with data.ecluse.data.floors.models as {"chat-dr": "dr"}
}

test_given_a_model_with_a_floor_when_the_clearance_reaches_it_then_not_denied if {
	facts := {"subject": {"clearance": "dr"}, "resource": {"model": "chat-dr"}}
	codes == set() with input as facts with data.ecluse.data.floors.models as {"chat-dr": "dr"}
}
