# METADATA
# title: The decision log
# description: >-
#   What is left out of the record of a decision, in the form that OPA's own decision logs take. The gateway asks with the
#   event, in which a pseudonym stands for the caller; an OPA that writes such a log itself asks with the caller's id.
# schemas:
#   - input: {}
package system.log

# METADATA
# title: Where the request came from
# description: It stays where the decision demands the full record, and with the reason for break-glass.
# entrypoint: true
mask contains "/input/context/client_ip" if {
	not in_full
}

# METADATA
# title: Who asked, unless it is a pseudonym
mask contains "/input/subject/id" if {
	not pseudonymous
}

# METADATA
# title: The decision demands the full record
in_full if {
	input.result.obligations.audit_level == "full"
}

# METADATA
# title: Break-glass is claimed
in_full if {
	input.input.context.break_glass
}

# METADATA
# title: The caller's id is no longer in the event
pseudonymous if {
	"/input/subject/id" in input.masked
}
