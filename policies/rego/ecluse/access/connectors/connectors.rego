# METADATA
# title: Connectors
# description: Who may write to whom, from the domains and countries of the recipients; never from their addresses.
package ecluse.access.connectors

import data.ecluse.access.grants

# METADATA
# title: The recipients are not known
deny contains {
	"code": "recipients_unknown",
	"message": "It is not known to whom the message goes.",
} if {
	connector
	input.context.phase == "content"
	count(destinations) == 0
}

# METADATA
# title: A recipient is beyond those granted
deny contains {
	"code": "recipient_not_granted",
	"message": "The caller may not write to one of the recipients' domains or countries.",
} if {
	connector
	some destination in destinations
	not granted(destination)
}

# METADATA
# title: What the data say of this connector
connector := data.ecluse.data.connectors[input.resource.api]

# METADATA
# title: Where the message goes
# description: The domains of a mail, the countries of an SMS.
destinations contains destination if {
	some destination in input.resource.recipients[connector.by]
}

# METADATA
# title: An entry names the destination, or all
granted(destination) if {
	some entry in grants.entries
	grants.covers(entry.recipients[input.resource.api], destination)
}
