package ecluse.access.grants_test

import data.ecluse.access.grants

directory := {
	"groups": {"*": {"apis": ["everybody"]}, "g1": {"apis": ["of-g1"]}, "g2": {"tenants": ["interior"], "apis": ["of-g2"]}},
	"roles": {"r1": {"apis": ["of-r1"]}},
	"directions": {"d1": {"apis": ["of-d1"]}},
	"subjects": {"interior": {"u-1": {"apis": ["of-u-1"]}}},
}

apis := [api | some entry in grants.entries; some api in entry.apis]

test_given_nobody_known_when_asked_then_what_everybody_has if {
	apis == ["everybody"] with input as {"subject": {}} with data.ecluse.data as directory
}

test_given_no_data_when_asked_then_nothing if {
	apis == [] with input.subject.groups as ["g1"] with data.ecluse.data as {}
}

test_given_each_source_when_asked_then_its_entry_holds[title] if {
	some title, case in {
		"a group": {"subject": {"groups": ["g1"]}, "api": "of-g1"},
		"a role": {"subject": {"roles": ["r1"]}, "api": "of-r1"},
		"a direction": {"subject": {"direction": "d1"}, "api": "of-d1"},
		"the caller": {"subject": {"tenant": "interior", "id": "u-1"}, "api": "of-u-1"},
		"a group of the tenant": {"subject": {"tenant": "interior", "groups": ["g2"]}, "api": "of-g2"},
	}
	apis == ["everybody", case.api] with input.subject as case.subject with data.ecluse.data as directory
}

test_given_another_tenant_when_asked_then_its_groups_and_callers_are_others if {
	subject := {"tenant": "citizens", "id": "u-1", "groups": ["g2"]}
	apis == ["everybody"] with input.subject as subject with data.ecluse.data as directory
}

test_given_a_group_that_nobody_described_when_asked_then_it_brings_nothing if {
	apis == ["everybody"] with input.subject.groups as ["unheard-of"] with data.ecluse.data as directory
}

test_given_a_group_called_star_when_asked_then_it_brings_nothing_more if {
	{api | some api in apis} == {"everybody"} with input.subject.groups as ["*"] with data.ecluse.data as directory
}

test_given_a_list_when_it_has_a_star_then_every_name_is_covered if {
	grants.covers(["*"], "anything")
}

test_given_a_list_when_it_has_the_name_then_this_one_is_covered if {
	grants.covers(["one", "two"], "two")
	not grants.covers(["one", "two"], "three")
}
