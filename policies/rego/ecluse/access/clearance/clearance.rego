# METADATA
# title: Clearance
# description: >-
#   Nobody handles what is above their clearance. The gateway's core checks it again, with or without this rule.
package ecluse.access.clearance

import data.ecluse.access.levels

# METADATA
# title: The level is above the clearance
deny contains {
	"code": "clearance_below_level",
	"message": "The level of the request is above the caller's clearance.",
} if {
	levels.rank > levels.clearance_rank
}
