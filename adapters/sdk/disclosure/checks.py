"""Cells that must be what their column says, or the sheet is damaged and its file refused."""

from __future__ import annotations

import re
from collections.abc import Iterable

from adapters.sdk.disclosure.tables import Table, refused

_number = re.compile(r"-?[0-9]+(\.[0-9]+)?").fullmatch
_code = re.compile(r"[0-9]{2}|[0-9]{4}|[0-9]{6}").fullmatch


def numbers_in(table: Table, places: Iterable[int]) -> None:
    """raises: StopBatch(A307) for a cell in these columns that is neither number nor empty"""
    for number, row in table.rows:
        for place in places:
            cell = row[place] if place < len(row) else None
            if cell is not None and not _number(cell.strip()):
                raise refused(table.file, table.sheet, number, ["0.00"], cell)


def codes_in(table: Table, column: str) -> None:
    """raises: StopBatch(A307) for a row whose code of a region has not 2, 4 or 6 digits, or that
    stands twice"""
    seen: set[str] = set()
    for number, row in table.rows:
        code = table.cell(row, column) or ""
        if not _code(code) or code in seen:
            raise refused(table.file, table.sheet, number, [column], code)
        seen.add(code)
