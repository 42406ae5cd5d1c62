"""A sheet of the platform's workbook → its title, unit, columns and rows of data.

Found by what the cells say, wherever they stand. Whatever is neither the platform's own row, nor
header, data or note makes the sheet one we do not know: it is refused, never skipped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context
from unicodedata import normalize

from adapters.sdk.disclosure.layouts import DATA, FORMULAS, NOTE, ROOT_CODE, TABLE, UNIT, Layout
from adapters.sdk.readers.workbook import Sheet
from adapters.sdk.source import Text
from schema.problems import StopBatch

Cells = Sequence[Text]

_long = re.compile(r"(?=[-0-9.]{17,}$)-?[0-9]+\.[0-9]+").fullmatch


@dataclass(frozen=True)
class Table:
    """What a sheet says. `columns`: heading or platform's name → column from 0. `head`: the number
    of the row with the headings, which `heads` and `below` (the row under it) hold, without
    spaces. `rows`: the number of each row of data, and its cells."""

    file: str
    sheet: str
    layout: Layout
    number: str
    root: str
    year: int
    unit: str
    columns: Mapping[str, int]
    head: int
    heads: tuple[str, ...]
    below: tuple[str, ...]
    rows: tuple[tuple[int, Cells], ...]

    def cell(self, row: Cells, column: str) -> Text:
        """The cell of a row in a column, without spaces around it."""
        place = self.columns[column]
        return (row[place] or "").strip() or None if place < len(row) else None


def plain(cell: Text) -> str:
    """A cell without any spaces, its punctuation of one width.

    >>> plain("地   区"), plain("单位：亿元"), plain(None)
    ('地区', '单位:亿元', '')
    """
    return normalize("NFKC", "".join((cell or "").split()))


def kept(cell: Text) -> Text:
    """A number to the fifteen digits that a spreadsheet keeps; binary arithmetic leaves more.

    >>> kept("20018.883738300303"), kept("0.30000000000000004"), kept("P204600-0070")
    ('20018.8837383003', '0.3', 'P204600-0070')
    """
    if cell is None or not _long(cell):
        return cell
    return format(Context(prec=15).create_decimal(cell).normalize(), "f")


def refused(file: str, sheet: str, row: int, expected: Sequence[str], found: str) -> StopBatch:
    """The problem of a sheet that is not as declared, with its place."""
    return StopBatch(
        "A307", document=f"{file} [{sheet}] R{row}: {found or '-'}", known=list(expected)
    )


def table_of(file: str, sheet: Sheet, layouts: Sequence[Layout]) -> Table:
    """The table of a sheet. raises: StopBatch(A307) with sheet, row, what was expected and found"""

    def wrong(row: int, found: str, *expected: str) -> StopBatch:
        return refused(file, sheet.name, row, expected, found)

    rows = [[plain(cell) for cell in row] for row in sheet.rows]
    titles = [
        (number, layout, said)
        for number, row in enumerate(rows, 1)
        for layout in layouts
        for cell in row
        if (said := layout.title.fullmatch(cell))
    ]
    if len(titles) != 1:
        first = next((cell for row in rows for cell in row if cell), "")
        found = "; ".join(said[0] for _, _, said in titles) or first
        raise wrong(1, found, *(layout.name for layout in layouts))
    at, layout, said = titles[0]
    head = next((n for n, row in enumerate(rows, 1) if set(layout.heads) <= set(row)), 0)
    if not head:
        raise wrong(at, " | ".join(filter(None, _after(rows, at))), *layout.heads)
    own = next((n for n, row in enumerate(rows[:at], 1) if set(layout.codes) <= set(row)), 0)
    if not own:
        raise wrong(at, said[0], *layout.codes)
    facts = {cell: number for number, row in enumerate(rows[:head], 1) for cell in row if cell}
    root = next((match[1] for cell in facts if (match := ROOT_CODE(cell))), "")
    unit = next((match[1] for cell in facts if (match := UNIT(cell))), "")
    if not root or not unit:
        raise wrong(head, said[0], *(["AD_CODE_GK#"] if not root else ["单位:亿元"]))
    columns = {cell: place for place, cell in enumerate(rows[own - 1]) if cell in layout.codes}
    columns |= {cell: place for place, cell in enumerate(rows[head - 1]) if cell in layout.heads}
    data, below = _data(file, sheet, rows, head, columns)
    return Table(
        file, sheet.name, layout, next(filter(TABLE, facts), ""), root, int(said["year"]), unit,
        columns, head, tuple(rows[head - 1]), below, data,
    )  # fmt: skip


def _after(rows: Sequence[Sequence[str]], at: int) -> Sequence[str]:
    """The first row of several cells after a row."""
    return next((row for row in rows[at:] if sum(map(bool, row)) > 2), ())


def _data(
    file: str,
    sheet: Sheet,
    rows: Sequence[Sequence[str]],
    head: int,
    columns: Mapping[str, int],
) -> tuple[tuple[tuple[int, Cells], ...], tuple[str, ...]]:
    """The rows of data under the header, and the second row of the header if it has one."""
    data: list[tuple[int, Cells]] = []
    below: tuple[str, ...] = ()
    noted = False
    for number, row in enumerate(rows[head:], head + 1):
        texts, cells = _printed(row), [kept(cell) for cell in sheet.rows[number - 1]]
        first = texts[0] if texts else ""
        goes_on = bool(data) and _continues(cells, data[-1][1], columns)
        if (DATA in row or goes_on) and not noted:
            data.append((number, cells))
        elif data and NOTE(first):
            noted = True
        elif not data and number == head + 1 and first != FORMULAS:
            below = tuple(row)
        elif texts and first != FORMULAS:
            raise refused(file, sheet.name, number, [DATA], " | ".join(texts))
    if not data:
        raise refused(file, sheet.name, head, [DATA], "-")
    return tuple(data), below


def _printed(row: Sequence[str]) -> list[str]:
    """What a row says; the platform leaves a 0 in the first cell of its own rows."""
    return [cell for place, cell in enumerate(row) if cell and (place or cell != "0")]


def _continues(row: Cells, above: Cells, columns: Mapping[str, int]) -> bool:
    """Whether a row goes on with the project above, whose cells are merged over it."""
    uid, name = columns.get("XM_ID#"), columns.get("项目名称")
    if uid is None or name is None or max(uid, name) >= len(row):
        return False
    return bool(row[uid]) and row[uid] == above[uid] and not row[name]


def filled(table: Table, columns: Sequence[str]) -> Iterator[tuple[int, Mapping[str, Text]]]:
    """Each row of data with its cells in `columns`.

    The platform merges equal cells of a project's rows, so an empty one goes on from above.
    """
    above: Mapping[str, Text] = {}
    for number, row in table.rows:
        own = {column: table.cell(row, column) for column in columns}
        if DATA not in row:
            own = {column: own[column] or above[column] for column in columns}
        yield number, own
        above = own
