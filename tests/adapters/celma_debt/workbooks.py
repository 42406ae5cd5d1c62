"""Workbooks made of the samples: read, changed, written again."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any

import xlsxwriter
from python_calamine import CalamineWorkbook

SAMPLES = Path(str(files("adapters.celma_debt"))) / "samples"
GUANGDONG, HAINAN = SAMPLES / "guangdong_2021.xlsx", SAMPLES / "hainan_2022.xlsx"

Sheets = dict[str, list[list[Any]]]
"""Sheets by the number of their table (表4-1 …)."""


def sheets_of(path: Path) -> Sheets:
    book = CalamineWorkbook.from_path(str(path))
    return {
        name.split()[0]: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        for name in book.sheet_names
    }


def written(sheets: Sheets) -> bytes:
    body = io.BytesIO()
    with xlsxwriter.Workbook(body) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, cell in enumerate(row):
                    if cell != "":
                        sheet.write(number, place, cell)
    return body.getvalue()


def changed(sheets: Sheets, change: Callable[[str], str]) -> Sheets:
    """The sheets with every text changed."""
    return {
        name: [[change(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]
        for name, rows in sheets.items()
    }
