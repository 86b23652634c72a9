# METADATA
# title: Tools
# description: >-
#   Which tools a caller may offer to a model or call. Only those count that run elsewhere than at the caller: behind
#   the gateway (`server__tool`), or at the provider of the model.
package ecluse.access.tools

import data.ecluse.access.grants

# METADATA
# title: A tool is not granted
deny contains {
	"code": "tool_not_granted",
	"message": "One of the tools is open neither to the caller nor to any of its groups and roles.",
} if {
	some tool in input.action.tools
	governed(tool)
	not granted(tool)
}

# METADATA
# title: The tool is a server's behind the gateway, or runs at the provider
governed(tool) if {
	contains(tool, "__")
} else if {
	tool in data.ecluse.data.tools.governed
}

# METADATA
# title: An entry names the tool, or all
granted(tool) if {
	some entry in grants.entries
	grants.covers(entry.tools, tool)
}

# METADATA
# title: An entry names all tools of the server
granted(tool) if {
	every_tool := concat("__", [split(tool, "__")[0], "*"])
	some entry in grants.entries
	every_tool in entry.tools
}
