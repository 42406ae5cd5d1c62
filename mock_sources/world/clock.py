"""The world's calendar: when years end, when the late changes happen, and days to draw from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache

OPENING = "opening"
FINAL = "final"
STAGES = (OPENING, FINAL)

OPENING_AT = datetime(2026, 1, 15)
CHANGED_AT = datetime(2026, 1, 20, 10, 0, 0)
RESENT_AT = datetime(2026, 1, 22, 8, 0, 0)
FINAL_AT = datetime(2026, 1, 31)

# Months whose clearing file the bank exported in the wrong unit.
WRONG_UNIT_MONTHS = frozenset({"202307", "202503"})


def as_of(stage: str) -> datetime:
    """The moment up to which a system in this stage has told everything."""
    return OPENING_AT if stage == OPENING else FINAL_AT


@cache
def days(year: int) -> tuple[date, ...]:
    """The days of a year and of the January after it: index 0 is 1 January."""
    first = date(year, 1, 1)
    return tuple(first + timedelta(days=n) for n in range((date(year + 1, 2, 1) - first).days))


@cache
def last_day(year: int) -> int:
    """Index of 31 December in days(year)."""
    return (date(year, 12, 31) - date(year, 1, 1)).days


def month_of(day: date) -> str:
    """'202405'."""
    return f"{day.year}{day.month:02d}"


@cache
def month_ends(year: int) -> tuple[date, ...]:
    return tuple(
        date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1) for month in range(1, 13)
    )
