package ecluse.log_test

import data.system.log

event := {
	"input": {
		"subject": {"id": "p-1", "tenant": "demo"},
		"context": {"client_ip": "192.0.2.1", "phase": "request"},
	},
	"result": {"allow": true, "obligations": {"audit_level": "metadata"}},
	"masked": ["/input/subject/id"],
}

test_given_an_event_when_nothing_demands_more_then_the_address_is_erased if {
	log.mask == {"/input/context/client_ip"} with input as event
}

test_given_an_event_without_a_decision_then_the_address_is_erased if {
	log.mask == {"/input/context/client_ip"} with input as object.remove(event, ["result"])
}

test_given_an_event_when_the_full_record_is_demanded_then_nothing_is_erased if {
	log.mask == set() with input as object.union(event, {"result": {"obligations": {"audit_level": "full"}}})
}

test_given_an_event_when_break_glass_is_claimed_then_nothing_is_erased if {
	log.mask == set() with input as object.union(event, {"input": {"context": {"break_glass": {"reason": ""}}}})
}

test_given_an_event_of_a_server_that_logs_itself_then_the_caller_is_erased_too if {
	log.mask == {"/input/context/client_ip", "/input/subject/id"} with input as object.remove(event, ["masked"])
}
