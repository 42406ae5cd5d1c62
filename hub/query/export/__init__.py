"""Exports: one list of records or groups, whole, as a file that is written while it is read."""
