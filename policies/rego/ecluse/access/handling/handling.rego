# METADATA
# title: Handling
# description: >-
#   How a request that is allowed must be treated. What the level, the categories and the caller's entries demand is
#   put together, and the strictest of each holds.
package ecluse.access.handling

import data.ecluse.access.break_glass
import data.ecluse.access.grants
import data.ecluse.access.levels

# METADATA
# title: Whether anything is demanded
demanding if {
	break_glass.active
} else if {
	count(demands) > 0
}

# METADATA
# title: Everything that is demanded
demands := array.concat(array.concat(by_level, by_category), by_entry)

# METADATA
# title: What the level demands
by_level := [demand | demand := data.ecluse.data.handling.levels[levels.name]]

# METADATA
# title: What the categories demand
by_category := [demand |
	some category in input.content.categories
	demand := data.ecluse.data.handling.categories[category]
]

# METADATA
# title: What the caller's entries demand
by_entry := [demand |
	some entry in grants.entries
	demand := entry.handling
]

# METADATA
# title: How much is written down
obligations["audit_level"] := "full" if {
	break_glass.active
} else := "full" if {
	some demand in demands
	demand.audit_level == "full"
} else := "metadata"

# METADATA
# title: Who may get the answer from a cache
obligations["cache_scope"] := "none" if {
	break_glass.active
} else := strictest(scopes, ["none", "subject", "tenant"]) if {
	scopes := {demand.cache_scope | some demand in demands}
}

# METADATA
# title: The tokens of an answer at most
obligations["max_tokens"] := min({demand.max_tokens | some demand in demands})

# METADATA
# title: The class of limits that the request counts in
obligations["quota_class"] := strictest(classes, quota_classes) if {
	classes := {demand.quota_class | some demand in demands}
}

# METADATA
# title: What data-loss protection must do at least
obligations["dlp"] := dlp if count(dlp) > 0

# METADATA
# title: The profile of data-loss protection
dlp["profile"] := strictest(profiles, dlp_profiles) if {
	profiles := {demand.dlp.profile | some demand in demands}
}

# METADATA
# title: The entity types that must be covered
dlp["types"] := types if {
	types := {type |
		some demand in demands
		some type in demand.dlp.types
	}
	count(types) > 0
}

# METADATA
# title: The tools whose arguments may get the values back
dlp["restore_tools"] := intersection(lists) if {
	lists := {tools |
		some demand in demands
		named := demand.dlp.restore_tools
		tools := {tool | some tool in named}
	}
	count(lists) > 0
}

# METADATA
# title: The quota classes, the strictest first
default quota_classes := []

quota_classes := data.ecluse.data.handling.quota_classes

# METADATA
# title: The profiles of data-loss protection, the strictest first
default dlp_profiles := []

dlp_profiles := data.ecluse.data.handling.dlp_profiles

# METADATA
# title: The strictest of several words
# description: >-
#   The first in the order, which begins with the strictest. A word outside the order comes before all others: the
#   gateway then meets something that it does not know, and denies.
strictest(words, order) := min(unknown) if {
	unknown := words - {word | some word in order}
	count(unknown) > 0
} else := [word | some word in order; word in words][0]
