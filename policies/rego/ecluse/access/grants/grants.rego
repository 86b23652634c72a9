# METADATA
# title: Grants
# description: >-
#   Which entries of the data hold for the caller. Each source is looked up by key, so the time taken grows with the
#   caller's own groups and roles, never with how many there are.
package ecluse.access.grants

# METADATA
# title: The entries that hold for the caller
entries := [entry |
	some source in [everybody, by_group, by_role, by_direction, by_subject]
	some entry in source
	in_tenant(entry)
]

# METADATA
# title: What holds for everybody identified
everybody := [entry | entry := data.ecluse.data.groups["*"]]

# METADATA
# title: What the caller's groups bring
by_group := [entry |
	some group in input.subject.groups
	entry := data.ecluse.data.groups[group]
]

# METADATA
# title: What the caller's roles bring
by_role := [entry |
	some role in input.subject.roles
	entry := data.ecluse.data.roles[role]
]

# METADATA
# title: What the caller's direction brings
by_direction := [entry | entry := data.ecluse.data.directions[input.subject.direction]]

# METADATA
# title: What the caller alone was given
by_subject := [entry | entry := data.ecluse.data.subjects[input.subject.tenant][input.subject.id]]

# METADATA
# title: An entry holds in the tenants that it names, or in all
in_tenant(entry) if {
	not entry.tenants
} else if {
	input.subject.tenant in entry.tenants
}

# METADATA
# title: A star covers every name, a name covers itself
covers(names, name) if {
	"*" in names
} else if {
	name in names
}
