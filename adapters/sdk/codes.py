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
from schema.names import NAME, Place, keys, plain, townships
from schema.problems import RejectRow
from schema.regions import FOREVER, Tree

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
            for code, start, end in _named().get(plain(name), ())
            if start <= year < end and str(within) in _above(code)
        ]
        return _only(name, found, year), NAME

    def township(self, name: str, within: int, year: int) -> tuple[int, str]:
        """However it is written, below `within`. A211, A212"""

        def known(key: str) -> Iterator[Place]:
            for code in _towns().get(key, ()):
                above = _above(code)
                if str(within) in above:
                    names = tuple(_regions()[each][0] for each in reversed(above[:-1]))
                    yield Place(int(code), _regions()[code][0], names)

        found, grade = townships(name, known)
        return _only(name, [str(each.code) for each in found], year), grade

    def region_dated(self, text: str, name: str | None, year: int) -> tuple[int, str]:
        """The code while valid, else its successors, of which the name decides. A211, A212"""
        code = str(self.region(text))
        found = _holders(code, year)
        if found == {code}:
            return int(code), "EXACT"
        if len(found) > 1:
            named = {
                each
                for each, start, end in _named().get(plain(name or ""), ())
                if start <= year < end
            }
            if len(found & named) != 1:
                raise RejectRow("A212", value=f"{text} {name or ''}", candidates=sorted(found))
            return int((found & named).pop()), "NAME"
        if not found:
            raise RejectRow("A211", value=text, year=year)
        return int(found.pop()), "SUCCESSOR"

    def city_of(self, code: int, year: int, tree: str) -> int | None:
        """The city among the region and those above it."""
        special = _fiscal() if tree == Tree["FISCAL"] else {}
        above: str = str(code)
        while above and _regions()[above][2] != "CITY":
            above = special.get(above) or _regions()[above][1]
        return int(above) if above else None

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
def _regions() -> Mapping[str, tuple[str, str, str]]:
    """Code -> (name, parent, tier)."""
    return {
        line["code"]: (line["name"], line["parent_code"], line["tier"])
        for line in _lines("regions.csv")
    }


@cache
def _fiscal() -> Mapping[str, str]:
    """Code -> fiscal parent, where that is not the administrative one."""
    return {line["code"]: line["fiscal_parent_code"] for line in _lines("fiscal_parents.csv")}


@cache
def _ends() -> Mapping[str, int]:
    """Code -> year after its last."""
    return {line["code"]: int(line["to_year"] or FOREVER) for line in _lines("region_versions.csv")}


@cache
def _successors() -> Mapping[tuple[str, int], set[str]]:
    """(Code, year) -> what it gave way to in that year."""
    found = defaultdict(set)
    for line in _lines("region_changes.csv"):
        if line["old_code"] and line["new_code"] in _regions():
            found[line["old_code"], int(line["effective_year"])].add(line["new_code"])
    return found


def _holders(code: str, year: int) -> set[str]:
    """What a code stands for in a year."""
    end = _ends().get(code, FOREVER)
    if year < end:
        return {code}
    after = _successors().get((code, end), set()) - {code}
    return {each for new in after for each in _holders(new, year)}


@cache
def _named() -> Mapping[str, list[tuple[str, int, int]]]:
    """Name -> (code, first year, year after the last)."""
    found = defaultdict(list)
    for line in _lines("region_versions.csv"):
        years = int(line["from_year"] or 0), int(line["to_year"] or FOREVER)
        found[plain(line["name"])].append((line["code"], *years))
    return found


@cache
def _towns() -> Mapping[str, list[str]]:
    """Name, or name without its ending -> townships."""
    found = defaultdict(list)
    for code, (name, _, tier) in _regions().items():
        if tier == "TOWNSHIP":
            for key in keys(name):
                found[key].append(code)
    return found


def _only(name: str, found: list[str], year: int) -> int:
    """The one region that a name means. A211, A212"""
    if len(found) > 1:
        raise RejectRow("A212", value=name, candidates=found)
    if not found:
        raise RejectRow("A211", value=name, year=year)
    return int(found[0])


def _above(code: str) -> tuple[str, ...]:
    """The regions that hold this one, the root last."""
    above: list[str] = []
    while parent := _regions()[code][1]:
        above.append(parent)
        code = parent
    return tuple(above)
