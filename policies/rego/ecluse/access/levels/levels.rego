# METADATA
# title: Levels
# description: The order of sensitivity levels, what the request is known to be, and what the caller may handle.
package ecluse.access.levels

# METADATA
# title: The levels from lowest to highest
names := ["public", "usual", "dr"]

# METADATA
# title: The place of each level in that order
rank_of := {"public": 0, "usual": 1, "dr": 2}

# METADATA
# title: The place of the highest level
# description: Stands in for a level in the data that nobody knows, so that a slip of the pen closes and never opens.
highest := 2

# METADATA
# title: The rank of the request
# description: >-
#   The highest of what the content was found to be and of the floors of model and API. Before the content was looked
#   at, the floors alone.
rank := max([content_rank, model_floor, api_floor])

# METADATA
# title: The level of the request
name := names[rank]

# METADATA
# title: The rank of the caller's clearance
# description: Below every level if the clearance is missing or unknown.
default clearance_rank := -1

clearance_rank := rank_of[input.subject.clearance]

# METADATA
# title: The rank of the content
default content_rank := 0

content_rank := rank_of[input.content.sensitivity]

# METADATA
# title: The rank that the model demands at least
default model_floor := 0

model_floor := object.get(rank_of, data.ecluse.data.floors.models[input.resource.model], highest)

# METADATA
# title: The rank that the API demands at least
default api_floor := 0

api_floor := object.get(rank_of, data.ecluse.data.floors.apis[input.resource.api], highest)
