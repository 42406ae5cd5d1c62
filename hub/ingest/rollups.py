"""The upkeep of roll-ups: verify them against the facts, rebuild them, fold their deltas.

Each slice appends its rows; a query adds them up. Folding makes one row of a cell's rows, so that
totals stay quick after many slices; it changes no total. Readers wait for none of the three, loads
for a rebuild only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hub.ingest import locks
from hub.ingest.locks import Connection
from hub.store import rollup_sql
from hub.store.rollup_sql import FOLDED
from schema.regions import ROOT
from schema.rollups import ROLLUPS, Rollup, rollups_of

WORTH_FOLDING = 4
"""Slices' rows in a roll-up from which on folding is worth its while."""

Sums = dict[str, int]


@dataclass(frozen=True)
class Difference:
    """A cell in which a roll-up is not what its facts give. `facts`, `kept`: count and sums (fen),
    None where there is no such cell."""

    region: int
    own: bool
    dimensions: dict[str, str | int]
    facts: Sums | None
    kept: Sums | None


@dataclass(frozen=True)
class Verified:
    """Cells that the facts give; how many are other, missing or too many in the roll-up, and the
    first of them in the order of the cells."""

    rollup: str
    cells: int
    different: int
    differences: tuple[Difference, ...]


async def verify(connection: Connection, rollup: Rollup, shown: int) -> Verified:
    """Compare a roll-up with its facts in one statement, so in one snapshot: loads may go on.

    shown: differing cells to list at most.
    """
    cells = rollup_sql.cell_sql(rollup)
    found = await connection.fetch(rollup_sql.differing(rollup), shown)

    def sums(given: list[int] | None) -> Sums | None:
        return None if given is None else dict(zip(cells.sums, given, strict=True))

    differences = tuple(
        Difference(
            row["region_code"],
            row["own"],
            {name: row[name] for name in cells.dimensions},
            sums(row["facts"]),
            sums(row["kept"]),
        )
        for row in found
        if row["region_code"] is not None
    )
    return Verified(rollup.name, found[0]["cells"], found[0]["different"], differences)


async def rebuild(connection: Connection, rollup: Rollup) -> int:
    """Make a roll-up anew from its facts; how many rows it has.  Readers see old or new."""
    done = ""
    async with connection.transaction():
        await locks.entity(connection, rollup.entity)
        for statement in rollup_sql.anew(rollup):
            done = await connection.execute(statement)
    await connection.execute(f'VACUUM ANALYZE "{rollup.table_name}"')
    return int(done.rpartition(" ")[2])


async def compact(connection: Connection, rollup: Rollup) -> int:
    """Fold the slices' rows of a roll-up into one row a cell; how many were folded."""
    lock, fold, clean = rollup_sql.fold(rollup)
    async with connection.transaction():
        await connection.execute(lock)
        await connection.execute("SET LOCAL work_mem TO '256MB'")
        folded: int = await connection.fetchval(fold)
        if folded:
            await connection.execute(clean)
    if folded:
        await connection.execute(f'VACUUM ANALYZE "{rollup.table_name}"')
    return folded


async def compact_grown(connection: Connection, entities: Iterable[str]) -> int:
    """Fold the roll-ups of these entities to which several slices were added."""
    folded = 0
    for name in sorted(set(entities)):
        for rollup in rollups_of(name):
            slices = await connection.fetchval(
                f'SELECT count(*) FROM (SELECT DISTINCT batch FROM "{rollup.table_name}" '
                f"WHERE region_code = {ROOT} AND batch <> {FOLDED}) AS slices"
            )
            if slices >= WORTH_FOLDING:
                folded += await compact(connection, rollup)
    return folded


def chosen(names: Iterable[str]) -> tuple[Rollup, ...]:
    """The roll-ups of these names; all when none is named.  raises: KeyError"""
    known = {rollup.name: rollup for rollup in ROLLUPS}
    return tuple(known[name] for name in names) or ROLLUPS
