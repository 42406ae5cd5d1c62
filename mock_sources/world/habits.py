"""How a region writes function codes in the budget system, and how well such a code matches."""

from __future__ import annotations

from mock_sources.world.seeds import pick

PLAIN = "PLAIN"
DOTS = "DOTS"
WIDE = "WIDE"
SUFFIX = "SUFFIX"
GRADE = {PLAIN: "EXACT", DOTS: "NORMALISED", WIDE: "NORMALISED", SUFFIX: "PARENT"}
_HABITS = (PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, PLAIN, DOTS, WIDE, SUFFIX)


def function_habit(seed: int, region: str) -> str:
    """A region's habit; seven in ten write plainly."""
    return _HABITS[pick(10, seed, "habit", region)]
