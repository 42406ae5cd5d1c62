"""Guangdong's published tables of budget execution, as printed, for `hub load`."""
