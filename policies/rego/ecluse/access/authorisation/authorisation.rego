# METADATA
# title: Authorisation
# description: Who may use which API. Nothing is open that no entry opens.
package ecluse.access.authorisation

import data.ecluse.access.grants

# METADATA
# title: The gateway's own operations are open
# description: Such as the list of models. Everybody identified may see what the gateway thinks of them.
grant contains "builtin_operation" if builtin

# METADATA
# title: An entry grants the API
grant contains "api_granted" if {
	some entry in grants.entries
	grants.covers(entry.apis, input.resource.api)
}

# METADATA
# title: Closed unless granted
deny contains {
	"code": "api_not_granted",
	"message": "This API is open neither to the caller nor to any of its groups and roles.",
} if {
	count(grant) == 0
}

# METADATA
# title: The operation is one of the gateway's own
builtin if grants.covers(data.ecluse.data.builtins[input.resource.api], input.resource.operation)
