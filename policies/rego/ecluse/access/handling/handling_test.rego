package ecluse.access.handling_test

import data.ecluse.access.handling

settings := {
	"levels": {"dr": {"audit_level": "full", "cache_scope": "none", "max_tokens": 2000, "dlp": {"profile": "strict"}}},
	"categories": {"health": {"cache_scope": "subject", "dlp": {"types": ["FR_NIR"]}}},
	"quota_classes": ["slow", "fast"],
	"dlp_profiles": ["strict", "plain"],
}

groups := {
	"few": {"handling": {
		"max_tokens": 500,
		"quota_class": "slow",
		"dlp": {"restore_tools": ["files__read", "files__list"]},
	}},
	"many": {"handling": {
		"max_tokens": 9000,
		"quota_class": "fast",
		"cache_scope": "tenant",
		"dlp": {"profile": "plain"},
	}},
	"other": {"handling": {
		"quota_class": "unheard-of",
		"dlp": {"types": ["IBAN_CODE"], "restore_tools": ["files__read"]},
	}},
	"loud": {"handling": {"audit_level": "full"}},
}

asked(groups, level) := {"subject": {"groups": groups}, "content": {"sensitivity": level}}

test_given_no_demands_when_asked_then_only_the_usual_record if {
	facts := asked([], "usual")
	handling.obligations.audit_level == "metadata" with input as facts with data.ecluse.data.handling as settings
	not handling.obligations.cache_scope with input as facts with data.ecluse.data.handling as settings
	not handling.obligations.max_tokens with input as facts with data.ecluse.data.handling as settings
	not handling.obligations.quota_class with input as facts with data.ecluse.data.handling as settings
	not handling.obligations.dlp with input as facts with data.ecluse.data.handling as settings
	not handling.demanding with input as facts with data.ecluse.data.handling as settings
}

test_given_dr_when_asked_then_what_the_level_demands if {
	facts := asked([], "dr")
	handling.obligations.audit_level == "full" with input as facts with data.ecluse.data.handling as settings
	handling.obligations.cache_scope == "none" with input as facts with data.ecluse.data.handling as settings
	handling.obligations.dlp == {"profile": "strict"} with input as facts with data.ecluse.data.handling as settings
}

test_given_a_group_when_it_demands_the_full_record_then_full if {
	handling.obligations.audit_level == "full" with input as asked(["loud"], "public") with data.ecluse.data.groups as groups
}

test_given_a_category_when_asked_then_what_it_demands if {
	facts := {"content": {"sensitivity": "usual", "categories": ["personal", "health"]}}
	handling.obligations.cache_scope == "subject" with input as facts with data.ecluse.data.handling as settings
	handling.obligations.dlp == {"types": {"FR_NIR"}} with input as facts with data.ecluse.data.handling as settings
}

test_given_several_limits_when_asked_then_the_smallest[title] if {
	some title, case in {
		"of groups": {"groups": ["many", "few"], "level": "usual", "tokens": 500},
		"of level and group": {"groups": ["many"], "level": "dr", "tokens": 2000},
		"of one group": {"groups": ["many"], "level": "usual", "tokens": 9000},
	}
	handling.obligations.max_tokens == case.tokens with input as asked(case.groups, case.level)
		with data.ecluse.data.handling as settings
		with data.ecluse.data.groups as groups
}

test_given_several_classes_when_asked_then_the_strictest[title] if {
	some title, case in {
		"the first in the order": {"groups": ["many", "few"], "class": "slow"},
		"the only one": {"groups": ["many"], "class": "fast"},
		"one that nobody knows, which the gateway refuses": {"groups": ["many", "other"], "class": "unheard-of"},
	}
	handling.obligations.quota_class == case.class with input as asked(case.groups, "usual")
		with data.ecluse.data.handling as settings
		with data.ecluse.data.groups as groups
}

test_given_no_order_when_several_words_are_demanded_then_one_of_them_all_the_same if {
	obligations := handling.obligations with input as asked(["few", "many"], "usual")
		with data.ecluse.data.handling as {}
		with data.ecluse.data.groups as groups
	obligations.quota_class == "fast"
	obligations.dlp.profile == "plain"
}

test_given_several_profiles_when_asked_then_the_strictest if {
	handling.obligations.dlp.profile == "strict" with input as asked(["many"], "dr")
		with data.ecluse.data.handling as settings
		with data.ecluse.data.groups as groups
}

test_given_types_of_several_when_asked_then_all_of_them if {
	facts := {"subject": {"groups": ["other"]}, "content": {"sensitivity": "usual", "categories": ["health"]}}
	handling.obligations.dlp.types == {"FR_NIR", "IBAN_CODE"} with input as facts
		with data.ecluse.data.handling as settings
		with data.ecluse.data.groups as groups
}

test_given_tools_of_several_when_asked_then_those_in_all_lists if {
	handling.obligations.dlp.restore_tools == {"files__read"} with input as asked(["few", "other"], "usual")
		with data.ecluse.data.groups as groups
}

test_given_several_scopes_when_asked_then_the_narrowest if {
	handling.obligations.cache_scope == "none" with input as asked(["many"], "dr")
		with data.ecluse.data.handling as settings
		with data.ecluse.data.groups as groups
}

test_given_break_glass_when_in_force_then_full_record_and_no_cache if {
	facts := {
		"subject": {"groups": ["many"], "roles": ["duty-officer"]},
		"context": {"break_glass": {"reason": "Flood in the valley."}},
	}
	officers := {"duty-officer": {"break_glass": true}}
	handling.obligations.audit_level == "full" with input as facts with data.ecluse.data.roles as officers
	handling.obligations.cache_scope == "none" with input as facts
		with data.ecluse.data.roles as officers
		with data.ecluse.data.groups as groups
}
