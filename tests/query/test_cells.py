"""Cells written by us read as those that the library writes value by value."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from itertools import zip_longest
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from hub.query.export.cells import HOME, RowMaker, RowSheet

TEXTS = (
    "教育支出", "", " around ", "two\nlines", "a & b <c> \"d\" 'e'", "_x0041_", "_x41_", "\x01\x1f",
    "tab\tand\rreturn", "\ufffe", "🏛" * 20_000, "x" * 16_000,
)  # fmt: skip
LONG = -(10**18) - 1
NUMBERS = (
    0, -7, 10**15 - 1, 10**15, LONG, Decimal("0.873400"), Decimal("-12.5"),
    Decimal("1234567890.12345"), Decimal("0.000001"),
)  # fmt: skip
DAYS = (date(1949, 10, 1), date(1900, 3, 1), date(2025, 12, 31))
INSTANTS = (
    datetime(2025, 12, 31, 16, tzinfo=UTC),
    datetime(2024, 2, 29, 23, 59, 59, tzinfo=timezone(timedelta(hours=8))),
    datetime(1988, 7, 1, 4, 30, tzinfo=UTC),
)
FLAGS = (True, False)
COLUMNS = (TEXTS, NUMBERS, DAYS, INSTANTS, FLAGS)


def read(path: Path) -> list[list[list[Any]]]:
    book = CalamineWorkbook.from_path(path)
    return [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]


def theirs(path: Path) -> list[list[Any]]:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        instant = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        for n, (text, number, on, at, flag) in enumerate(zip_longest(*COLUMNS)):
            sheet.write_string(n, 0, text)
            if number == LONG:
                sheet.write_string(n, 1, str(number))
            elif number is not None:
                sheet.write_number(n, 1, number)
            if on is not None:
                sheet.write_datetime(n, 2, on, day)
            if at is not None:
                sheet.write_datetime(n, 3, at.astimezone(HOME).replace(tzinfo=None), instant)
            if flag is not None:
                sheet.write_boolean(n, 4, flag)
    return read(path)[0]


def ours(path: Path, rows: list[tuple[Any, ...]], units: tuple[str, ...]) -> list[list[list[Any]]]:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        forms = {"day": "yyyy-mm-dd", "instant": "yyyy-mm-dd hh:mm:ss", "money": "#,##0.00"}
        styles = {
            name: book.add_format({"num_format": form})._get_xf_index()
            for name, form in forms.items()
        }
        sheets = [book.add_worksheet(each, RowSheet) for each in units]
        made = RowMaker([False] * 5 + [True], styles, units).rows(0, rows)
        for sheet, xml in zip(sheets, made, strict=True):
            sheet.write_string(0, 6, "")
            sheet.write_rows(0, xml)
    return read(path)


def test_every_value_reads_as_the_library_writes_it(tmp_path: Path) -> None:
    rows = [(*row, None) for row in zip_longest(*COLUMNS)]
    (found,) = ours(tmp_path / "ours.xlsx", rows, ("数据",))
    assert [row[:5] for row in found] == theirs(tmp_path / "theirs.xlsx")


@pytest.mark.parametrize("text", ["<r>bold</r>", "<r><t>a</t></r>", "</t></is></c>"])
def test_text_is_never_markup(tmp_path: Path, text: str) -> None:
    rows = [(text, None, None, None, None, None)]
    assert ours(tmp_path / "a.xlsx", rows, ("数据",))[0][0][0] == text


def test_money_in_both_units(tmp_path: Path) -> None:
    """Exact to the fen; what a number cannot hold is text; the same lines on both sheets."""
    amounts = [1, -123_450, 123_456_789_012_345, 10**15, None, Decimal(5)]
    rows = [(f"{n}", None, None, None, None, each) for n, each in enumerate(amounts)]
    wan, yuan = ours(tmp_path / "a.xlsx", rows, ("万元", "元"))
    assert [row[5] for row in wan] == [0.000001, -0.12345, 123456789.012345, "1000000000.000000",
                                       "", 0.000005]  # fmt: skip
    assert [row[5] for row in yuan] == [0.01, -1234.5, 1234567890123.45, "10000000000000.00",
                                        "", 0.05]  # fmt: skip
    assert [row[0] for row in wan] == [row[0] for row in yuan] == [row[0] for row in rows]
