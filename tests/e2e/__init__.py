"""The whole hub against the partners' world, by its own commands and over HTTP."""
