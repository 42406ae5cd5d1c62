"""XLSX: the same rows on a sheet in 万元 and on one in 元, with unit, time and source.

Rows go to disk as they come and the workbook is put together at the end, so memory stays small
and the first byte comes last. Money of more than fifteen digits, which a spreadsheet's numbers
cannot hold, is written as text. Both sheets of a unit have the same rows in the same lines.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import xlsxwriter

from hub.query.export.cells import HOME, UNITS, RowMaker, RowSheet
from hub.query.export.columns import Column
from hub.query.export.files import Told, total_cells
from hub.query.export.planned import Planned
from hub.query.export.rows import Rows, raw_cells

ROWS_LIMIT: Final = 1_048_576
"""Rows of one sheet, by the format. What does not fit goes on on another sheet."""

_ABOVE, _BELOW = 3, 4
_PIECE: Final = 64 << 10
_WIDTHS: Final = {"money": 18, "number": 14, "text": 22}


class WorkbookWriter:
    """`rows_limit`: rows of a sheet, all told."""

    media = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    chunk = 20

    def __init__(self, planned: Planned, rows_limit: int = ROWS_LIMIT) -> None:
        self.planned, self.rows_limit = planned, rows_limit
        self.place = TemporaryDirectory(prefix="hub-export-", ignore_cleanup_errors=True)
        self.file = Path(self.place.name, "export.xlsx")
        self.book = xlsxwriter.Workbook(
            str(self.file), {"constant_memory": True, "tmpdir": self.place.name, "use_zip64": True}
        )
        self.forms = {
            name: self.book.add_format(form)
            for name, form in {
                "title": {"bold": True, "font_size": 14},
                "heading": {"bold": True, "bottom": 1, "text_wrap": True},
                "money": {"num_format": "#,##0.00"},
                "day": {"num_format": "yyyy-mm-dd"},
                "instant": {"num_format": "yyyy-mm-dd hh:mm:ss"},
            }.items()
        }
        money = [each.money for each in planned.columns]
        styles = {name: form._get_xf_index() for name, form in self.forms.items()}
        units = tuple(UNITS) if any(money) else ("",)
        self.sheets = [_Sheet(self, unit) for unit in units]
        self.cells, self.maker = raw_cells(planned.columns), RowMaker(money, styles, units)

    def head(self) -> bytes:
        return b""

    def body(self, rows: Rows) -> bytes:
        self._write(self.cells(rows))
        return b""

    async def tail(self, told: Told) -> AsyncIterator[bytes]:
        if told.total is not None:
            self._write(total_cells(self.planned, told.total, raw_cells))
        for sheet in self.sheets:
            sheet.foot(told)
        await asyncio.to_thread(self.book.close)
        with self.file.open("rb") as made:
            while piece := made.read(_PIECE):
                yield piece

    def _write(self, cells: Sequence[Sequence[Any]]) -> None:
        """Rows to all sheets, as many at a time as these have room for."""
        while cells:
            room = self.rows_limit - _BELOW - self.sheets[0].at
            if not room:
                for sheet in self.sheets:
                    sheet.begin()
                continue
            texts = self.maker.rows(self.sheets[0].at, cells[:room])
            for sheet, xml in zip(self.sheets, texts, strict=True):
                sheet.write(xml, len(cells[:room]))
            cells = cells[room:]

    def close(self) -> None:
        self.place.cleanup()


class _Sheet:
    """The sheets of one unit: the next is begun when one is full."""

    def __init__(self, writer: WorkbookWriter, unit: str) -> None:
        self.writer, self.unit, self.number = writer, unit, 0
        self.begin()

    def write(self, xml: str, rows: int) -> None:
        self.sheet.write_rows(self.at, xml)
        self.at += rows

    def foot(self, told: Told) -> None:
        """The last lines: how many rows, of what time, from where."""
        sources = "；".join(
            f"{each.label}（{each.name}）" + (f"，{_local(each.at)} 取得" if each.at else "")
            for each in told.sources
        )
        lines = [
            f"共 {told.rows} 行",
            f"数据时点：{_local(told.at)}（北京时间）",
            f"来源：{sources or '财政数据中枢'}",
        ]
        for n, line in enumerate(lines, self.at + 1):
            self.sheet.write_string(n, 0, line)

    def begin(self) -> None:
        self.number += 1
        writer, columns = self.writer, self.writer.planned.columns
        name = self.unit or "数据"
        self.sheet = writer.book.add_worksheet(
            name if self.number == 1 else f"{name} {self.number}", RowSheet
        )
        for n, each in enumerate(columns):
            self.sheet.set_column(n, n, _WIDTHS[_kind(each)])
        self.sheet.freeze_panes(_ABOVE, 0)
        self.sheet.write_string(0, 0, writer.planned.title, writer.forms["title"])
        if self.unit:
            self.sheet.write_string(1, 0, f"单位：{self.unit}")
        for n, each in enumerate(columns):
            self.sheet.write_string(2, n, each.title, writer.forms["heading"])
        self.at = _ABOVE


def _kind(column: Column) -> str:
    return "money" if column.money else "number" if column.number else "text"


def _local(at: datetime) -> str:
    return at.astimezone(HOME).strftime("%Y-%m-%d %H:%M:%S")
