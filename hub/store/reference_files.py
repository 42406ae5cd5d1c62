"""The project's own reference files (schema/codes), read and checked line by line.

Spans of years are `(from_year, to_year)`, half open; FIRST_YEAR.. FOREVER where a file leaves them
empty. raises, everywhere: HubError(S112) with file and line when a file breaks a law of its README.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable

from schema.classification import FIRST_YEAR, LAST_YEAR, LATEST, LISTS, CodeList
from schema.problems import HubError
from schema.regions import FOREVER, ROOT, Tier

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class RegionRow:
    """A code and what it was called last. `parent` is its latest administrative parent."""

    code: int
    name: str
    pinyin: str
    tier: str
    parent: int | None
    division_type: str | None
    statistical_only: bool


@dataclass(frozen=True, slots=True)
class VersionRow:
    """Name, tier and administrative parent of a code over a span."""

    code: int
    span: Span
    tier: str
    parent: int | None
    name: str


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """One code giving way to another."""

    change_id: str
    kind: str
    year: int
    old_code: int | None
    old_name: str | None
    new_code: int | None
    new_name: str | None
    document: str | None


@dataclass(frozen=True, slots=True)
class CodeRow:
    """A code of a list in one year (0: latest), as the table `classification` holds it."""

    list: str
    budget_type: str
    year: int
    code: str
    name: str
    level: int
    parent_code: str | None


@dataclass(frozen=True)
class RegionFiles:
    """Everything the files say about regions. `fiscal` holds what differs from administration."""

    regions: Mapping[int, RegionRow]
    versions: Mapping[int, tuple[VersionRow, ...]]
    changes: tuple[ChangeRow, ...]
    fiscal: Mapping[int, tuple[tuple[int, Span], ...]]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a file, with what is needed to say what is wrong with it."""

    place: str
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    def wrong(self, cause: str) -> HubError:
        return HubError("S112", place=self.place, cause=cause)

    def number(self, column: str) -> int:
        if not (self[column].isascii() and self[column].isdigit()):
            raise self.wrong(f'{column}="{self[column]}" is not a number')
        return int(self[column])

    def region(self, column: str) -> int:
        if len(self[column]) != 9:
            raise self.wrong(f'{column}="{self[column]}" does not have nine digits')
        return self.number(column)

    def maybe_region(self, column: str) -> int | None:
        return self.region(column) if self[column] else None

    def span(self, first: int) -> Span:
        start = self.number("from_year") if self["from_year"] else first
        end = self.number("to_year") if self["to_year"] else FOREVER
        if start >= end:
            raise self.wrong(f"the span from {start} to {end} is empty")
        return start, end


def fingerprint(*code: bytes) -> bytes:
    """A digest of all files, and of the code that derives rows from them."""
    digest = sha256()
    for text in (*(each.read_bytes() for each in _all_files()), *code):
        digest.update(sha256(text).digest())
    return digest.digest()


def read_regions() -> RegionFiles:
    """The region files: every parent is a known region, spans of one code do not overlap."""
    regions: dict[int, RegionRow] = {}
    for line in _lines("regions.csv"):
        row = RegionRow(
            line.region("code"),
            line["name"],
            line["pinyin"],
            _tier(line),
            line.maybe_region("parent_code"),
            line["division_type"] or None,
            line["statistical_only"] == "1",
        )
        if row.code in regions:
            raise line.wrong(f"{row.code} stands twice")
        if (row.parent is None) != (row.code == ROOT):
            raise line.wrong(f"only {ROOT} has no parent")
        regions[row.code] = row
    versions: dict[int, list[VersionRow]] = {}
    for line in _lines("region_versions.csv"):
        version = VersionRow(
            line.region("code"),
            line.span(FIRST_YEAR),
            _tier(line),
            line.maybe_region("parent_code"),
            line["name"],
        )
        known = versions.setdefault(version.code, [])
        if known and known[-1].span[1] > version.span[0]:
            raise line.wrong(f"the spans of {version.code} overlap or are not in order")
        for code in (version.code, version.parent):
            if code is not None and code not in regions:
                raise line.wrong(f"{code} is not in regions.csv")
        known.append(version)
    fiscal: dict[int, list[tuple[int, Span]]] = {}
    for line in _lines("fiscal_parents.csv"):
        code, parent = line.region("code"), line.region("fiscal_parent_code")
        if code not in regions or parent not in regions:
            raise line.wrong(f"{code} or {parent} is not in regions.csv")
        fiscal.setdefault(code, []).append((parent, line.span(0)))
    return RegionFiles(
        regions,
        {code: tuple(rows) for code, rows in versions.items()},
        tuple(_changes()),
        {code: tuple(rows) for code, rows in fiscal.items()},
    )


