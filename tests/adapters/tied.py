"""A page of figures mapped and its identities evaluated, without a database."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.source import MappedPage, Page, Stream
from hub.ingest.figures import Figures
from hub.ingest.ties import Tie, evaluate

Row = dict[str, Any]


@dataclass(frozen=True)
class Read:
    """A page, what it becomes, and its ties."""

    page: Page
    mapped: MappedPage
    rows: list[Row]
    ties: list[Tie]

    def of(self, **wanted: Any) -> list[Row]:
        return [row for row in self.rows if all(row[key] == value for key, value in wanted.items())]

    def one(self, **wanted: Any) -> Row:
        (row,) = self.of(**wanted)
        return row

    def verdicts(self, identity: str | None = None) -> dict[str, int]:
        found: dict[str, int] = {}
        for tie in self.ties:
            if identity in (None, tie.identity):
                found[tie.verdict] = found.get(tie.verdict, 0) + 1
        return found


def read(stream: Stream, page: Page) -> Read:
    """Nothing is set aside, and no identity comes out twice for one cell."""
    machine = mapper(stream, CodeFiles())
    mapped = machine.map(page)
    assert mapped.rejected == []
    rows = [dict(zip(machine.fields, row.values, strict=True)) for row in mapped.rows]
    figures = Figures(rows)
    ties = [
        tie
        for identity in page.identities
        for tie in evaluate(
            identity, lambda _: figures, lambda _: "amount", ("fiscal_year", *identity.each)
        )
    ]
    keys = [(tie.identity, tie.cell) for tie in ties]
    assert len(set(keys)) == len(keys)
    names = [(row["region_code"], row["fiscal_year"], row["line_id"]) for row in rows]
    assert len(set(names)) == len(names)
    return Read(page, mapped, rows, ties)
