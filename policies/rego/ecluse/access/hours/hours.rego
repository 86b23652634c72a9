# METADATA
# title: Working hours
# description: >-
#   When external accounts may work. The gateway says which day and minute it is; rules look at no clock.
package ecluse.access.hours

import data.ecluse.access.authorisation

# METADATA
# title: Outside the hours of one of the caller's roles
deny contains {
	"code": "outside_working_hours",
	"message": "The caller's account works within its hours only.",
} if {
	some role in input.subject.roles
	hours := data.ecluse.data.hours[role]
	not within(hours)
	not authorisation.builtin
}

# METADATA
# title: The hours include now
# description: From the first minute on, up to the last but not with it.
within(hours) if {
	input.context.weekday in hours.days
	input.context.minute_of_day >= hours.from_minute
	input.context.minute_of_day < hours.until_minute
}
