package ecluse.data_test

import data.ecluse.access
import data.ecluse.data as delivered

demo_keys := {
	"agent": {"clearance": "usual", "groups": ["agents"], "roles": []},
	"dr": {"clearance": "dr", "groups": ["agents"], "roles": []},
	"admin": {"clearance": "usual", "groups": [], "roles": ["ecluse-operator"]},
}

asked(id, resource) := {
	"subject": object.union({"type": "workload", "id": id, "tenant": "demo"}, demo_keys[id]),
	"action": {"name": "call", "tools": ["files__read", "code_interpreter", "get_weather"]},
	"resource": resource,
	"content": {"sensitivity": "usual", "categories": ["personal"]},
	"context": {"weekday": "sunday", "minute_of_day": 3, "phase": "content"},
}

known := {
	"tenants",
	"apis",
	"models",
	"tools",
	"zones",
	"recipients",
	"break_glass",
	"handling",
}

demands := {"audit_level", "cache_scope", "max_tokens", "quota_class", "dlp"}

entries contains entry if some entry in delivered.groups

entries contains entry if some entry in delivered.roles

entries contains entry if some entry in delivered.directions

entries contains entry if {
	some callers in delivered.subjects
	some entry in callers
}

demanded contains entry.handling if some entry in entries

demanded contains demand if some demand in delivered.handling.levels

demanded contains demand if some demand in delivered.handling.categories

test_given_a_demo_key_when_it_asks_for_any_model_of_any_api_then_allowed_without_quota[id] if {
	some id, _ in demo_keys
	every resource in [{"api": "ai", "model": "sim-chat"}, {"api": "ai", "model": "unheard-of"}, {"api": "records"}] {
		decision := access.decision with input as asked(id, object.union(resource, {"operation": "any"}))
		decision.allow
		decision.obligations.models == {"*"}
		not decision.obligations.quota_class
		not decision.obligations.max_tokens
	}
}

test_given_a_demo_key_when_it_asks_for_its_level_then_the_zones_are_open[id] if {
	some id, zones in {
		"agent": {"external", "cloud", "onprem-dr"},
		"dr": {"external", "cloud", "onprem-dr"},
		"admin": {"external", "cloud", "onprem-dr"},
	}
	decision := access.decision with input as asked(id, {"api": "ai", "operation": "any", "model": "sim-chat"})
	decision.obligations.zones == zones
}

test_given_the_names_of_demo_keys_when_another_tenant_uses_them_then_denied[id] if {
	some id, _ in demo_keys
	facts := object.union(asked(id, {"api": "ai", "operation": "any"}), {"subject": {"tenant": "interior"}})
	access.decision.allow == false with input as facts
}

test_given_the_operator_when_the_management_api_is_called_then_allowed_in_every_tenant if {
	facts := object.union(asked("admin", {"api": "admin", "operation": "adminIndex"}), {"subject": {"tenant": "interior"}})
	access.decision.allow with input as object.union(facts, {"action": {"tools": []}})
}

test_given_the_groups_when_one_opens_the_lab_then_it_is_the_group_lab if {
	{name | some name, group in delivered.groups; "lab" in group.zones} == {"lab"}
}

test_given_the_entries_when_read_then_every_word_is_known if {
	words := known | {"forbidden_models", "forbidden_apis"}
	every entry in entries {
		object.keys(entry) - words == set()
	}
}

test_given_the_zones_when_read_then_their_levels_are_known if {
	every _, zone in delivered.zones {
		zone.max_sensitivity in access.levels.names
		zone.min_clearance in access.levels.names
	}
}

test_given_the_floors_when_read_then_their_levels_are_known if {
	every _, floors in delivered.floors {
		every _, level in floors {
			level in access.levels.names
		}
	}
}

test_given_the_demands_when_read_then_every_word_is_known if {
	every demand in demanded {
		object.keys(demand) - demands == set()
		object.get(demand, "cache_scope", "none") in {"none", "subject", "tenant"}
		object.get(demand, "audit_level", "full") in {"metadata", "full"}
	}
	{class | some demand in demanded; class := demand.quota_class} - {class | some class in delivered.handling.quota_classes} == set()
	{profile | some demand in demanded; profile := demand.dlp.profile} - {profile | some profile in delivered.handling.dlp_profiles} == set()
}

test_given_the_connectors_when_anybody_writes_inside_then_allowed[api] if {
	some api, recipients in {
		"mail": {"count": 1, "domains": ["interieur.example"]},
		"sms": {"count": 1, "countries": ["FR"]},
	}
	facts := {
		"subject": {"id": "u-1", "tenant": "interior", "clearance": "usual", "groups": [], "roles": []},
		"action": {"name": "send"},
		"resource": {"api": api, "operation": "send", "recipients": recipients},
		"content": {"sensitivity": "usual"},
		"context": {"phase": "content"},
	}
	access.decision.allow with input as facts
}
