"""表4-3: its rows under 一、 二、 … and what each section measures."""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.sdk.disclosure.layouts import BUDGETS, SECTIONS
from adapters.sdk.disclosure.tables import Cells, Table, plain, refused

_numbered = re.compile(r"[一二三四五六七八九十]+、(.+)").fullmatch


@dataclass(frozen=True)
class Line:
    """A row: its number in the sheet, its place in the table from 1, and what it measures.

    `name`: without numbering and 其中.  `section`: the place of the row it stands under, None for
    that row itself.  `budget`: the budget that repays it, where its name says so.
    """

    number: int
    place: int
    cells: Cells
    item: str
    name: str
    measure: str
    budget: str | None
    section: int | None


def lines_of(table: Table) -> list[Line]:
    """The rows of the table. raises: StopBatch(A307) for a section that is not known"""
    known = {
        pattern.format(year=table.year, before=table.year - 1): str(measure)
        for pattern, measure in SECTIONS.items()
    }
    found: list[Line] = []
    section, measure = 0, ""
    for place, (number, row) in enumerate(table.rows, 1):
        item = plain(table.cell(row, "项目"))
        name = item.removeprefix("其中:")
        if head := _numbered(item):
            name = head[1]
            section, measure = place, known.get(name, "")
        if not measure:
            raise refused(table.file, table.sheet, number, sorted(known), item)
        budgets = [str(budget) for word, budget in BUDGETS.items() if word in name]
        found.append(
            Line(
                number, place, row, table.cell(row, "项目") or "", name, measure,
                budgets[0] if len(budgets) == 1 and not head else None,
                None if head else section,
            )
        )  # fmt: skip
    return found
