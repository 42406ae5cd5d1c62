"""Tie-outs: what pages declare to hold, evaluated on what is loaded, kept where it changed.

After the figures of all streams; of a document in its transaction. Those of a page concern that
page alone; those of a stream all the figures of the source in the years that were touched, so they
come out the same in whatever order the pages came.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from adapters.sdk.crosswalk import entity_of
from adapters.sdk.identities import Identity, Part, Quotient
from adapters.sdk.source import Source, Stream
from hub.ingest.figures import Figures, figures, of_systems
from hub.ingest.locks import Connection
from hub.ingest.ties import Tie, evaluate, quotient, with_system
from schema.model import entity
from schema.problems import StopBatch
from schema.tieouts import TieBasis

NAMES = tuple(field.name for field in fields(Tie))
SAME = tuple(name for name in NAMES if name not in ("identity", "cell"))


@dataclass(frozen=True)
class Stated:
    """What a page stated: what must hold in it, which part of its document it is the whole of, and
    the fiscal years it touched."""

    name: str
    identities: tuple[Identity | Quotient, ...]
    whole: Mapping[str, object] | None
    years: frozenset[int]

    @property
    def scope(self) -> str:
        """The page's name in the tie-outs: the same for a corrected file."""
        if self.whole is None:
            return self.name
        return " ".join(f"{name}={value}" for name, value in sorted(self.whole.items()))


class Evaluation:
    """Evaluates one stream's identities; remembers the figures it fetched."""

    def __init__(self, connection: Connection, source: str, stream: Stream, years: set[int]):
        self._connection = connection
        self._source = source
        self._entity = entity_of(stream).name
        self._amount = stream.control or "amount"
        self._years = years
        self._figures: dict[str, Figures] = {}

    async def ties(self, identity: Identity | Quotient) -> list[Tie]:
        parts = _parts(identity)
        for name in {part.of or self._entity for part in parts}:
            if name not in self._figures:
                self._figures[name] = await figures(
                    self._connection, self._source, name, self._years or None
                )
        each = self._each(identity, parts)
        if isinstance(identity, Quotient):
            found = quotient(identity, self._find, self._of, each)
        elif identity.system:
            found = await self._with_system(identity, each)
        else:
            found = evaluate(identity, self._find, self._of, each)
        return [replace(tie, entity=parts[0].of or self._entity) for tie in found]

    def _each(self, identity: Identity | Quotient, parts: Sequence[Part]) -> tuple[str, ...]:
        dated = all("fiscal_year" in entity(part.of or self._entity).fields for part in parts)
        year = ("fiscal_year",) if dated and "fiscal_year" not in identity.each else ()
        return (*year, *identity.each)

    def _find(self, part: Part) -> Figures:
        return self._figures[part.of or self._entity]

    def _of(self, part: Part) -> str:
        return part.amount or self._amount

    async def _with_system(self, identity: Identity, each: tuple[str, ...]) -> list[Tie]:
        (part,), (system,) = identity.lefts, identity.right
        rows = self._find(part).found(part.where)
        found = []
        for cell, records, total in await of_systems(
            self._connection, system, each, self._of(system), rows
        ):
            left = [row for row in rows if tuple(row[name] for name in each) == cell]
            found.append(with_system(identity, each, cell, left, self._of(part), records, total))
        return found


def _parts(identity: Identity | Quotient) -> tuple[Part, ...]:
    if isinstance(identity, Quotient):
        return identity.numerator, identity.denominator
    return identity.lefts if identity.system else (*identity.lefts, *identity.right)


async def tie_out(
    connection: Connection, source: Source, stream: Stream, pages: Sequence[Stated], batch_id: int
) -> tuple[Tie, ...]:
    """Evaluate what the pages and the stream declare, and keep it.

    raises: StopBatch(A318) for an identity that comes out twice for one cell
    """
    years = {year for page in pages for year in page.years}
    evaluation = Evaluation(connection, source.name, stream, years)
    every: list[Tie] = []
    for page in pages:
        ties = [tie for each in page.identities for tie in await evaluation.ties(each)]
        ties = [replace(tie, cell=f"{page.scope} {tie.cell}".strip()) for tie in ties]
        await _keep(connection, source.name, stream.name, page.scope, ties, batch_id, years)
        every += ties
    if pages:
        every += await tie_between(connection, source, stream, years, batch_id)
    return tuple(every)


