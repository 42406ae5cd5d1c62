"""The partners' world: an island that plays the systems the hub reads."""
