"""A register's sheet → a page: title, labels, a header of two rows, rows, its own total.

Headings may be merged over columns or downwards; the unit of the amounts stands in one of them. The
last line states how many rows there are and what they are worth, in 元 whatever the unit is.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from unicodedata import normalize

from adapters.sdk.money import whole_fen, yuan
from adapters.sdk.readers.workbook import Sheet, workbook_sheets
from adapters.sdk.source import Control, Page, Text
from schema.problems import StopBatch

LABELS = {
    "填报地区": "填报地区",
    "区划代码": "区划代码",
    "截止日期": "截止日期",
    "导出时间": "导出时间",
}
ABOUT = ("document", "file", "sheet", "row", "year", "unit", *LABELS)
"""Columns of a page before those of the sheet."""

TOTAL = "合计"
STATED = "资产原值合计(元)"

_label = re.compile(r"([^:]+):(.+)").fullmatch
_unit = re.compile(r"(.*)\((元|万元)\)").fullmatch
_title = re.compile(r".*(?P<year>[0-9]{4})年度.*").fullmatch


def register_page(title: str, first: str, file: str, body: bytes, _encoding: str) -> Page:
    """The sheet whose title ends in `title`; `first`: its first heading.

    raises: StopBatch(A301) for another number of rows than it states; StopBatch(A302) for a total
    that is no amount; StopBatch(A307) for another layout; StopBatch(A309) for no workbook
    """
    sheet = next((s for s in workbook_sheets(file, body) if _firsts(s)[0].endswith(title)), None)
    if sheet is None:
        raise StopBatch("A307", document=file, known=[title])
    place, firsts = f"{file} [{sheet.name}]", _firsts(sheet)
    said = [found for row in sheet.rows[1:2] for cell in row if (found := _label(_plain(cell)))]
    labels = {found[1]: found[2].strip() for found in said}
    year = _title(firsts[0])
    missing = [label for label in LABELS if label not in labels]
    if missing or year is None or first not in firsts[:-1]:
        raise StopBatch("A307", document=place, known=missing or [first, "2025年度"])
    head = firsts.index(first)
    columns, unit = _header(sheet, head, place)
    if TOTAL not in firsts[head + 2 :]:
        raise StopBatch("A301", expected="?", received=len(firsts) - head - 2, place=place)
    last = firsts.index(TOTAL, head + 2)
    document = f"assets_{labels['区划代码']}_{year['year']}"
    about = [document, file, sheet.name]
    stated = [year["year"], unit, *(labels[label] for label in LABELS)]
    numbers = range(head + 3, last + 1)
    return Page(
        file,
        body,
        (*ABOUT, *columns),
        [[*about, str(number), *stated, *_cells(sheet, number, columns)] for number in numbers],
        control=_control(sheet.rows[last], len(numbers), place),
        numbers=list(numbers),
        whole={"document": document},
    )


def _firsts(sheet: Sheet) -> list[str]:
    """The first cell of each row; of an empty sheet one that is blank."""
    return [_plain(row[0] if row else None) for row in sheet.rows] or [""]


def _header(sheet: Sheet, head: int, place: str) -> tuple[list[str], str]:
    """The columns, without the unit, and the unit. raises: StopBatch(A307) without one unit"""
    upper, lower = ([_plain(cell) for cell in sheet.rows[n]] for n in (head, head + 1))
    columns, units = [], set()
    group = ""
    for above, below in zip(upper, lower, strict=True):
        group = above or group
        for heading in (group, below):
            if found := _unit(heading):
                units.add(found[2])
        name = below or above
        columns.append(found[1] if (found := _unit(name)) else name)
    if len(units) != 1:
        raise StopBatch("A307", document=place, known=["价值(元)", "价值(万元)"])
    return columns, units.pop()


def _cells(sheet: Sheet, number: int, columns: Sequence[str]) -> list[Text]:
    row = sheet.rows[number - 1]
    return [row[at] if at < len(row) else None for at in range(len(columns))]


def _control(row: Sequence[Text], rows: int, place: str) -> Control:
    """What the last line states: 合计, label, number, label, amount."""
    cells = [_plain(cell) for cell in row]
    amount = yuan.exact(cells[4]) if len(cells) > 4 and cells[3] == STATED else None
    if amount is None or not cells[2].isdecimal():
        raise StopBatch("A302", expected=[TOTAL, STATED], found=cells[:5], place=place)
    if int(cells[2]) != rows:
        raise StopBatch("A301", expected=cells[2], received=rows, place=place)
    return Control(rows, whole_fen(amount))


def _plain(cell: Text) -> str:
    """A cell without spaces around it, its punctuation of one width."""
    return normalize("NFKC", (cell or "").strip())
