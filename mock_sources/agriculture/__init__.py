"""The agricultural system's dialect: XML over HTTP, townships by name, stage codes of its own."""
