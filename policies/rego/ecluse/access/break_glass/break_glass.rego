# METADATA
# title: Break-glass
# description: >-
#   Somebody trusted needs what no entry grants, now, and says why. Lifts what authorisation, models and working hours
#   deny; never a clearance, a zone, a direction's prohibition, a recipient or a tool.
package ecluse.access.break_glass

import data.ecluse.access.grants

# METADATA
# title: Break-glass opens the API
grant contains "break_glass" if active

# METADATA
# title: Claimed by somebody who may not
deny contains {
	"code": "break_glass_not_permitted",
	"message": "The caller may not use break-glass.",
} if {
	claimed
	not permitted
}

# METADATA
# title: Claimed without saying why
deny contains {
	"code": "break_glass_reason_missing",
	"message": "Break-glass needs a reason in words.",
} if {
	claimed
	not reasoned
}

# METADATA
# title: Break-glass is in force
active if {
	claimed
	permitted
	reasoned
}

# METADATA
# title: The caller claims it
claimed if input.context.break_glass

# METADATA
# title: An entry lets the caller use it
permitted if {
	some entry in grants.entries
	entry.break_glass == true
}

# METADATA
# title: The caller says why
reasoned if {
	reason := trim_space(input.context.break_glass.reason)
	count(reason) >= data.ecluse.data.break_glass.min_reason_length
}
