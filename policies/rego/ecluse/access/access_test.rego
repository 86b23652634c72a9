package ecluse.access_test

import data.ecluse.access

codes := {reason.code | some reason in access.decision.reasons}

caller := {
	"type": "workload",
	"id": "agent",
	"tenant": "demo",
	"clearance": "usual",
	"groups": ["agents"],
	"roles": [],
}

chat := {
	"subject": caller,
	"action": {"name": "chat", "stream": true, "max_tokens": 512, "tools": []},
	"resource": {"api": "ai", "operation": "createChatCompletion", "model": "chat-standard"},
	"context": {"weekday": "monday", "minute_of_day": 600, "client_ip": "10.1.2.3", "channel": "http", "phase": "request"},
}

usual := object.union(chat, {"content": {"sensitivity": "usual"}, "context": {"phase": "content"}})

officer := {"subject": {"groups": [], "roles": ["ecluse-break-glass", "external"]}}

glass := {"context": {"break_glass": {"reason": "Flood in the valley, duty desk 4."}}}

test_given_a_grant_when_nothing_denies_then_allowed if {
	access.decision == {
		"allow": true,
		"reasons": set(),
		"obligations": {
			"zones": {"external", "cloud", "onprem-dr"},
			"models": {"*"},
			"audit_level": "metadata",
		},
		"advice": set(),
		"ttl_seconds": 30,
	} with input as chat
}

test_given_a_grant_when_the_content_is_usual_then_allowed if {
	access.decision.allow with input as usual
}

test_given_no_input_when_asked_then_a_whole_denial if {
	access.decision.allow == false with input as {}
	codes == {
		"api_not_granted",
		"clearance_below_level",
		"phase_unknown",
		"subject_unknown",
		"zone_not_permitted",
	} with input as {}
	access.decision.obligations == {} with input as {}
	access.decision.ttl_seconds == 5 with input as {}
}

test_given_an_input_of_another_kind_when_asked_then_denied[title] if {
	some title, thing in {"null": null, "a list": [], "a word": "chat", "a number": 1}
	access.decision.allow == false with input as thing
}

test_given_no_data_when_asked_then_denied if {
	access.decision.allow == false with input as usual with data.ecluse.data as {}
}

test_given_a_grant_when_one_package_denies_then_denied_with_its_reason[code] if {
	some code, change in {
		"api_not_granted": {"subject": {"groups": []}, "resource": {"model": "m"}},
		"clearance_below_level": {"content": {"sensitivity": "dr"}},
		"content_unknown": {"content": {"sensitivity": "unheard-of"}},
		"model_not_granted": {"subject": {"groups": []}},
		"phase_unknown": {"context": {"phase": "response"}},
		"subject_unknown": {"subject": {"id": ""}},
		"zone_not_permitted": {"resource": {"zone_hint": "lab"}},
		"outside_working_hours": {"subject": {"roles": ["external"]}, "context": {"weekday": "sunday"}},
		"break_glass_not_permitted": glass,
		"break_glass_reason_missing": {"subject": {"roles": ["ecluse-break-glass"]}, "context": {"break_glass": {}}},
		"recipients_unknown": {"resource": {"api": "mail"}},
		"recipient_not_granted": {"resource": {"api": "mail", "recipients": {"domains": ["example.org"]}}},
	}
	access.decision.allow == false with input as object.union(usual, change)
	code in codes with input as object.union(usual, change)
}

test_given_a_forbidden_model_when_a_direction_asks_for_it_then_its_reason if {
	facts := object.union(usual, {"subject": {"direction": "finances"}})
	codes == {"model_forbidden_to_direction"} with input as facts
		with data.ecluse.data.directions as {"finances": {"forbidden_models": ["chat-standard"]}}
}

test_given_a_tool_without_a_grant_when_offered_then_its_reason if {
	facts := object.union(usual, {"subject": {"groups": ["few"]}, "action": {"tools": ["files__read"]}})
	codes == {"tool_not_granted"} with input as facts
		with data.ecluse.data.groups.few as {"apis": ["ai"], "models": ["*"]}
}

test_given_several_denials_when_asked_then_all_are_told if {
	facts := object.union(usual, {"content": {"sensitivity": "dr"}, "resource": {"zone_hint": "lab"}})
	codes == {"clearance_below_level", "zone_not_permitted"} with input as facts
}

