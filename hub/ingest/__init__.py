"""A record's way in: land, map, check, merge, reconcile."""
