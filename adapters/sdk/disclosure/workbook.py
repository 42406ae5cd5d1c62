"""The whole workbook, read once: all tables of one region and year, or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from adapters.sdk.disclosure.checks import codes_in, numbers_in
from adapters.sdk.disclosure.columns import figure_columns
from adapters.sdk.disclosure.layouts import GROUPS, LIMITS, LINES, SCOPES, USES, Edition
from adapters.sdk.disclosure.sections import Line, lines_of
from adapters.sdk.disclosure.tables import Table, refused, table_of
from adapters.sdk.readers.workbook import workbook_sheets


@dataclass(frozen=True)
class Workbook:
    """What a file holds. `root`, `name`: code and name of the region that discloses; `document`:
    region and year, the same whatever the file is called; `more`: an edition's further tables, by
    name."""

    document: str
    root: str
    name: str
    year: int
    limits: Table
    uses: Table
    account: Table
    lines: tuple[Line, ...]
    more: Mapping[str, Table]


@lru_cache(maxsize=2)
def workbook_of(edition: Edition, file: str, body: bytes) -> Workbook:
    """The workbook. Each stream asks for it anew, so that none loads what another refuses.

    raises: StopBatch(A307) for a sheet that is not known, stands twice, is missing, or is of
    another region or year than the others; StopBatch(A309) for no workbook
    """
    found: dict[str, Table] = {}
    for sheet in workbook_sheets(file, body):
        if any(any(row) for row in sheet.rows):
            table = table_of(file, sheet, edition.layouts)
            name = table.layout.name
            if name in found:
                raise refused(file, sheet.name, 1, [f"one {name}"], found[name].sheet)
            found[name] = table
    for layout in edition.layouts:
        if layout.name not in found:
            raise refused(file, "-", 1, [layout.name], ", ".join(found))
    return _together(edition, file, found)


def _together(edition: Edition, file: str, found: Mapping[str, Table]) -> Workbook:
    first = found[LIMITS.name]
    for table in found.values():
        if (table.root, table.year) != (first.root, first.year):
            expected = f"AD_CODE_GK#{first.root}, {first.year}"
            raise refused(file, table.sheet, 1, [expected], f"{table.root}, {table.year}")
    uses, account = found[USES.name], found[LINES.name]
    codes_in(first, "AD_CODE#")
    for entity in GROUPS:
        numbers_in(first, [column.place for column in figure_columns(first, entity)])
    numbers_in(uses, [uses.columns["债券规模"]])
    numbers_in(account, [account.columns[heading] for heading in SCOPES])
    document = f"{edition.family}_{first.root}_{first.year}"
    more = {layout.name: found[layout.name] for layout in edition.more}
    return Workbook(
        document, first.root, _name(first), first.year, first, uses, account,
        tuple(lines_of(account)), more,
    )  # fmt: skip


def _name(table: Table) -> str:
    """What the table calls the region that discloses. raises: StopBatch(A307) without its row"""
    for _, row in table.rows:
        if table.cell(row, "AD_CODE#") == table.root:
            return table.cell(row, "地区") or "-"
    raise refused(table.file, table.sheet, table.head, [table.root], "-")