test_given_demands_when_allowed_then_they_are_obligations if {
	few := {
		"apis": ["ai"],
		"models": ["chat-standard"],
		"handling": {"max_tokens": 100, "quota_class": "slow", "dlp": {"types": ["FR_NIR"]}},
	}
	obligations := access.decision.obligations with input as object.union(usual, {"subject": {"groups": ["few"]}})
		with data.ecluse.data.groups.few as few
	obligations == {
		"zones": {"external", "cloud", "onprem-dr"},
		"models": {"chat-standard"},
		"audit_level": "metadata",
		"max_tokens": 100,
		"quota_class": "slow",
		"dlp": {"types": {"FR_NIR"}},
	}
}

test_given_dr_when_the_clearance_reaches_it_then_only_the_dr_zone_and_no_cache if {
	facts := object.union(usual, {"subject": {"clearance": "dr"}, "content": {"sensitivity": "dr"}})
	access.decision.obligations == {
		"zones": {"onprem-dr"},
		"models": {"*"},
		"audit_level": "full",
		"cache_scope": "none",
	} with input as facts
}

test_given_break_glass_when_groups_models_and_hours_deny_then_allowed_and_loud if {
	night := {"context": {"weekday": "sunday", "minute_of_day": 3}}
	facts := object.union(object.union(object.union(usual, officer), glass), night)
	access.decision.allow with input as facts
	codes == {"break_glass"} with input as facts
	{advice.code | some advice in access.decision.advice} == {"break_glass_lifted"} with input as facts
	count(access.decision.advice) == 3 with input as facts
	access.decision.obligations == {
		"zones": {"external", "cloud", "onprem-dr"},
		"models": {"*"},
		"audit_level": "full",
		"cache_scope": "none",
	} with input as facts
}

test_given_break_glass_when_nothing_had_to_be_lifted_then_allowed_and_still_loud if {
	facts := object.union(object.union(usual, {"subject": {"roles": ["ecluse-break-glass"]}}), glass)
	access.decision.allow with input as facts
	codes == {"break_glass"} with input as facts
	access.decision.advice == set() with input as facts
	access.decision.obligations.audit_level == "full" with input as facts
}

test_given_break_glass_when_the_level_is_above_the_clearance_then_denied if {
	facts := object.union(object.union(object.union(usual, officer), glass), {"content": {"sensitivity": "dr"}})
	access.decision.allow == false with input as facts
	codes == {"clearance_below_level"} with input as facts
}

test_given_break_glass_when_a_zone_is_closed_then_denied if {
	facts := object.union(object.union(object.union(usual, officer), glass), {"resource": {"zone_hint": "lab"}})
	codes == {"zone_not_permitted"} with input as facts
}

test_given_break_glass_when_the_direction_is_forbidden_the_model_then_denied if {
	facts := object.union(object.union(object.union(usual, officer), glass), {"subject": {"direction": "finances"}})
	codes == {"model_forbidden_to_direction"} with input as facts
		with data.ecluse.data.directions as {"finances": {"forbidden_models": ["chat-standard"]}}
}

test_given_break_glass_when_a_recipient_is_outside_then_denied if {
	mail := {"resource": {"api": "mail", "recipients": {"domains": ["example.org"]}}}
	facts := object.union(object.union(object.union(usual, officer), glass), mail)
	codes == {"recipient_not_granted"} with input as facts
}

test_given_break_glass_when_the_direction_is_forbidden_another_model_then_no_fallback_to_it if {
	facts := object.union(object.union(object.union(usual, officer), glass), {"subject": {"direction": "finances"}})
	access.decision.obligations.models == {"chat-standard"} with input as facts
		with data.ecluse.data.directions as {"finances": {"forbidden_models": ["chat-large"]}}
}

test_given_nothing_granted_when_the_gateways_own_operation_is_called_then_allowed[operation] if {
	some operation in ["listModels", "retrieveModel"]
	facts := {
		"subject": {"id": "u-1", "tenant": "interior", "clearance": "public", "groups": [], "roles": ["external"]},
		"action": {"name": "read"},
		"resource": {"api": "ai", "operation": operation},
		"context": {"weekday": "sunday", "minute_of_day": 3, "phase": "request"},
	}
	access.decision.allow with input as facts
	access.decision.obligations.models == set() with input as facts
}

test_given_facts_that_are_not_in_the_projection_when_they_change_then_the_decision_stays if {
	changed := object.union(usual, {
		"subject": {"type": "user", "country": "FR", "app": "portal", "acr": "2", "amr": ["hwk"]},
		"action": {"name": "other", "stream": false, "max_tokens": 9},
		"resource": {"model_card": {"licence": "apache-2.0"}},
		"content": {"markings": ["DR"], "entities": {"FR_NIR": 3}, "estimated_tokens": 4000},
		"context": {"time": "2026-11-22T10:00:00Z", "client_ip": "192.0.2.1", "channel": "other"},
	})
	before := access.decision with input as usual
	after := access.decision with input as changed
	before == after
}
