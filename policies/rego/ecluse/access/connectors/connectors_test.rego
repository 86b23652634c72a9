package ecluse.access.connectors_test

import data.ecluse.access.connectors

codes := {reason.code | some reason in connectors.deny}

directory := {
	"connectors": {"mail": {"by": "domains"}, "sms": {"by": "countries"}},
	"groups": {"*": {"recipients": {"mail": ["interieur.example"], "sms": ["FR"]}}},
	"roles": {
		"mail-external": {"recipients": {"mail": ["*"]}},
		"partners": {"recipients": {"mail": ["partner.example"]}},
		"sms-abroad": {"recipients": {"sms": ["*"]}},
	},
}

asked(api, roles, recipients) := {
	"subject": {"roles": roles},
	"resource": {"api": api, "recipients": recipients},
	"context": {"phase": "content"},
}

test_given_a_domain_inside_when_anybody_writes_then_not_denied if {
	facts := asked("mail", [], {"count": 3, "domains": ["interieur.example"]})
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_a_domain_outside_when_anybody_writes_then_denied[title] if {
	some title, domains in {
		"outside alone": ["example.org"],
		"among others": ["interieur.example", "example.org"],
		"a name that ends alike": ["notinterieur.example"],
		"below": ["sub.interieur.example"],
	}
	facts := asked("mail", [], {"domains": domains})
	codes == {"recipient_not_granted"} with input as facts with data.ecluse.data as directory
}

test_given_the_role_when_writing_outside_then_not_denied if {
	facts := asked("mail", ["mail-external"], {"domains": ["example.org"]})
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_a_role_with_one_domain_when_writing_outside_then_this_one_alone[domain] if {
	some domain, expected in {"partner.example": set(), "example.org": {"recipient_not_granted"}}
	facts := asked("mail", ["partners"], {"domains": [domain, "interieur.example"]})
	codes == expected with input as facts with data.ecluse.data as directory
}

test_given_the_role_of_another_connector_when_writing_outside_then_denied if {
	facts := asked("mail", ["sms-abroad"], {"domains": ["example.org"]})
	codes == {"recipient_not_granted"} with input as facts with data.ecluse.data as directory
}

test_given_a_number_when_an_sms_goes_there_then_its_country_decides[country] if {
	some country, expected in {"FR": set(), "BE": {"recipient_not_granted"}}
	facts := asked("sms", [], {"count": 1, "countries": [country]})
	codes == expected with input as facts with data.ecluse.data as directory
}

test_given_the_role_when_an_sms_goes_abroad_then_not_denied if {
	facts := asked("sms", ["sms-abroad"], {"countries": ["BE", "FR"]})
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_no_recipients_when_the_content_is_known_then_denied[title] if {
	some title, recipients in {
		"none": {"count": 0, "domains": []},
		"only a number": {"count": 2},
		"of another kind": {"countries": ["FR"]},
	}
	facts := asked("mail", ["mail-external"], recipients)
	codes == {"recipients_unknown"} with input as facts with data.ecluse.data as directory
}

test_given_recipients_that_nobody_granted_when_anybody_writes_then_denied if {
	facts := asked("mail", [], {"domains": ["interieur.example"]})
	codes == {"recipient_not_granted"} with input as facts with data.ecluse.data as {"connectors": directory.connectors}
}

test_given_no_recipients_when_the_request_begins_then_not_denied if {
	facts := {"subject": {"roles": []}, "resource": {"api": "mail"}, "context": {"phase": "request"}}
	codes == set() with input as facts with data.ecluse.data as directory
}

test_given_an_api_without_recipients_when_it_is_called_then_not_denied if {
	facts := {"subject": {"roles": []}, "resource": {"api": "ai"}, "context": {"phase": "content"}}
	codes == set() with input as facts with data.ecluse.data as directory
}