def read_codes() -> Iterator[CodeRow]:
    """Every code of every list in every year of FIRST_YEAR..LAST_YEAR, and under LATEST.

    Under LATEST stands each code once valid, with its last name; an undated list's codes stand
    nowhere else.
    """
    for name, law in LISTS.items():
        named: dict[tuple[str, int, str], str] = {}
        latest: dict[tuple[str, str], tuple[int, str]] = {}
        places: dict[tuple[str, str], Line] = {}
        for line in _lines(f"classifications/{name}.csv"):
            budget, code = line["budget_type"], line["code"]
            _check_code(line, law)
            places[budget, code] = line
            start, end = line.span(FIRST_YEAR)
            years = range(max(start, FIRST_YEAR), min(end, LAST_YEAR + 1)) if law.dated else ()
            for year in years:
                if (budget, year, code) in named:
                    raise line.wrong(f"{code} has two names in {year}")
                named[budget, year, code] = line["name"]
            latest[budget, code] = max(latest.get((budget, code), (0, "")), (end, line["name"]))
        named |= {(budget, LATEST, code): last for (budget, code), (_, last) in latest.items()}
        for (budget, year, code), title in named.items():
            level = _level(law, code)
            parent = code[: law.widths[level - 2]] if level > 1 else None
            if parent is not None and (budget, year, parent) not in named:
                raise places[budget, code].wrong(f"its parent {parent} is not valid in {year}")
            yield CodeRow(name, budget, year, code, title, level, parent)


def _level(law: CodeList, code: str) -> int:
    return law.widths.index(len(code)) + 1 if law.widths else 1


def _check_code(line: Line, law: CodeList) -> None:
    """The law of widths and prefixes, by which ancestors are found without asking the table."""
    code, parent = line["code"], line["parent_code"]
    if bool(line["budget_type"]) != law.by_budget:
        raise line.wrong(f"a budget type stands {'in none' if law.by_budget else 'here'}")
    if law.widths and len(code) not in law.widths:
        raise line.wrong(f"{code} has none of the widths {law.widths}")
    level = _level(law, code)
    if parent != (code[: law.widths[level - 2]] if level > 1 else ""):
        raise line.wrong(f'the parent "{parent}" of {code} is not its prefix one level up')


def _changes() -> Iterator[ChangeRow]:
    for line in _lines("region_changes.csv"):
        yield ChangeRow(
            line["change_id"],
            line["kind"],
            line.number("effective_year"),
            line.maybe_region("old_code"),
            line["old_name"] or None,
            line.maybe_region("new_code"),
            line["new_name"] or None,
            line["document"] or None,
        )


def _tier(line: Line) -> str:
    if line["tier"] not in Tier.__members__:
        raise line.wrong(f'"{line["tier"]}" is not a tier')
    return line["tier"]


def _folder() -> Traversable:
    return files("schema") / "codes"


def _all_files() -> Iterable[Traversable]:
    folder = _folder()
    names = ["regions", "region_versions", "region_changes", "fiscal_parents"]
    names += [f"classifications/{name}" for name in LISTS]
    return [folder / f"{name}.csv" for name in names]


def _lines(name: str) -> Iterator[Line]:
    text = (_folder() / name).read_text("utf-8")
    for number, cells in enumerate(csv.DictReader(io.StringIO(text), strict=True), start=2):
        line = Line(f"schema/codes/{name} line {number}", cells)
        if None in cells or None in cells.values():
            raise line.wrong("it does not have the header's number of columns")
        yield line
