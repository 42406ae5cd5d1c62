"""Measurements: `make bench`. One JSON object a line: name, value, unit, floor, ratio."""
