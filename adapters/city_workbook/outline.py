"""The outline of a table: which rows are totals, which stand under which, which are parts (其中).

By codes where rows have them (a row stands under the nearest open row whose code begins its own),
else by numbering and indentation. A total closes what is open.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from adapters.city_workbook.forms import NUMBERING, OUTLINE_CODES, TOTAL, plain
from adapters.city_workbook.tables import Table
from adapters.sdk.codes import CodeFiles

_ahead = re.compile(
    r"^(其中[：:])?([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)]|[0-9]+[.、．])?"
)


@dataclass(frozen=True)
class Place:
    """Where a row stands. `parent`: index of the row above it; `depth`: 0 for totals, 1 for what
    they sum."""

    total: bool
    part: bool
    parent: int | None
    depth: int


@dataclass(frozen=True)
class _Open:
    """A row under which others may stand. `code`: for the outline."""

    index: int
    indent: int
    numbered: int
    code: str | None
    serial: bool
    depth: int


def plain_name(item: str) -> str:
    """The printed name without 其中, numbering and white space.

    >>> plain_name(" 一、税收收入"), plain_name("其中：保险费收入"), plain_name("1.新增债券")
    ('税收收入', '保险费收入', '新增债券')
    """
    return _ahead.sub("", plain(item))


def outline_of(table: Table, heads: frozenset[str]) -> list[Place]:
    """The place of every row. `heads`: names of rows that total the regions printed under them."""
    places: list[Place] = []
    open_: list[_Open] = []
    parts_from: int | None = None
    for index, row in enumerate(table.rows):
        name = plain(row.text)
        indent = _indent(row.text)
        if name.startswith("其中"):
            parts_from = indent
        elif parts_from is not None and indent <= parts_from:
            parts_from = None
        if parts_from is not None and index:
            # What follows 其中 and stands further in is a part of the same row.
            before = index - 1
            above = places[before].parent if places[before].part else before
            depth = places[above].depth + 1 if above is not None else 1
            places.append(Place(False, True, above, depth))
            continue
        if row.code is None and not row.serial and (name in heads or TOTAL(name)):
            places.append(Place(True, False, None, 0))
            open_ = []
            continue
        code = row.code or _code_of(table, plain_name(row.text))
        new = _Open(index, indent, _numbered(name), code, row.serial, 1)
        while open_ and not _under(table, new, open_[-1]):
            open_.pop()
        parent = open_[-1] if open_ else None
        depth = parent.depth + 1 if parent else 1
        places.append(Place(False, False, parent.index if parent else None, depth))
        open_.append(_Open(index, indent, new.numbered, code, row.serial, depth))
    return places


def _under(table: Table, row: _Open, above: _Open) -> bool:
    """Whether a row stands under an open one."""
    if table.form.flat:
        return False
    if table.form.top is not None:
        heads = row.code is not None and len(row.code) <= table.form.top
        return not heads and above.depth == 1
    if row.code and above.code:
        return row.code.startswith(above.code) and row.code != above.code
    if row.serial or above.serial:
        return row.serial and not above.serial
    if min(row.numbered, above.numbered) >= 0:
        return row.numbered > above.numbered
    if table.form.rows == "REGIONS":
        return above.numbered >= 0 > row.numbered
    return row.indent > above.indent


def _code_of(table: Table, name: str) -> str | None:
    """The code of a name, for the outline of tables without codes."""
    if table.form.classified == "economic":
        found = CodeFiles().code_by_name("economic_gov", None, table.year, name)
        return found[0] if found else None
    return OUTLINE_CODES.get(name) if table.budget == "STATE_CAPITAL" else None


def _indent(text: str) -> int:
    """Blanks before a name, wide ones twice."""
    ahead = text[: len(text) - len(text.lstrip())]
    return sum(2 if blank == "\u3000" else 1 for blank in ahead)


def _numbered(name: str) -> int:
    """Level of the numbering, from 0; -1 without one."""
    return next((level for level, match in enumerate(NUMBERING) if match(name)), -1)
