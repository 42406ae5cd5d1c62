"""Rows of a worksheet as SpreadsheetML, in the library's own notation.

A workbook's rows are most of its work: here a cell takes one format string, where the library's
calls take a dozen steps, and what two sheets have in common is made once for both.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from hub.query.formats import money

UNITS: Final = {"万元": ("WAN_YUAN", 10**6), "元": ("YUAN", 10**2)}
"""The unit of a sheet -> its name in queries, fen in one."""

HOME: Final = ZoneInfo("Asia/Shanghai")

_DIGITS: Final = 15
"""Digits that a spreadsheet's numbers hold; longer ones are written as text."""
_TEXT: Final = 32_767
"""UTF-16 units that a cell holds."""

_AWKWARD: Final = re.compile("[&<>\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9a-fA-F]{4}_")
_ESCAPES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_DAY_0 = date(1899, 12, 30).toordinal()
_FIRST_DAY = date(1900, 3, 1).toordinal()
"""From here on a spreadsheet counts days as everybody does."""

Rest = Callable[[Any], str]


class RowSheet(Worksheet):  # type: ignore[misc]  # the library has no types
    """A worksheet in constant memory that also takes whole rows, as XML."""

    def write_rows(self, at: int, xml: str) -> None:
        """Rows from `at` on, below all that was written so far."""
        self._write_single_row(at)
        self.row_data_fh.write(xml)


class RowMaker:
    """Makes rows for sheets that differ in the unit of money only.

    `money`: which columns are money, in fen.  `styles`: the number of each format of the workbook.
    `units`: of the sheets; one that is none of UNITS has no money.
    """

    def __init__(
        self, money: Sequence[bool], styles: Mapping[str, int], units: Sequence[str]
    ) -> None:
        self.heads = [f'<c r="{xl_col_to_name(n)}' for n in range(len(money))]
        self.money = [n for n, each in enumerate(money) if each]
        self.units = [_money(unit, styles["money"]) for unit in units if unit in UNITS]
        self.rests = _rests(styles)

    def rows(self, at: int, rows: Sequence[Sequence[Any]]) -> list[str]:
        """The XML of consecutive rows, the first in line `at` (from 0), for each sheet."""
        made: list[list[str]] = [[] for _ in self.units or (None,)]
        rests, heads = self.rests, self.heads
        for number, row in enumerate(rows, at + 1):
            cells = [
                "" if value is None else f"{head}{number}{rests.get(type(value), _other)(value)}"
                for head, value in zip(heads, row, strict=True)
            ]
            for written, unit in zip(made, self.units or (None,), strict=True):
                if unit is not None:
                    for n in self.money:
                        if row[n] is not None:
                            cells[n] = f"{heads[n]}{number}{unit(row[n])}"
                written.append(f'<row r="{number}">{"".join(cells)}</row>')
        return ["".join(each) for each in made]


def _rests(styles: Mapping[str, int]) -> Mapping[type, Rest]:
    """What follows the place of a cell, for each type of value."""
    day, instant = styles["day"], styles["instant"]

    @lru_cache(4096)
    def of_day(value: date) -> str:
        number = value.toordinal()
        if number < _FIRST_DAY:
            return _text(value.isoformat())
        return f'" s="{day}"><v>{number - _DAY_0}</v></c>'

    def of_instant(value: datetime) -> str:
        local = value.astimezone(HOME)
        number = local.toordinal()
        if number < _FIRST_DAY:
            return _text(local.isoformat())
        seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 10**6
        return f'" s="{instant}"><v>{number - _DAY_0 + seconds / 86_400!r}</v></c>'

    return {
        str: _text, int: _whole, bool: _flag, Decimal: _number, date: of_day, datetime: of_instant,
    }  # fmt: skip


def _money(unit: str, style: int) -> Rest:
    """Cells of an amount in fen."""
    name, size = UNITS[unit]
    text = money(name, len(str(size)) - 1)

    def made(value: Any) -> str:
        fen = int(value)
        if len(str(abs(fen))) > _DIGITS:
            return _text(text(fen) or "")
        return f'" s="{style}"><v>{fen / size!r}</v></c>'

    return made


def _text(value: str) -> str:
    if len(value) > _TEXT // 2:
        value = value.encode("utf-16-le")[: 2 * _TEXT].decode("utf-16-le", "ignore")
    kept = ' xml:space="preserve"' if value != value.strip() else ""
    if _AWKWARD.search(value):
        value = _AWKWARD.sub(_escaped, value)
    return f'" t="inlineStr"><is><t{kept}>{value}</t></is></c>'


def _escaped(found: re.Match[str]) -> str:
    """Characters that XML cannot hold as _xHHHH_, and what looks like that made to look else."""
    text = found[0]
    if len(text) > 1:
        return f"_x005F{text}"
    return _ESCAPES.get(text) or f"_x{ord(text):04X}_"


def _flag(value: bool) -> str:
    return f'" t="b"><v>{value:d}</v></c>'


def _whole(value: int) -> str:
    return f'"><v>{value}</v></c>' if abs(value) < 10**_DIGITS else _number(Decimal(value))


def _number(value: Decimal) -> str:
    if len(value.normalize().as_tuple().digits) > _DIGITS:
        return _text(str(value))
    return f'"><v>{value:.16G}</v></c>'


def _other(value: Any) -> str:
    return _text(str(value))
