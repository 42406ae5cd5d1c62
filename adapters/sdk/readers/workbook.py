"""All the sheets of a workbook as text, with what is printed of each.

A published workbook has columns that readers of the print never see: serial numbers, filters,
working figures. What tells them apart is the sheet's print area and its hidden columns.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from posixpath import join, normpath
from typing import Any

import python_calamine
from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from adapters.sdk.readers.tables import Rows, cell_text
from schema.problems import StopBatch

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PRINT_AREA = "_xlnm.Print_Area"
_columns = re.compile(r"\$?([A-Z]{1,3})\$?[0-9]*:\$?([A-Z]{1,3})\$?[0-9]*$").search

Columns = frozenset[int]


@dataclass(frozen=True)
class Sheet:
    """A sheet: its rows from the first cell on, columns counted from 0.

    `hidden`: columns that are not shown.  `printed`: columns of the print area, None without one.
    """

    name: str
    rows: Rows
    hidden: Columns = frozenset()
    printed: Columns | None = None

    def shows(self, column: int) -> bool:
        """Whether a reader of the print sees the column."""
        return column not in self.hidden and (self.printed is None or column in self.printed)


def workbook_sheets(name: str, body: bytes) -> list[Sheet]:
    """The sheets in the workbook's order. raises: StopBatch(A309) when it is no workbook"""
    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(body))
        shown = _shown(body) if zipfile.is_zipfile(io.BytesIO(body)) else {}
        return [
            Sheet(title, _rows(book.get_sheet_by_name(title)), *shown.get(title, ()))
            for title in book.sheet_names
        ]
    except (
        python_calamine.CalamineError, zipfile.BadZipFile, ElementTree.ParseError,
        DefusedXmlException, KeyError, OSError,
    ) as error:  # fmt: skip
        raise StopBatch("A309", path=name, cause=str(error) or type(error).__name__) from None


def _rows(sheet: Any) -> Rows:
    return [[cell_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]


def _shown(body: bytes) -> Mapping[str, tuple[Columns, Columns | None]]:
    """Sheet name -> (hidden columns, columns of the print area)."""
    with zipfile.ZipFile(io.BytesIO(body)) as parts:
        if "xl/workbook.xml" not in parts.namelist():
            return {}
        book = ElementTree.fromstring(parts.read("xl/workbook.xml"))
        links = ElementTree.fromstring(parts.read("xl/_rels/workbook.xml.rels"))
        paths = {link.get("Id"): link.get("Target", "") for link in links}
        areas = {
            int(area.get("localSheetId", "-1")): area.text or ""
            for area in book.iter(f"{_MAIN}definedName")
            if area.get("name") == _PRINT_AREA
        }
        found = {}
        for place, sheet in enumerate(book.iter(f"{_MAIN}sheet")):
            path = normpath(join("xl", paths[sheet.get(_LINK)])).lstrip("/")
            hidden = _hidden(parts.read(path.removeprefix("xl/xl/")))
            found[sheet.get("name", "")] = hidden, _area(areas.get(place, ""))
        return found


def _hidden(body: bytes) -> Columns:
    hidden: set[int] = set()
    for column in ElementTree.fromstring(body).iter(f"{_MAIN}col"):
        if column.get("hidden") in ("1", "true"):
            hidden.update(range(int(column.get("min", 1)) - 1, int(column.get("max", 0))))
    return frozenset(hidden)


def _area(text: str) -> Columns | None:
    """The columns of a print area; None where there is none or it is not one block.

    >>> sorted(_area("'01-1 '!$B$1:$D$41") or ()), _area("")
    ([1, 2, 3], None)
    """
    found = None if "," in text else _columns(text)
    if found is None:
        return None
    first, last = (_number(letters) for letters in found.groups())
    return frozenset(range(first, last + 1))


def _number(letters: str) -> int:
    """A column's letters -> its number from 0.

    >>> _number("A"), _number("AA")
    (0, 26)
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(number: int) -> str:
    """A column's number from 0 -> its letters.

    >>> column_letters(0), column_letters(26)
    ('A', 'AA')
    """
    letters, number = "", number + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
