# METADATA
# title: Access
# description: >-
#   Puts together what the packages below say. A request is allowed if and only if none of them denies it and at least
#   one grants it.
package ecluse.access

import data.ecluse.access.authorisation
import data.ecluse.access.break_glass
import data.ecluse.access.clearance
import data.ecluse.access.connectors
import data.ecluse.access.directions
import data.ecluse.access.document
import data.ecluse.access.handling
import data.ecluse.access.hours
import data.ecluse.access.models
import data.ecluse.access.tools
import data.ecluse.access.zones

# METADATA
# title: The decision
# description: >-
#   The only rule that the gateway asks. The projection names every part of the input that a rule reads: decisions are
#   cached for inputs that are equal in these parts. Who lets a rule read more adds it here.
# entrypoint: true
# custom:
#   projection:
#     - /subject/id
#     - /subject/tenant
#     - /subject/direction
#     - /subject/clearance
#     - /subject/groups
#     - /subject/roles
#     - /action/tools
#     - /resource/api
#     - /resource/operation
#     - /resource/model
#     - /resource/zone_hint
#     - /resource/recipients
#     - /content/sensitivity
#     - /content/categories
#     - /context/phase
#     - /context/weekday
#     - /context/minute_of_day
#     - /context/break_glass
decision := {
	"allow": true,
	"reasons": remarks,
	"obligations": obligations,
	"advice": advice,
	"ttl_seconds": 30,
} if {
	allowed
} else := {
	"allow": false,
	"reasons": denials,
	"obligations": {},
	"advice": set(),
	"ttl_seconds": 5,
}

# METADATA
# title: Nothing denies, something grants
allowed if {
	count(denials) == 0
	granted
}

# METADATA
# title: Something grants
granted if {
	count(authorisation.grant) > 0
} else if {
	count(break_glass.grant) > 0
}

# METADATA
# title: Why the request is denied
denials contains reason if {
	some deny in binding
	some reason in deny
}

# METADATA
# title: Why it is denied without break-glass
denials contains reason if {
	not break_glass.active
	some deny in liftable
	some reason in deny
}

# METADATA
# title: What nothing lifts
binding := [
	break_glass.deny,
	clearance.deny,
	connectors.deny,
	directions.deny,
	document.deny,
	tools.deny,
	zones.deny,
]

# METADATA
# title: What break-glass lifts
liftable := [authorisation.deny, models.deny, hours.deny]

# METADATA
# title: An allow that needs explaining
remarks contains {
	"code": "break_glass",
	"message": "Allowed by break-glass; the reason and the caller are on record.",
} if {
	break_glass.active
}

# METADATA
# title: What break-glass lifted
advice contains {"code": "break_glass_lifted", "message": concat(": ", [lifted.code, lifted.message])} if {
	break_glass.active
	some deny in liftable
	some lifted in deny
}

# METADATA
# title: What the gateway must do
# description: Where the request may go and which models may serve it, in any case; what else is demanded, besides.
obligations := bounds if {
	not handling.demanding
} else := object.union(bounds, handling.obligations)

# METADATA
# title: The bounds of every request
bounds := {
	"zones": zones.permitted,
	"models": served_by,
	"audit_level": "metadata",
}

# METADATA
# title: Which models may serve it
served_by := models.every_model if {
	break_glass.active
} else := models.permitted
