# METADATA
# title: Directions
# description: What an administrative unit is forbidden, whatever its members were granted.
package ecluse.access.directions

import data.ecluse.access.grants

# METADATA
# title: The models that the caller's direction may not use
forbidden_models contains model if {
	some entry in entries
	some model in entry.forbidden_models
}

# METADATA
# title: The model is forbidden
deny contains {
	"code": "model_forbidden_to_direction",
	"message": "The caller's direction may not use this model.",
} if {
	input.resource.model in forbidden_models
}

# METADATA
# title: The API is forbidden
deny contains {
	"code": "api_forbidden_to_direction",
	"message": "The caller's direction may not use this API.",
} if {
	some entry in entries
	input.resource.api in entry.forbidden_apis
}

# METADATA
# title: What is said of the caller's direction
entries := [entry |
	some entry in grants.by_direction
	grants.in_tenant(entry)
]
