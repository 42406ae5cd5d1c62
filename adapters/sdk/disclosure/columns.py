"""表4-1: the columns of limits and of balances, found by their two-row header."""

from __future__ import annotations

from dataclasses import dataclass

from adapters.sdk.disclosure.layouts import GROUPS, KINDS
from adapters.sdk.disclosure.tables import Table, refused


@dataclass(frozen=True)
class Column:
    """A column of figures."""

    place: int
    kind: str
    heading: str


def figure_columns(table: Table, entity: str) -> list[Column]:
    """The three columns of an entity. raises: StopBatch(A307) when they are not there"""
    titles = {name: title.format(year=table.year) for name, title in GROUPS.items()}
    starts = {name: _place(table, title) for name, title in titles.items()}
    start = starts[entity]
    end = min((each for each in starts.values() if each > start), default=start + 3)
    found = []
    for place in range(start, end):
        said = table.below[place] if place < len(table.below) else ""
        if said in KINDS:
            heading = f"{titles[entity]} {said}".strip()
            found.append(Column(place, str(KINDS[said]), heading))
    if sorted(each.kind for each in found) != sorted({str(kind) for kind in KINDS.values()}):
        said = " | ".join(table.below)
        raise refused(table.file, table.sheet, table.head + 1, list(KINDS), said)
    return found


def _place(table: Table, title: str) -> int:
    if table.heads.count(title) != 1:
        found = " | ".join(filter(None, table.heads))
        raise refused(table.file, table.sheet, table.head, [title], found)
    return table.heads.index(title)
