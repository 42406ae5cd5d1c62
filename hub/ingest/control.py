"""A page against its own control: is it whole, and is it in the unit we think?

The sum is over every record as written, those set aside too, so it can be compared exactly
whatever becomes of the records.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from adapters.sdk.source import MappedPage, Page
from schema.problems import HubError, StopBatch

HALF = Decimal("0.5")
"""The source rounds its total to a fen."""
POWERS = [power for power in range(-8, 9) if power]
LEAST = 100
"""Fen below which a total says nothing about the unit."""


@dataclass(frozen=True)
class Finding:
    """What a page's own total says about it. `held`: it must not be loaded."""

    problem: HubError
    held: bool


def check_count(page: Page) -> None:
    """raises: StopBatch(A301) when the page has not the records it says."""
    control = page.control
    if control is not None and control.records != len(page.rows):
        raise StopBatch("A301", expected=control.records, received=len(page.rows), place=page.name)


def check_sum(page: Page, mapped: MappedPage) -> Finding | None:
    """A303 when our sum is the page's total times a power of ten; A304 when it differs else."""
    ours, control = mapped.total, page.control
    if ours is None or control is None or control.amount is None:
        return None
    theirs = control.amount
    if abs(ours - theirs) <= HALF:
        return None
    power = _power_of_ten(ours, theirs)
    shown = {"ours": _yuan(ours), "theirs": _yuan(Decimal(theirs))}
    if power is None:
        return Finding(HubError("A304", place=page.name, **shown), held=False)
    return Finding(HubError("A303", place=page.name, power=power, **shown), held=True)


def _power_of_ten(ours: Decimal, theirs: int) -> int | None:
    """k when ours = theirs · 10^k, to the fen their total is rounded to."""
    if abs(ours) < LEAST or abs(theirs) < LEAST:
        return None
    for power in POWERS:
        if abs(ours.scaleb(-power) - theirs) <= HALF:
            return power
    return None


def _yuan(fen: Decimal) -> str:
    return f"{fen.scaleb(-2):.2f}"