async def tie_between(
    connection: Connection, source: Source, stream: Stream, years: set[int], batch_id: int
) -> list[Tie]:
    """Evaluate what the stream declares between its pages, for these fiscal years, and keep it."""
    evaluation = Evaluation(connection, source.name, stream, years)
    ties = [tie for each in stream.identities for tie in await evaluation.ties(each)]
    await _keep(connection, source.name, stream.name, None, ties, batch_id, years)
    return ties


async def tie_with_systems(connection: Connection, source: Source) -> tuple[Tie, ...]:
    """Evaluate what documents declare about the transaction systems, once these have changed."""
    every: list[Tie] = []
    for stream in source.streams:
        chosen = [each for each in stream.identities if isinstance(each, Identity) and each.system]
        batch_id = await connection.fetchval(
            "SELECT max(id) FROM batch WHERE source = $1 AND stream = $2", source.name, stream.name
        )
        if not chosen or batch_id is None:
            continue
        evaluation = Evaluation(connection, source.name, stream, set())
        ties = [tie for each in chosen for tie in await evaluation.ties(each)]
        await _keep(connection, source.name, stream.name, None, ties, batch_id, None)
        every += ties
    return tuple(every)


async def _keep(
    connection: Connection, source: str, stream: str, page: str | None, ties: Iterable[Tie],
    batch_id: int, years: set[int] | None,
) -> None:  # fmt: skip
    """Write what is new or different, delete what is no longer stated: of these years, or (None)
    of what concerns the transaction systems."""
    stated: dict[tuple[str, str], Tie] = {}
    for tie in ties:
        if (tie.identity, tie.cell) in stated:
            raise StopBatch("A318", identity=tie.identity, cell=tie.cell, stream=stream)
        stated[tie.identity, tie.cell] = tie
    known = await _known(connection, source, stream, page, years)
    gone = known.keys() - stated.keys()
    await connection.executemany(
        "DELETE FROM tie_out WHERE source = $1 AND identity = $2 AND cell = $3",
        [(source, *key) for key in sorted(gone)],
    )
    changed = [tie for key, tie in stated.items() if known.get(key) != _said(tie)]
    columns = ("source", "stream", "page", *NAMES, "batch_id")
    places = ", ".join(f"${n}" for n in range(1, len(columns) + 1))
    updates = ", ".join(f'"{name}" = excluded."{name}"' for name in (*columns[1:], "at"))
    await connection.executemany(
        f"INSERT INTO tie_out ({', '.join(columns)}, at) VALUES ({places}, clock_timestamp()) "
        f"ON CONFLICT (source, identity, cell) DO UPDATE SET {updates}",
        [
            (source, stream, page, *(getattr(tie, name) for name in NAMES), batch_id)
            for tie in changed
        ],
    )


async def _known(
    connection: Connection, source: str, stream: str, page: str | None, years: set[int] | None
) -> dict[tuple[str, str], tuple[Any, ...]]:
    rows = await connection.fetch(
        f"SELECT identity, cell, {', '.join(SAME)} FROM tie_out "
        "WHERE source = $1 AND stream = $2 AND page IS NOT DISTINCT FROM $3 "
        "AND CASE WHEN $3 IS NOT NULL THEN true WHEN $4::smallint[] IS NULL THEN basis = $5 "
        "ELSE fiscal_year IS NULL OR fiscal_year = ANY($4) END",
        source, stream, page, None if years is None else sorted(years), str(TieBasis["SYSTEM"]),
    )  # fmt: skip
    return {(row["identity"], row["cell"]): tuple(row[name] for name in SAME) for row in rows}


def _said(tie: Tie) -> tuple[Any, ...]:
    return tuple(getattr(tie, name) for name in SAME)
