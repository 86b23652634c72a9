package ecluse.access.levels_test

import data.ecluse.access.levels

floors := {"apis": {"records": "usual", "misspelt": "secret"}, "models": {"chat-dr": "dr"}}

test_given_no_content_and_no_floor_when_asked_then_the_lowest_level if {
	levels.name == "public" with input as {"resource": {"api": "ai", "model": "chat"}} with data.ecluse.data.floors as floors
}

test_given_nothing_at_all_when_asked_then_the_lowest_level if {
	levels.rank == 0 with input as {}
}

test_given_content_and_floors_when_asked_then_the_highest_of_them[title] if {
	some title, case in {
		"the content alone": {"sensitivity": "usual", "resource": {"api": "ai"}, "level": "usual"},
		"the floor of the model": {"sensitivity": "usual", "resource": {"api": "ai", "model": "chat-dr"}, "level": "dr"},
		"the floor of the API": {"sensitivity": "public", "resource": {"api": "records"}, "level": "usual"},
		"the content above the floor": {"sensitivity": "dr", "resource": {"api": "records"}, "level": "dr"},
		"a floor that nobody knows": {"sensitivity": "public", "resource": {"api": "misspelt"}, "level": "dr"},
	}
	facts := {"content": {"sensitivity": case.sensitivity}, "resource": case.resource}
	levels.name == case.level with input as facts with data.ecluse.data.floors as floors
}

test_given_a_clearance_when_asked_then_its_place_in_the_order[clearance] if {
	some clearance, rank in {"public": 0, "usual": 1, "dr": 2, "cosmic": -1}
	levels.clearance_rank == rank with input.subject.clearance as clearance
}

test_given_no_clearance_when_asked_then_below_every_level if {
	levels.clearance_rank == -1 with input as {"subject": {}}
}
