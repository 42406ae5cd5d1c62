"""Tables in files: CSV and XLSX bytes → rows of text cells, and the layout of delivered reports."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import PurePath

import python_calamine

from adapters.sdk.money import Money, whole_fen
from adapters.sdk.source import Control, Page, Text
from schema.problems import StopBatch

Rows = list[list[Text]]


def csv_rows(name: str, body: bytes, encodings: tuple[str, ...]) -> Rows:
    """The rows of a CSV in the first of `encodings` that it is in; blank lines at its end are left.

    raises: StopBatch(A309) when it is in none, or is no CSV
    """
    for encoding in encodings:
        try:
            text = body.decode(encoding).removeprefix("\ufeff")
            break
        except (UnicodeDecodeError, LookupError):
            continue
    else:
        raise StopBatch("A309", path=name, cause=f"not in {' or '.join(encodings)}")
    try:
        rows: Rows = [list(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
    except csv.Error as error:
        raise StopBatch("A309", path=name, cause=str(error)) from None
    while rows and not any(rows[-1]):
        rows.pop()
    return rows


def xlsx_rows(name: str, body: bytes, sheet: int = 0) -> Rows:
    """The rows of a sheet, numbers as plain decimals, dates as in CSV, empty cells as None.

    raises: StopBatch(A309) when it is no workbook or has no such sheet
    """
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        found = book.get_sheet_by_index(sheet).to_python(skip_empty_area=False)
    except (python_calamine.CalamineError, IndexError) as error:
        raise StopBatch("A309", path=name, cause=str(error)) from None
    return [[cell_text(value) for value in row] for row in found]


def table_rows(name: str, body: bytes, encodings: tuple[str, ...] = ("utf-8-sig",)) -> Rows:
    """The rows of a CSV or XLSX file, by its ending. raises: StopBatch(A307, A309)"""
    match PurePath(name).suffix.lower():
        case ".csv":
            return csv_rows(name, body, encodings)
        case ".xlsx":
            return xlsx_rows(name, body)
    raise StopBatch("A307", document=name, known=[".csv", ".xlsx"])


def one_sheet(name: str, body: bytes) -> tuple[Text, Rows]:
    """Name and rows of the only sheet that has any, or the rows of a CSV, which has no name.

    raises: StopBatch(A307) for several sheets with rows, StopBatch(A309)
    """
    if PurePath(name).suffix.lower() != ".xlsx":
        return None, table_rows(name, body)
    try:
        names = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body)).sheet_names
    except python_calamine.CalamineError as error:
        raise StopBatch("A309", path=name, cause=str(error)) from None
    sheets = [(title, xlsx_rows(name, body, place)) for place, title in enumerate(names)]
    filled = [(title, rows) for title, rows in sheets if any(map(any, rows))]
    if len(filled) != 1:
        found = ", ".join(title for title, _ in filled) or "-"
        raise StopBatch("A307", document=f"{name}: {found}", known=["one sheet with one table"])
    return filled[0]


def cell_text(value: int | float | str | bool | date | time | datetime | timedelta) -> Text:
    """A cell as a person reads it.

    >>> cell_text(1234.0), cell_text(1e-7), cell_text(date(2025, 3, 1)), cell_text("")
    ('1234', '0.0000001', '2025-03-01', None)
    """
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value) or None


@dataclass(frozen=True)
class Report:
    """A delivered report: a line of labels and values, the header, the lines, and a trailer.

    文件类型,…,导出时间,2024-06-02 08:00:00,金额单位,元
    header
    lines
    合计,笔数,318,金额合计,123456.78

    The labels of the first line become columns of every record. `title`: the first line's first
    label and value.  `amount`: the unit that the first line must state and the trailer is in.
    """

    title: tuple[str, str]
    amount: Money
    unit: str = "金额单位"
    trailer: tuple[str, str, str] = ("合计", "笔数", "金额合计")

    def page(self, name: str, body: bytes, encoding: str) -> Page:
        """The report as a page with its own control.

        raises: StopBatch(A301) without its trailer or with another number of lines than it says;
        StopBatch(A302) for another unit; StopBatch(A307) for another report; StopBatch(A309)
        """
        rows = csv_rows(name, body, (encoding,))
        if len(rows) < 2 or tuple(rows[0][:2]) != self.title:
            raise StopBatch("A307", document=name, known=[self.title[1]])
        labels = [label or "" for label in rows[0][0::2]]
        stated = dict(zip(labels, rows[0][1::2], strict=False))
        if stated.get(self.unit) != self.amount.unit:
            found = f"{self.unit} {stated.get(self.unit)}"
            raise StopBatch("A302", expected=self.amount.unit, found=found, place=name)
        lines = rows[2:]
        control = self._control(name, lines)
        columns = tuple(stated) + tuple(column or "" for column in rows[1])
        head = list(stated.values())
        return Page(
            name, body, columns, [head + line for line in lines[:-1]], {}, control, first_row=3
        )

    def _control(self, name: str, lines: Rows) -> Control:
        last = lines[-1] if lines else []
        if len(last) != 5 or (last[0], last[1], last[3]) != self.trailer:
            raise StopBatch("A301", expected="?", received=len(lines), place=name)
        total = self.amount.exact(last[4] or "")
        if not (last[2] or "").isdecimal() or total is None:
            raise StopBatch("A302", expected=list(self.trailer), found=last, place=name)
        announced = int(last[2] or "")
        if announced != len(lines) - 1:
            raise StopBatch("A301", expected=announced, received=len(lines) - 1, place=name)
        return Control(announced, whole_fen(total))
