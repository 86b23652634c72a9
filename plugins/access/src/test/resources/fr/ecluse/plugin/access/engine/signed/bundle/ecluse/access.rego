package ecluse.access

import rego.v1

decision := {}
