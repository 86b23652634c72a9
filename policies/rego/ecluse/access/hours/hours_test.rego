package ecluse.access.hours_test

import data.ecluse.access.hours

codes := {reason.code | some reason in hours.deny}

schedule := {
	"external": {"days": ["monday", "friday"], "from_minute": 420, "until_minute": 1200},
	"night": {"days": ["monday"], "from_minute": 1080, "until_minute": 1440},
}

asked(roles, weekday, minute) := {
	"subject": {"roles": roles},
	"resource": {"api": "ai", "operation": "createChatCompletion"},
	"context": {"weekday": weekday, "minute_of_day": minute},
}

test_given_an_external_account_when_it_works_then_the_hours_decide[title] if {
	some title, case in {
		"the first minute": {"weekday": "monday", "minute": 420, "codes": set()},
		"the last minute": {"weekday": "friday", "minute": 1199, "codes": set()},
		"before": {"weekday": "monday", "minute": 419, "codes": {"outside_working_hours"}},
		"after": {"weekday": "friday", "minute": 1200, "codes": {"outside_working_hours"}},
		"on Sunday": {"weekday": "sunday", "minute": 600, "codes": {"outside_working_hours"}},
	}
	codes == case.codes with input as asked(["external"], case.weekday, case.minute)
		with data.ecluse.data.hours as schedule
}

test_given_another_account_when_it_works_at_night_then_not_denied if {
	codes == set() with input as asked(["clerk"], "sunday", 3) with data.ecluse.data.hours as schedule
}

test_given_two_roles_with_hours_when_one_is_over_then_denied if {
	codes == {"outside_working_hours"} with input as asked(["external", "night"], "monday", 600)
		with data.ecluse.data.hours as schedule
}

test_given_two_roles_with_hours_when_both_are_on_then_not_denied if {
	codes == set() with input as asked(["external", "night"], "monday", 1100) with data.ecluse.data.hours as schedule
}

test_given_no_time_when_an_external_account_works_then_denied if {
	facts := {"subject": {"roles": ["external"]}, "context": {}}
	codes == {"outside_working_hours"} with input as facts with data.ecluse.data.hours as schedule
}

test_given_an_own_operation_when_it_is_late_then_not_denied if {
	facts := object.union(asked(["external"], "sunday", 3), {"resource": {"operation": "listModels"}})
	codes == set() with input as facts
		with data.ecluse.data.hours as schedule
		with data.ecluse.data.builtins as {"ai": ["listModels"]}
}
