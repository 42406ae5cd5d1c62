"""A printed table → one record for each figure in it: the rows unpivoted, with uniform columns.

Blank cells are not figures. Rates stand with the executed figure, which they are about.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePath

from adapters.sdk.books.about import SCOPES, About, Book, about
from adapters.sdk.books.groups import groups_of
from adapters.sdk.books.headings import (
    LEVEL,
    PHASES,
    TO_ADJUSTED,
    TO_PRIOR,
    Header,
    header_of,
)
from adapters.sdk.books.outline import (
    Line,
    level_of,
    parents_of,
    parts,
    paths,
    plain_name,
)
from adapters.sdk.books.ties import identities_of
from adapters.sdk.readers.tables import one_sheet
from adapters.sdk.source import Page, Settings, Text
from schema.problems import StopBatch
from schema.regions import ROOT

COLUMNS = (
    "document", "table", "line_id", "line", "phase", "year", "direction", "scope", "region",
    "within", "level", "item", "name", "revenue", "function", "repeat", "part", "figure", "unit",
    "printed", "to_adjusted", "to_prior_year", "file", "sheet", "row", "column", "heading",
    "parent",
)  # fmt: skip

REGION_LEVEL = 1
"""Each row of a table by region is what 一、 is in the others: the budget's total of one region."""

BLANK = frozenset({"", "-", "－", "—", "——", "/"})
_figure = re.compile(r"-?[0-9]+(?:\.[0-9]+)?").fullmatch


@dataclass(frozen=True)
class Row:
    """A row under the header. `number`: in the file, from 1; `cells` as printed; `repeats`: the
    rows, counted from 1 under the header, of which it is a subtotal."""

    number: int
    cells: tuple[str, ...]
    line: Line
    path: str
    parent: int | None
    part: bool
    repeats: tuple[int, ...] | None


def page_of(book: Book, name: str, body: bytes, told: Settings) -> Page:
    """The page of one table. raises: StopBatch(A307) for a layout not known, StopBatch(A309)"""
    sheet, printed = one_sheet(name, body)
    header = header_of(name, printed)
    what = about(book, name, printed[: header.row], header.by_region, told)
    rows = _rows(book, header, printed[header.row + 1 :], name)
    records: list[list[Text]] = []
    numbers: list[int] = []
    for place, row in enumerate(rows, 1):
        for record in _records(book, what, header, place, row, PurePath(name).name, sheet):
            records.append(record)
            numbers.append(row.number)
    if not records:
        raise StopBatch("A307", document=f"{name} row {header.row + 2}: -", known=["figures"])
    return Page(
        name, body, COLUMNS, records, numbers=numbers,
        identities=identities_of(
            book, what, [row.line for row in rows], [row.part for row in rows],
            {n: row.repeats for n, row in enumerate(rows, 1) if row.repeats is not None},
            header.by_region,
        ),
        whole={"document": what.document(book), "table_no": what.table},
    )  # fmt: skip


def _rows(book: Book, header: Header, printed: Sequence[Sequence[Text]], name: str) -> list[Row]:
    found: list[tuple[int, tuple[str, ...]]] = []
    for number, row in enumerate(printed, header.row + 2):
        cells = tuple((cell or "").strip() for cell in row)
        if len(cells) != len(header.headings):
            raise StopBatch(
                "A302",
                expected=list(header.headings),
                found=list(row),
                place=f"{name} row {number}",
            )
        if any(cells):
            found.append((number, cells))
    decimals = max((_decimals(header, cells) for _, cells in found), default=0)
    lines = [_line(header, cells, decimals) for _, cells in found]
    repeats = groups_of(lines, book.known_groups) if header.by_region else {}
    shape = zip(found, lines, paths(lines), parents_of(lines), parts(lines), strict=True)
    return [
        Row(number, cells, line, path, parent, part, repeats.get(place))
        for place, ((number, cells), line, path, parent, part) in enumerate(shape, 1)
    ]


def _figures(header: Header, cells: tuple[str, ...]) -> list[str]:
    columns = [header.columns[phase] for phase in PHASES if phase in header.columns]
    return [_plainly(cells[column]) for column in columns]


def _decimals(header: Header, cells: tuple[str, ...]) -> int:
    found = (each for each in _figures(header, cells) if _figure(each))
    return max((len(each.partition(".")[2]) for each in found), default=0)


def _line(header: Header, cells: tuple[str, ...], decimals: int) -> Line:
    """The row in the outline, its figures in units of the table's last printed digit."""
    item = cells[header.label]
    level = cells[header.columns[LEVEL]] if LEVEL in header.columns else ""
    return Line(
        REGION_LEVEL if header.by_region
        else int(level) if level.isdecimal() else level_of(item),
        item,
        tuple(
            int(Decimal(each).scaleb(decimals)) if _figure(each) else None
            for each in _figures(header, cells)
        ),
    )  # fmt: skip


def _plainly(cell: str) -> str:
    """A figure without its thousands commas; what is no figure as it is.

    >>> _plainly("1,234.5"), _plainly("12,34"), _plainly("—")
    ('1234.5', '12,34', '')
    """
    if cell in BLANK:
        return ""
    grouped = re.fullmatch(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", cell)
    return cell.replace(",", "") if grouped else cell


def _rate(cell: str, heading: str) -> Text:
    """A rate as a percentage: under a heading with % a bare number is one.

    >>> _rate("98.5%", "x"), _rate("98.5", "为调整预算%"), _rate("0.985", "x"), _rate("-", "x")
    ('98.5%', '98.5%', '98.5%', None)
    """
    if cell in BLANK:
        return None
    if cell.endswith("%") or not _figure(cell):
        return cell
    if "%" in heading or "％" in heading:
        return f"{cell}%"
    return f"{Decimal(cell).scaleb(2):f}%"


def _records(
    book: Book, what: About, header: Header, place: int, row: Row, file: str, sheet: Text
) -> Iterator[list[Text]]:
    name = plain_name(row.line.item)
    below = header.by_region and row.repeats is None
    by_item = not header.by_region
    for phase in PHASES:
        if phase not in header.columns:
            continue
        column = header.columns[phase]
        figure = _plainly(row.cells[column])
        if not figure:
            continue
        rates = _rates(header, row.cells) if phase == "EXECUTED" else {}
        yield [
            what.document(book),
            what.table,
            f"{what.table}/{row.path}/{phase}",
            str(place),
            phase,
            what.year,
            what.direction,
            SCOPES[what.whose],
            name if below else what.region,
            what.region if below else str(ROOT),
            str(row.line.level),
            row.line.item,
            name,
            name if by_item and what.direction == "REVENUE" else None,
            name if by_item and what.direction == "EXPENDITURE" else None,
            "0" if row.repeats is None else "1",
            "1" if row.part else "0",
            figure,
            what.unit,
            row.cells[column],
            rates.get(TO_ADJUSTED),
            rates.get(TO_PRIOR),
            file,
            sheet,
            str(row.number),
            str(column + 1),
            header.headings[column],
            str(row.parent) if row.parent is not None else None,
        ]


def _rates(header: Header, cells: tuple[str, ...]) -> Mapping[str, Text]:
    return {
        role: _rate(cells[header.columns[role]], header.headings[header.columns[role]])
        for role in (TO_ADJUSTED, TO_PRIOR)
        if role in header.columns
    }
