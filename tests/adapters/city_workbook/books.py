"""Small workbooks of the form that cities publish, written for tests."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import xlsxwriter

Cell = str | float | int | None


@dataclass(frozen=True)
class Made:
    """A sheet: its rows, hidden columns, and last column of the print area."""

    rows: Sequence[Sequence[Cell]]
    hidden: tuple[int, ...] = ()
    printed: int | None = None


def book(sheets: Mapping[str, Made]) -> bytes:
    """The bytes of a workbook."""
    body = io.BytesIO()
    workbook = xlsxwriter.Workbook(body)
    for name, made in sheets.items():
        sheet = workbook.add_worksheet(name)
        for number, row in enumerate(made.rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(number, column, cell)
        for column in made.hidden:
            sheet.set_column(column, column, None, None, {"hidden": True})
        if made.printed is not None:
            sheet.print_area(0, 0, len(made.rows) - 1, made.printed)
    workbook.close()
    return body.getvalue()


COVER = Made([["昆明市"], ["2023年财政决算和2024年预算（草案）"], ["昆明市财政局编制"]])
CONTENTS = Made([["目   录"], ["表一、2024年昆明市一般公共预算收入情况表…1"]])


def revenue(**changed: Cell) -> Made:
    """A table of revenue: headings in two rows, codes as number and as text, a helper column.

    changed: cells by name of the sheet, such as C6.
    """
    rows: list[list[Cell]] = [
        [None, "2024年昆明市一般公共预算收入执行情况表"],
        [None, "表一", None, None, None, "单位：万元"],
        ["科目编码", "项目", "2023年决算数", "2024年", None, "比较"],
        [None, None, None, "预算数", "执行数", "比2023年决算数增长%", "打印"],
        [101, "一、税收收入", 90, 100, 95.5, 0.06, "是"],
        ["10101", "   增值税", 60, 70, 60.25, 0.0, "是"],
        [10104, "   企业所得税", 30, 30, "35.25", 0.175, "是"],
        [103, "二、非税收入", 10, "-", -2, None, "是"],
        [None, None, None, 0, None, None, "否"],
        [None, "全市一般公共预算收入", 100, 100, 93.5, -0.065, "是"],
    ]
    for place, value in changed.items():
        rows[int(place[1:]) - 1][ord(place[0]) - ord("A")] = value
    return Made(rows, printed=5)
