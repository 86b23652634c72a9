package ecluse.access.document_test

import data.ecluse.access.document

codes := {reason.code | some reason in document.deny}

caller := {"id": "u-1", "tenant": "interior"}

test_given_a_caller_and_a_phase_when_the_request_begins_then_complete if {
	count(document.deny) == 0 with input as {"subject": caller, "context": {"phase": "request"}}
}

test_given_the_level_when_the_content_is_known_then_complete if {
	facts := {"subject": caller, "content": {"sensitivity": "public"}, "context": {"phase": "content"}}
	count(document.deny) == 0 with input as facts
}

test_given_nothing_when_asked_then_neither_caller_nor_phase if {
	codes == {"subject_unknown", "phase_unknown"} with input as {}
}

test_given_half_a_caller_when_asked_then_unknown[title] if {
	some title, subject in {
		"no id": {"tenant": "interior"},
		"no tenant": {"id": "u-1"},
		"an empty id": {"id": "", "tenant": "interior"},
		"an id that is null": {"id": null, "tenant": "interior"},
		"an empty tenant": {"id": "u-1", "tenant": ""},
	}
	codes == {"subject_unknown"} with input as {"subject": subject, "context": {"phase": "request"}}
}

test_given_another_phase_when_asked_then_unknown if {
	codes == {"phase_unknown"} with input as {"subject": caller, "context": {"phase": "response"}}
}

test_given_no_level_when_the_content_should_be_known_then_denied if {
	codes == {"content_unknown"} with input as {"subject": caller, "context": {"phase": "content"}}
}

test_given_a_level_nobody_knows_when_asked_in_either_phase_then_denied[phase] if {
	some phase in ["request", "content"]
	facts := {"subject": caller, "content": {"sensitivity": "secret"}, "context": {"phase": phase}}
	codes == {"content_unknown"} with input as facts
}
