"""The translator: what a crosswalk asks the hub about national codes and regions.

Answers come from an immutable snapshot of the reference data and are remembered, so that a
column of a million rows costs as many look-ups as it has different values.
"""

from __future__ import annotations

from functools import lru_cache
from unicodedata import normalize

from hub.ingest.locks import Connection
from hub.store.reference import Reference, RegionInfo
from schema.classification import FIRST_YEAR, LAST_YEAR, LATEST, LISTS
from schema.names import NAME, NORMALISED
from schema.problems import RejectRow
from schema.regions import ROOT

REMEMBERED = 200_000
"""Different questions of each sort that are remembered."""

EXACT, PARENT, SUCCESSOR = "EXACT", "PARENT", "SUCCESSOR"

_NOISE = str.maketrans("", "", " \t\u3000.。·-_/")
"""What people put between the parts of a code."""


async def translator(connection: Connection, reference: Reference) -> HubTranslator:
    """A translator that knows the agencies the hub holds now."""
    known = await connection.fetch("SELECT code FROM agency")
    return HubTranslator(reference, frozenset(row["code"] for row in known))


class HubTranslator:
    """Implements `adapters.sdk.source.Translator` over one snapshot of the reference data.

    agencies: the national codes of the agencies that the hub holds.
    """

    def __init__(self, reference: Reference, agencies: frozenset[str]) -> None:
        self._reference = reference
        self._agencies = agencies
        self._code = lru_cache(REMEMBERED)(self._find_code)
        self._region = lru_cache(REMEMBERED)(reference.region_text)

    def code(self, list: str, budget_type: str | None, year: int, text: str) -> tuple[str, str]:
        """National code and grade (EXACT, NORMALISED, PARENT) of a code as written.

        raises: RejectRow(A210) when neither it nor what is left of it without its last digits is
        in the list of that budget and year.
        """
        found = self._code(list, budget_type or "", year, text)
        if found is None:
            raise RejectRow("A210", list=LISTS[list].title, code=text, year=year)
        return found

    def code_by_name(
        self, list: str, budget_type: str | None, year: int, name: str
    ) -> tuple[str, str] | None:
        """National code and grade (NAME) of a printed name; None when nothing or several match."""
        budget = (budget_type or "") if LISTS[list].by_budget else ""
        year = year if LISTS[list].dated else LATEST
        found = self._reference.code_by_name(list, budget, year, "".join(name.split()))
        return (found[0].code, NAME) if len(found) == 1 else None

    def region(self, text: str) -> int:
        """Nine-digit region code of a 6- or 9-digit one.  raises: RejectRow(A211)"""
        found = self._region(text)
        if found is None:
            raise RejectRow("A211", value=text, year=f"{FIRST_YEAR}–{LAST_YEAR}")
        return found

    def region_by_name(self, name: str, within: int, year: int) -> tuple[int, str]:
        """Region and grade (NAME) of a name below `within`.

        raises: RejectRow(A211) when there is none, RejectRow(A212) with the candidates when there
        are several.
        """
        found = self._reference.by_name(name, within, year)
        return self._only(name, found, year), NAME

    def township(self, name: str, within: int, year: int) -> tuple[int, str]:
        """Township below `within` and grade (NAME, NORMALISED) of its name, however written.

        raises: as `region_by_name`
        """
        found, grade = self._reference.townships(name, within, year)
        return self._only(name, found, year), grade

    def region_dated(self, text: str, name: str | None, year: int) -> tuple[int, str]:
        """Region that a code meant in a year, and grade: EXACT, SUCCESSOR of an abolished code, or
        of several successors the one of that name (NAME).

        raises: RejectRow(A211) for a code unknown, or gone without successors; RejectRow(A212)
        with the candidates when the name decides nothing.
        """
        code = self.region(text)
        found = self._reference.holders(code, year)
        if found == (code,):
            return code, EXACT
        if len(found) == 1:
            return found[0], SUCCESSOR
        so_called = {each.code for each in self._reference.by_name(name or "", ROOT, year)}
        named = [each for each in found if each in so_called]
        if len(named) == 1:
            return named[0], NAME
        if not found:
            raise RejectRow("A211", value=text, year=year)
        places = [self._reference.region(each) for each in found]
        candidates = [f"{each.full_name} {each.code}" for each in places if each]
        raise RejectRow("A212", value=f"{text} {name or ''}".strip(), candidates=candidates)

    def city_of(self, code: int, year: int, tree: str) -> int | None:
        """The city that a region is or lies in, in one of the trees, or None."""
        for each in self._reference.chain(code, year, tree):
            found = self._reference.region(each)
            if found is not None and found.tier == "CITY":
                return each
        return None

    def agency(self, text: str, year: int) -> str:
        """A national agency code that the hub holds.  raises: RejectRow(A213)"""
        if text not in self._agencies:
            raise RejectRow("A213", value=text, year=year)
        return text

    def _only(self, name: str, found: tuple[RegionInfo, ...], year: int) -> int:
        """The one region that a name means. raises: RejectRow(A211, A212)"""
        if not found:
            raise RejectRow("A211", value=name, year=year)
        if len(found) > 1:
            candidates = [f"{each.full_name} {each.code}" for each in found]
            raise RejectRow("A212", value=name, candidates=candidates)
        return found[0].code

    def _find_code(
        self, list: str, budget_type: str, year: int, text: str
    ) -> tuple[str, str] | None:
        known, declared = self._reference.code, LISTS[list]
        budget = budget_type if declared.by_budget else ""
        year = year if declared.dated else LATEST
        if known(list, budget, year, text):
            return text, EXACT
        plain = normalize("NFKC", text).translate(_NOISE)
        if plain != text and known(list, budget, year, plain):
            return plain, NORMALISED
        least = declared.widths[0] if declared.widths else len(plain)
        for width in range(len(plain) - 1, least - 1, -1):
            if not plain[width:].isdecimal():
                return None
            if known(list, budget, year, plain[:width]):
                return plain[:width], PARENT
        return None
