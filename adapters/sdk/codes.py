"""A translator from the project's own code files: what the conformance kit maps samples with.

It knows the regions and code lists of `schema/codes`, so samples map the same on every machine
without a database. Any well-formed agency is known, but for the local number 999999.
"""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from unicodedata import normalize

from schema.classification import FIRST_YEAR, LAST_YEAR, LATEST, LISTS
from schema.problems import RejectRow
from schema.regions import FOREVER

_agency = re.compile(r"[0-9]{15}").fullmatch
_NOISE = str.maketrans("", "", " \t\u3000.。·-_/")


class CodeFiles:
    """Implements `adapters.sdk.source.Translator` from files."""

    def code(self, list: str, budget_type: str | None, year: int, text: str) -> tuple[str, str]:
        """As written; else without separators and full-width digits; else its ancestor. A210"""
        known = _codes(list, self._budget(list, budget_type), year)
        if text in known:
            return text, "EXACT"
        plain = normalize("NFKC", text).translate(_NOISE)
        if plain in known:
            return plain, "NORMALISED"
        for width in range(len(plain) - 1, 2, -1):
            if plain[:width] in known and plain[width:].isdecimal():
                return plain[:width], "PARENT"
        raise RejectRow("A210", list=LISTS[list].title, code=text, year=year)

    def code_by_name(
        self, list: str, budget_type: str | None, year: int, name: str
    ) -> tuple[str, str] | None:
        """The one code of this name."""
        known = _codes(list, self._budget(list, budget_type), year)
        found = [code for code, called in known.items() if called == name]
        return (found[0], "NAME") if len(found) == 1 else None

    def region(self, text: str) -> int:
        """A code of six or nine digits. A211"""
        if re.fullmatch("[0-9]{6}|[0-9]{9}", text) and text.ljust(9, "0") in _regions():
            return int(text.ljust(9, "0"))
        raise RejectRow("A211", value=text, year=f"{FIRST_YEAR}–{LAST_YEAR}")

    def region_by_name(self, name: str, within: int, year: int) -> tuple[int, str]:
        """By the names of that year below `within`. A211, A212"""
        found = [
            code
            for code, start, end in _named().get(name, ())
            if start <= year < end and str(within) in _above(code)
        ]
        if len(found) > 1:
            raise RejectRow("A212", value=name, candidates=found)
        if not found:
            raise RejectRow("A211", value=name, year=year)
        return int(found[0]), "NAME"

    def agency(self, code: str, year: int) -> str:
        """Any of fifteen digits that does not end in 999999. A213"""
        if not _agency(code) or code.endswith("999999"):
            raise RejectRow("A213", value=code, year=year)
        return code

    def _budget(self, list: str, budget_type: str | None) -> str:
        return (budget_type or "") if LISTS[list].by_budget else ""


def _lines(*path: str) -> Iterator[dict[str, str]]:
    text = files("schema").joinpath("codes", *path).read_text(encoding="utf-8")
    return iter(csv.DictReader(io.StringIO(text)))


@cache
def _codes(list: str, budget_type: str, year: int) -> Mapping[str, str]:
    """Code -> name in one budget and year; of the latest names when `year` is LATEST."""
    asked = LAST_YEAR if year == LATEST else year
    return {
        line["code"]: line["name"]
        for line in _lines("classifications", f"{list}.csv")
        if line["budget_type"] == budget_type
        and int(line["from_year"] or FIRST_YEAR) <= asked < int(line["to_year"] or LAST_YEAR + 1)
    }


@cache
def _regions() -> Mapping[str, tuple[str, str]]:
    """Code -> (name, parent)."""
    return {line["code"]: (line["name"], line["parent_code"]) for line in _lines("regions.csv")}


@cache
def _named() -> Mapping[str, list[tuple[str, int, int]]]:
    """Name -> (code, first year, year after the last)."""
    found = defaultdict(list)
    for line in _lines("region_versions.csv"):
        years = int(line["from_year"] or 0), int(line["to_year"] or FOREVER)
        found[line["name"]].append((line["code"], *years))
    return found


def _above(code: str) -> set[str]:
    """The regions that hold this one."""
    above: set[str] = set()
    while parent := _regions()[code][1]:
        above.add(parent)
        code = parent
    return above
