"""What data means: the entities, their fields, the codes, and the catalogue of errors."""
