"""Conversions that ask the hub: regions, dated national codes, agencies.

They may need other fields of the same record, named as ours: `year="fiscal_year"`. A code of a
list comes with the grade of the match, which is counted.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from adapters.sdk.source import Translator
from schema.problems import RejectRow
from schema.regions import ROOT

EXACT = "EXACT"
"""Grade of a code that is the national one, letter for letter."""

UNMATCHED = "NONE"
"""Grade of a printed name that no code, or more than one, bears."""

SHORT_NAME = "SHORT_NAME"
"""Grade of an autonomous county or prefecture that is named without its nation."""

NATIONS = (
    "蒙古", "蒙古族", "回族", "藏族", "维吾尔", "苗族", "彝族", "壮族", "布依族", "朝鲜族",
    "满族", "侗族", "瑶族", "白族", "土家族", "哈尼族", "哈萨克", "哈萨克族", "傣族", "黎族",
    "傈僳族", "佤族", "畲族", "拉祜族", "水族", "东乡族", "纳西族", "景颇族", "柯尔克孜", "土族",
    "达斡尔族", "仫佬族", "羌族", "撒拉族", "毛南族", "仡佬族", "锡伯", "塔吉克", "怒族",
    "独龙族怒族",
    "鄂温克族", "保安族", "裕固族", "鄂伦春", "各族", "布朗族", "普米族", "白族普米族",
)  # fmt: skip
"""Nations that autonomous counties and prefectures are named after, as they stand in the names."""


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


def code_or_name(
    list: str, *, year: str, budget: str | None = None, endings: tuple[str, ...] = ("",)
) -> National:
    """The code of a printed row, from its code or else its name; null where neither is known.

    A row of a statement must not be lost for its code: what the list of its year and budget does
    not hold stays without one, and is counted. An ancestor is no match: it has a row of its own.
    """
    beside = tuple(name for name in (year, budget) if name)
    named = lookup_name(list, year=year, budget=budget, endings=endings).convert

    def convert(
        translator: Translator, cell: str, in_year: int, kind: str | None = None
    ) -> tuple[str | None, str]:
        if not (cell.isascii() and cell.isdigit()):
            found: tuple[str | None, str] = named(translator, cell, in_year, kind)
            return found
        try:
            code, grade = translator.code(list, kind, in_year, cell)
        except RejectRow:
            return None, UNMATCHED
        return (code, grade) if len(code) == len(cell) else (None, UNMATCHED)

    return National(convert, beside, graded=True)


def region_within(*, year: str) -> National:
    """A region's name or code, and the name or code of what it lies in -> the region; graded.

    A county may be called by its short name: 玉龙县 is 玉龙纳西族自治县.

    raises: RejectRow(A211, A212)
    """

    def convert(translator: Translator, name: str, within: str, in_year: int) -> tuple[int, str]:
        if name.isascii() and name.isdigit():
            return translator.region(name), EXACT
        if within.isascii() and within.isdigit():
            outer = translator.region(within)
        else:
            outer, _ = translator.region_by_name(within, ROOT, in_year)
        try:
            return translator.region_by_name(name, outer, in_year)
        except RejectRow as problem:
            if problem.code != "A211":
                raise
            return _by_short_name(translator, name, outer, in_year, problem)

    return National(convert, (year,), graded=True)


def dated_region(*, year: str) -> National:
    """A region's code of 6 or 9 digits, perhaps long abolished, and its name -> the region; graded.

    raises: RejectRow(A211, A212)
    """

    def convert(translator: Translator, code: str, name: str, in_year: int) -> tuple[int, str]:
        return translator.region_dated(code, name, in_year)

    return National(convert, (year,), graded=True)


def township(*, year: str) -> National:
    """A township's name or a region's code, and the code of what it lies in -> the region; graded.

    The name may be written as people do (`schema.names`). `year`: our field with a year or a day.

    raises: RejectRow(A211, A212)
    """
    return National(_township, (year,), graded=True)


def township_grade(*, year: str) -> National:
    """The grade alone of what `township` finds: EXACT (a code), NAME, NORMALISED."""

    def convert(translator: Translator, name: str, within: str, at: int | date) -> str:
        return _township(translator, name, within, at)[1]

    return National(convert, (year,))


def _township(translator: Translator, name: str, within: str, at: int | date) -> tuple[int, str]:
    if name.isascii() and name.isdigit():
        return translator.region(name), EXACT
    in_year = at.year if isinstance(at, date) else at
    return translator.township(name, translator.region(within), in_year)


def _by_short_name(
    translator: Translator, name: str, within: int, year: int, unknown: RejectRow
) -> tuple[int, str]:
    """The one autonomous region of this short name. raises: RejectRow(A212), or `unknown`"""
    found = []
    for nation in NATIONS if name[-1:] in ("县", "旗", "州") else ():
        try:
            full = f"{name[:-1]}{nation}自治{name[-1]}"
            found.append(translator.region_by_name(full, within, year)[0])
        except RejectRow:
            continue
    if len(found) > 1:
        raise RejectRow("A212", value=name, candidates=[str(code) for code in found])
    if not found:
        raise unknown
    return found[0], SHORT_NAME


def agency(form: Callable[[str], str], *, year: str) -> National:
    """An agency the hub knows, from a local code that `form` makes national.

    raises: RejectRow(A213)
    """

    def convert(translator: Translator, cell: str, in_year: int) -> str:
        return translator.agency(form(cell), in_year)

    return National(convert, (year,))
