package ecluse.access.break_glass_test

import data.ecluse.access.break_glass

codes := {reason.code | some reason in break_glass.deny}

directory := {
	"roles": {"duty-officer": {"break_glass": true}, "off-duty": {"break_glass": false}},
	"break_glass": {"min_reason_length": 10},
}

claim(roles, glass) := {"subject": {"roles": roles}, "context": {"break_glass": glass}}

test_given_the_role_and_a_reason_when_claimed_then_in_force if {
	facts := claim(["duty-officer"], {"reason": "Flood in the valley, duty desk 4."})
	break_glass.active with input as facts with data.ecluse.data as directory
	break_glass.grant == {"break_glass"} with input as facts with data.ecluse.data as directory
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_the_shortest_reason_when_claimed_then_in_force if {
	facts := claim(["duty-officer"], {"reason": "  flood 2026  "})
	break_glass.active with input as facts with data.ecluse.data as directory
}

test_given_the_role_when_not_claimed_then_not_in_force if {
	facts := {"subject": {"roles": ["duty-officer"]}, "context": {}}
	not break_glass.active with input as facts with data.ecluse.data as directory
	break_glass.grant == set() with input as facts with data.ecluse.data as directory
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_another_role_when_claimed_then_denied[role] if {
	some role in ["clerk", "off-duty"]
	facts := claim([role], {"reason": "Flood in the valley, duty desk 4."})
	not break_glass.active with input as facts with data.ecluse.data as directory
	codes == {"break_glass_not_permitted"} with input as facts with data.ecluse.data as directory
}

test_given_no_good_reason_when_claimed_then_denied[title] if {
	some title, glass in {
		"none": {},
		"empty": {"reason": ""},
		"too short": {"reason": "urgent"},
		"spaces": {"reason": "      urgent      "},
		"no words": {"reason": 12345678901},
	}
	facts := claim(["duty-officer"], glass)
	not break_glass.active with input as facts with data.ecluse.data as directory
	codes == {"break_glass_reason_missing"} with input as facts with data.ecluse.data as directory
}

test_given_neither_role_nor_reason_when_claimed_then_both_are_told if {
	codes == {"break_glass_not_permitted", "break_glass_reason_missing"} with input as claim([], {})
		with data.ecluse.data as directory
}

test_given_no_settings_when_claimed_then_denied if {
	facts := claim(["duty-officer"], {"reason": "Flood in the valley, duty desk 4."})
	count(codes) == 2 with input as facts with data.ecluse.data as {}
}
