# METADATA
# title: The document is complete
# description: What every decision needs to know. Without it nothing is decided in the caller's favour.
package ecluse.access.document

import data.ecluse.access.levels

# METADATA
# title: An unknown caller gets nothing
deny contains {"code": "subject_unknown", "message": "The caller is not identified."} if not identified

# METADATA
# title: A phase that nobody knows gets nothing
deny contains {"code": "phase_unknown", "message": "The phase of the decision is not known."} if not phase_known

# METADATA
# title: Content of an unknown level gets nothing
deny contains {"code": "content_unknown", "message": "The level of the content is not known."} if {
	level_expected
	not level_known
}

# METADATA
# title: The caller is somebody, of some tenant
identified if {
	count(input.subject.id) > 0
	count(input.subject.tenant) > 0
}

# METADATA
# title: The phase is one of the two
phase_known if input.context.phase in {"request", "content"}

# METADATA
# title: The level is one of those in order
level_known if levels.rank_of[input.content.sensitivity]

# METADATA
# title: The second phase knows the level
level_expected if input.context.phase == "content"

# METADATA
# title: A level that is given must be a known one
level_expected if input.content.sensitivity
