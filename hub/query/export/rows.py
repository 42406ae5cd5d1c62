"""From the database's rows to rows of cells: a function generated for the columns.

A cell is None, a bool, a number (int or Decimal), a date, an instant, or text. Money is text of
its unit, exact, where a file is text, and a whole number of fen where a workbook shows it in two
units.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hub.query import formats
from hub.query.export.columns import MONEY, Column
from hub.query.ids import id_maker
from hub.query.sql.layout import Fixed, IdCell

Rows = Sequence[Sequence[Any]]
Cells = list[tuple[Any, ...]]

_FORMULAS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""A spreadsheet takes text that begins so for a formula, or may."""


def text_cells(columns: Sequence[Column | None]) -> Callable[[Rows], Cells]:
    """Cells of a text file: everything as it is written, text made safe."""
    return _maker(columns, _written)


def raw_cells(columns: Sequence[Column | None]) -> Callable[[Rows], Cells]:
    """Cells of a workbook: money in fen, numbers, days and instants as they are."""
    return _maker(columns, _raw)


def safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("-"), safe("农林水支出")
    ("'=1+1", "'-", '农林水支出')
    """
    return f"'{text}" if text.startswith(_FORMULAS) else text


def _maker(
    columns: Sequence[Column | None], writer: Callable[[Column], Callable[[Any], Any] | None]
) -> Callable[[Rows], Cells]:
    names: dict[str, Any] = {}
    cells = ", ".join(_cell(n, each, writer, names) for n, each in enumerate(columns))
    made: Callable[[Rows], Cells] = eval(f"lambda rows: [({cells},) for r in rows]", names)
    return made


def _cell(
    n: int,
    column: Column | None,
    writer: Callable[[Column], Callable[[Any], Any] | None],
    names: dict[str, Any],
) -> str:
    """The expression of one cell over the row `r`; no value of a request is part of it."""
    if column is None:
        return "None"
    cell = column.cell
    if isinstance(cell, Fixed):
        names[f"v{n}"], text = cell.value, f"v{n}"
    elif isinstance(cell, IdCell):
        names[f"w{n}"] = id_maker(cell.entity)
        text = f"w{n}({', '.join(f'r[{each}]' for each in cell.columns)})"
    else:
        write, text = writer(column), f"r[{cell.column}]"
        if write is not None:
            names[f"w{n}"], text = write, f"w{n}({text})"
    return text if column.test is None else f"(None if r[{column.test}] is None else {text})"


def _written(column: Column) -> Callable[[Any], Any]:
    cell: Any = column.cell
    if cell.form == "plain":
        return _plain
    if cell.form == "masked":
        return _masked
    if cell.form in MONEY:
        return formats.MONEY[cell.form](*cell.detail)
    return _writer(cell.form)


def _raw(column: Column) -> Callable[[Any], Any] | None:
    cell: Any = column.cell
    if cell.form == "sum":
        return int
    if cell.form == "mean":
        return formats.whole
    if cell.form in (*MONEY, "plain", "decimal"):
        return None
    if cell.form == "day":
        return _date
    write = _writer(cell.form)
    return _number(write) if cell.form in ("ratio", "quotient") else write


def _number(write: Callable[[Any], Any]) -> Callable[[Any], Decimal | None]:
    """As it is written, but a number."""

    def number(value: Any) -> Decimal | None:
        text = write(value)
        return None if text is None else Decimal(text)

    return number


def _writer(form: str) -> Callable[[Any], Any]:
    texts = formats.TEXTS.get(form)
    return formats.WRITERS[form] if texts is None else texts.__getitem__


def _date(number: int | None) -> date | None:
    return None if number is None else formats.as_date(number)


def _plain(value: Any) -> Any:
    if type(value) is str:
        return safe(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _masked(value: str | None) -> str | None:
    shown = formats.masked(value)
    return None if shown is None else safe(shown)
