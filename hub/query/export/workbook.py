"""XLSX: the same rows on a sheet in 万元 and on one in 元, with unit, time and source.

Rows go to disk as they come and the workbook is put together at the end, so memory stays small
and the first byte comes last. Money of more than fifteen digits, which a spreadsheet's numbers
cannot hold, is written as text.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from zoneinfo import ZoneInfo

import xlsxwriter

from hub.query.export.columns import Column
from hub.query.export.files import Told, total_cells
from hub.query.export.planned import Planned
from hub.query.export.rows import Rows, raw_cells
from hub.query.formats import money

ROWS_LIMIT: Final = 1_048_576
"""Rows of one sheet, by the format. What does not fit goes on on another sheet."""

_UNITS: Final = {"万元": ("WAN_YUAN", 10**6), "元": ("YUAN", 10**2)}
_DIGITS: Final = 15
_ABOVE, _BELOW = 3, 4
_PIECE: Final = 64 << 10
_HOME: Final = ZoneInfo("Asia/Shanghai")
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
        units = tuple(_UNITS) if any(each.money for each in planned.columns) else ("",)
        self.sheets = [_Sheet(self, unit) for unit in units]
        self.cells = raw_cells(planned.columns)

    def head(self) -> bytes:
        return b""

    def body(self, rows: Rows) -> bytes:
        cells = self.cells(rows)
        for sheet in self.sheets:
            for row in cells:
                sheet.write(row)
        return b""

    async def tail(self, told: Told) -> AsyncIterator[bytes]:
        for sheet in self.sheets:
            if told.total is not None:
                sheet.write(total_cells(self.planned, told.total, raw_cells)[0])
            sheet.foot(told)
        await asyncio.to_thread(self.book.close)
        with self.file.open("rb") as made:
            while piece := made.read(_PIECE):
                yield piece

    def close(self) -> None:
        self.place.cleanup()


class _Sheet:
    """The sheets of one unit: the next is begun when one is full."""

    def __init__(self, writer: WorkbookWriter, unit: str) -> None:
        self.writer, self.unit, self.number = writer, unit, 0
        columns = writer.planned.columns
        self.money = [n for n, each in enumerate(columns) if each.money]
        self._begin()

    def write(self, row: Sequence[Any]) -> None:
        if self.at >= self.writer.rows_limit - _BELOW:
            self._begin()
        money, sheet, at = self.money, self.sheet, self.at
        for n, value in enumerate(row):
            if value is None:
                continue
            if type(value) is str:
                sheet.write_string(at, n, value)
            elif n in money:
                self._money(n, int(value))
            else:
                self._other(n, value)
        self.at += 1

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

    def _begin(self) -> None:
        self.number += 1
        writer, columns = self.writer, self.writer.planned.columns
        name = self.unit or "数据"
        self.sheet = writer.book.add_worksheet(
            name if self.number == 1 else f"{name} {self.number}"
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

    def _money(self, n: int, fen: int) -> None:
        name, size = _UNITS[self.unit]
        if len(str(abs(fen))) > _DIGITS:
            text = money(name, len(str(size)) - 1)(fen)
            self.sheet.write_string(self.at, n, text)
        else:
            self.sheet.write_number(self.at, n, fen / size, self.writer.forms["money"])

    def _other(self, n: int, value: Any) -> None:
        forms, sheet, at = self.writer.forms, self.sheet, self.at
        if isinstance(value, bool):
            sheet.write_boolean(at, n, value)
        elif isinstance(value, datetime):
            local = value.astimezone(_HOME).replace(tzinfo=None)
            sheet.write_datetime(at, n, local, forms["instant"])
        elif isinstance(value, date):
            sheet.write_datetime(at, n, value, forms["day"])
        elif isinstance(value, (int, Decimal)) and _digits(value) <= _DIGITS:
            sheet.write_number(at, n, value)
        else:
            sheet.write_string(at, n, str(value))


def _digits(value: int | Decimal) -> int:
    return len(Decimal(value).normalize().as_tuple().digits)


def _kind(column: Column) -> str:
    return "money" if column.money else "number" if column.number else "text"


def _local(at: datetime) -> str:
    return at.astimezone(_HOME).strftime("%Y-%m-%d %H:%M:%S")
