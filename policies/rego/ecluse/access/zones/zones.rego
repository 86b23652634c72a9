# METADATA
# title: Zones
# description: >-
#   Where the request may go, by its level, the caller's clearance and what the caller was granted. The zones' own
#   configuration is the border; this only draws it closer.
package ecluse.access.zones

import data.ecluse.access.authorisation
import data.ecluse.access.grants
import data.ecluse.access.levels

# METADATA
# title: The zones that may serve the request
permitted contains name if {
	some entry in grants.entries
	some name in entry.zones
	zone := data.ecluse.data.zones[name]
	levels.rank_of[zone.max_sensitivity] >= levels.rank
	levels.clearance_rank >= levels.rank_of[zone.min_clearance]
}

# METADATA
# title: There is nowhere to go
deny contains {
	"code": "zone_not_permitted",
	"message": "No zone is open to this caller for a request of this level.",
} if {
	count(permitted) == 0
	not authorisation.builtin
}

# METADATA
# title: The zone that was asked for is closed
deny contains {
	"code": "zone_not_permitted",
	"message": "The zone that was asked for is not open to this caller for a request of this level.",
} if {
	hint := input.resource.zone_hint
	not hint in permitted
}
