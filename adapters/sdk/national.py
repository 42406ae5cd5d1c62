"""Conversions that ask the hub: regions, dated national codes, agencies.

They may need other fields of the same record, named as ours: `year="fiscal_year"`. A code of a
list comes with the grade of the match, which is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from adapters.sdk.source import Translator

EXACT = "EXACT"
"""Grade of a code that is the national one, letter for letter."""

UNMATCHED = "NONE"
"""Grade of a printed name that no code, or more than one, bears."""


@dataclass(frozen=True)
class National:
    """A conversion with the hub's help.

    `convert(translator, text, *values of the fields `beside`)` -> value, or (value, grade) where
    `graded`.
    """

    convert: Callable[..., Any]
    beside: tuple[str, ...] = ()
    graded: bool = False


def _region(translator: Translator, cell: str) -> int:
    return translator.region(cell)


region = National(_region)
"""A region code of 6 or 9 digits -> nine digits. raises: RejectRow(A211)"""


def region_named(within: int, *, year: str) -> National:
    """The printed name of a region below `within`, or its code; graded.

    raises: RejectRow(A211, A212)
    """

    def convert(translator: Translator, cell: str, in_year: int) -> tuple[int, str]:
        if cell.isascii() and cell.isdigit():
            return translator.region(cell), EXACT
        return translator.region_by_name(cell, within, in_year)

    return National(convert, (year,), graded=True)


def lookup(list: str, *, year: str | None = None, budget: str | None = None) -> National:
    """A code of a dated national list; graded. raises: RejectRow(A210)

    `year`, `budget`: our fields that hold the fiscal year and the budget type. Without a year the
    latest codes count; lists that do not differ by budget take none.
    """
    beside = tuple(name for name in (year, budget) if name)

    def convert(translator: Translator, cell: str, *values: Any) -> tuple[str, str]:
        given = dict(zip(beside, values, strict=True))
        kind = given[budget] if budget else None
        return translator.code(list, kind, given[year] if year else 0, cell)

    return National(convert, beside, graded=True)


def lookup_name(
    list: str, *, year: str, budget: str | None = None, endings: tuple[str, ...] = ("",)
) -> National:
    """The printed name of a code, where it is unique, else none; graded.

    `endings`: what the national name may have after the printed one, tried in this order.
    """
    beside = tuple(name for name in (year, budget) if name)

    def convert(
        translator: Translator, cell: str, in_year: int, kind: str | None = None
    ) -> tuple[str | None, str]:
        for ending in endings:
            found = translator.code_by_name(list, kind, in_year, cell + ending)
            if found is not None:
                return found
        return None, UNMATCHED

    return National(convert, beside, graded=True)


def agency(form: Callable[[str], str], *, year: str) -> National:
    """An agency the hub knows, from a local code that `form` makes national.

    raises: RejectRow(A213)
    """

    def convert(translator: Translator, cell: str, in_year: int) -> str:
        return translator.agency(form(cell), in_year)

    return National(convert, (year,))
