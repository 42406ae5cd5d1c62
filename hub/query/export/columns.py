"""A record's layout made flat: one column per value, to-one links side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from hub.query import formats
from hub.query.export.asked import Titles
from hub.query.sql.layout import Cell, Child, Fixed, IdCell, Nested

UNIT_NAMES = {"YUAN": "元", "WAN_YUAN": "万元", "YI_YUAN": "亿元"}
MONEY, NUMBERS = tuple(formats.MONEY), ("count", "decimal", "quotient", "ratio")

Path = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """`path`: response keys down to the value.  `test`: the column of the row that is null when
    the linked record is missing; None for the record's own."""

    path: Path
    title: str
    cell: Cell | IdCell | Fixed
    test: int | None

    @property
    def money(self) -> bool:
        return isinstance(self.cell, Cell) and self.cell.form in MONEY

    @property
    def number(self) -> bool:
        return isinstance(self.cell, Cell) and self.cell.form in NUMBERS

    @property
    def heading(self) -> str:
        """The title, with the unit of money."""
        if not self.money:
            return self.title
        assert isinstance(self.cell, Cell)
        return f"{self.title}（{UNIT_NAMES[self.cell.detail[0]]}）"


def columns(fields: Sequence[Any], titles: Titles) -> tuple[Column, ...]:
    """The columns of a record's or a group's fields, in the order asked for."""
    return tuple(_flat(fields, titles, (), "", None))


def _flat(
    fields: Sequence[Any], titles: Titles, path: Path, over: str, test: int | None
) -> list[Column]:
    made: list[Column] = []
    for out in fields:
        here, title = (*path, out.key), titles[out.key]
        text = "/".join(part for part in (over, title.text) if part)
        if isinstance(out, Child):
            made += _flat(out.fields, title.within, here, text, out.test)
        elif isinstance(out, Nested):
            made += _flat(out.fields, title.within, here, text, test)
        elif isinstance(out, Fixed) and title.within:
            # An object that is null in every row: one empty column for each of its fields.
            nothing = [Fixed(key, None) for key in title.within]
            made += _flat(nothing, title.within, here, text, test)
        else:
            assert isinstance(out, (Cell, IdCell, Fixed)), out
            made.append(Column(here, text, out, test))
    return made
