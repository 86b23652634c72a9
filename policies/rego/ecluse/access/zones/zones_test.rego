package ecluse.access.zones_test

import data.ecluse.access.zones

codes := {reason.code | some reason in zones.deny}

directory := {
	"groups": {"*": {"zones": ["external", "guarded", "misspelt", "onprem-dr", "unheard-of"]}, "lab": {"zones": ["lab"]}},
	"builtins": {"ai": ["listModels"]},
	"zones": {
		"external": {"max_sensitivity": "usual", "min_clearance": "public"},
		"guarded": {"max_sensitivity": "usual", "min_clearance": "dr"},
		"lab": {"max_sensitivity": "usual", "min_clearance": "public"},
		"misspelt": {"max_sensitivity": "usuel", "min_clearance": "public"},
		"onprem-dr": {"max_sensitivity": "dr", "min_clearance": "public"},
	},
}

test_given_a_level_and_a_clearance_when_asked_then_the_zones_that_suit_both[title] if {
	some title, case in {
		"usual text, usual clearance": {"level": "usual", "clearance": "usual", "zones": {"external", "onprem-dr"}},
		"usual text, dr clearance": {"level": "usual", "clearance": "dr", "zones": {"external", "guarded", "onprem-dr"}},
		"dr text, dr clearance": {"level": "dr", "clearance": "dr", "zones": {"onprem-dr"}},
	}
	facts := {"subject": {"clearance": case.clearance}, "content": {"sensitivity": case.level}}
	zones.permitted == case.zones with input as facts with data.ecluse.data as directory
}

test_given_no_content_when_asked_then_the_zones_of_the_caller if {
	facts := {"subject": {"clearance": "public"}}
	zones.permitted == {"external", "onprem-dr"} with input as facts with data.ecluse.data as directory
}

test_given_no_clearance_when_asked_then_no_zone if {
	codes == {"zone_not_permitted"} with input as {"subject": {}} with data.ecluse.data as directory
}

test_given_the_group_lab_when_asked_then_the_lab_is_open if {
	facts := {"subject": {"clearance": "usual", "groups": ["lab"]}}
	"lab" in zones.permitted with input as facts with data.ecluse.data as directory
}

test_given_another_group_when_asked_then_the_lab_is_closed if {
	facts := {"subject": {"clearance": "dr", "groups": ["agents"]}}
	not "lab" in zones.permitted with input as facts with data.ecluse.data as directory
}

test_given_the_group_lab_when_the_text_is_dr_then_the_lab_is_closed if {
	facts := {"subject": {"clearance": "dr", "groups": ["lab"]}, "content": {"sensitivity": "dr"}}
	zones.permitted == {"onprem-dr"} with input as facts with data.ecluse.data as directory
}

test_given_a_zone_that_is_asked_for_when_it_is_permitted_then_not_denied if {
	facts := {"subject": {"clearance": "usual"}, "resource": {"zone_hint": "onprem-dr"}}
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_a_zone_that_is_asked_for_when_it_is_not_permitted_then_denied[zone] if {
	some zone in ["lab", "guarded", "nowhere"]
	facts := {"subject": {"clearance": "usual"}, "resource": {"zone_hint": zone}}
	codes == {"zone_not_permitted"} with input as facts with data.ecluse.data as directory
}

test_given_no_zone_for_the_level_when_asked_then_denied if {
	facts := {"subject": {"clearance": "dr"}, "content": {"sensitivity": "dr"}}
	few := {"external": directory.zones.external}
	codes == {"zone_not_permitted"} with input as facts with data.ecluse.data.zones as few
}

test_given_no_zone_when_the_operation_is_the_gateways_own_then_not_denied if {
	facts := {"subject": {"clearance": "usual"}, "resource": {"api": "ai", "operation": "listModels"}}
	none := {"builtins": directory.builtins, "zones": {}}
	codes == set() with input as facts with data.ecluse.data as none
}
