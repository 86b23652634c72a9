# METADATA
# title: Models
# description: Which model aliases the caller may name, and which the gateway may fall back to.
package ecluse.access.models

import data.ecluse.access.directions
import data.ecluse.access.grants

# METADATA
# title: The model is not among those granted
deny contains {
	"code": "model_not_granted",
	"message": "This model is open neither to the caller nor to any of its groups and roles.",
} if {
	input.resource.model
	not grants.covers(granted, input.resource.model)
}

# METADATA
# title: The models that the caller's entries name
granted contains model if {
	some entry in grants.entries
	some model in entry.models
}

# METADATA
# title: The models that may serve the request
# description: Those granted and not forbidden; a star alone stands for every alias.
permitted := every_model if {
	"*" in granted
} else := granted - directions.forbidden_models

# METADATA
# title: Every model, as far as a list can say it
# description: >-
#   A star cannot leave one out. Where the direction is forbidden some, the model that was asked for stands alone, so
#   that no fallback leads to a forbidden one.
every_model := {"*"} if {
	count(directions.forbidden_models) == 0
} else := {input.resource.model} - directions.forbidden_models if {
	input.resource.model
} else := {"*"}
