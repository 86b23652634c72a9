package ecluse.access.models_test

import data.ecluse.access.models

codes := {reason.code | some reason in models.deny}

directory := {
	"groups": {"writers": {"models": ["chat", "chat-small"]}, "readers": {"models": ["embed"]}, "all": {"models": ["*"]}},
	"directions": {"finances": {"forbidden_models": ["chat"]}},
}

test_given_a_group_with_the_model_when_it_is_asked_for_then_not_denied if {
	facts := {"subject": {"groups": ["writers"]}, "resource": {"model": "chat"}}
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_no_group_with_the_model_when_it_is_asked_for_then_denied if {
	facts := {"subject": {"groups": ["readers"]}, "resource": {"model": "chat"}}
	codes == {"model_not_granted"} with input as facts with data.ecluse.data as directory
}

test_given_no_groups_when_a_model_is_asked_for_then_denied if {
	codes == {"model_not_granted"} with input as {"resource": {"model": "chat"}} with data.ecluse.data as directory
}

test_given_no_model_when_the_operation_has_none_then_not_denied if {
	codes == set() with input as {"subject": {"groups": []}, "resource": {"operation": "listModels"}}
}

test_given_a_star_when_any_model_is_asked_for_then_not_denied if {
	facts := {"subject": {"groups": ["all"]}, "resource": {"model": "brand-new"}}
	codes == set() with input as facts with data.ecluse.data as directory
	models.permitted == {"*"} with input as facts with data.ecluse.data as directory
}

test_given_several_groups_when_asked_then_the_models_of_all_of_them if {
	facts := {"subject": {"groups": ["writers", "readers"]}}
	models.permitted == {"chat", "chat-small", "embed"} with input as facts with data.ecluse.data as directory
}

test_given_no_groups_when_asked_then_no_models if {
	models.permitted == set() with input as {"subject": {}} with data.ecluse.data as directory
}

test_given_a_forbidden_model_when_models_are_listed_by_name_then_it_is_left_out if {
	facts := {"subject": {"groups": ["writers"], "direction": "finances"}}
	models.permitted == {"chat-small"} with input as facts with data.ecluse.data as directory
}

test_given_a_forbidden_model_and_a_star_when_another_is_asked_for_then_this_one_alone if {
	facts := {"subject": {"groups": ["all"], "direction": "finances"}, "resource": {"model": "chat-small"}}
	models.permitted == {"chat-small"} with input as facts with data.ecluse.data as directory
}

test_given_a_forbidden_model_and_a_star_when_it_is_asked_for_then_none if {
	facts := {"subject": {"groups": ["all"], "direction": "finances"}, "resource": {"model": "chat"}}
	models.permitted == set() with input as facts with data.ecluse.data as directory
}

test_given_a_forbidden_model_and_a_star_when_none_is_asked_for_then_a_star if {
	facts := {"subject": {"groups": ["all"], "direction": "finances"}}
	models.permitted == {"*"} with input as facts with data.ecluse.data as directory
}
