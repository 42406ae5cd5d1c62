"""The agricultural system: XML over HTTP, townships by name."""
