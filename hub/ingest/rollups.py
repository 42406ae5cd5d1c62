"""The upkeep of roll-ups: verify them against the facts, rebuild them, fold their deltas.

Each slice appends its rows; a query adds them up. Folding makes one row of a cell's rows (batch
0), so that totals stay quick after many slices; it changes no total.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hub.ingest import locks, rollup_sql
from hub.ingest.locks import Connection
from schema.model import entity
from schema.rollups import ROLLUPS, Rollup, rollups_of

FOLDED = 0
"""Batch of the rows that compaction or a rebuild made."""
WORTH_FOLDING = 4
"""Slices' rows in a roll-up from which on folding is worth its while."""


@dataclass(frozen=True)
class Verified:
    """Cells that the facts give, and how many are other, missing or too many in the roll-up."""

    rollup: str
    cells: int
    different: int


async def verify(connection: Connection, rollup: Rollup) -> Verified:
    """Compare a roll-up with its facts in one statement, so in one snapshot."""
    cells = rollup_sql.cell_sql(rollup)
    names = _names(rollup)
    sums = ", ".join(f'sum("{name}")::bigint' for name in cells.sums)
    some = " OR ".join(f'sum("{name}") <> 0' for name in cells.sums)
    row = await connection.fetchrow(
        f"""
WITH facts AS MATERIALIZED ({_from_facts(rollup)}),
kept AS MATERIALIZED (
  SELECT {names}, {sums} FROM "{rollup.table_name}" GROUP BY {names} HAVING {some}
),
differing AS (
  SELECT {names} FROM (TABLE facts EXCEPT TABLE kept) AS missing
  UNION
  SELECT {names} FROM (TABLE kept EXCEPT TABLE facts) AS extra ({_columns(rollup)})
)
SELECT (SELECT count(*) FROM facts) AS cells, (SELECT count(*) FROM differing) AS different"""
    )
    assert row is not None
    return Verified(rollup.name, row["cells"], row["different"])


async def rebuild(connection: Connection, rollup: Rollup) -> int:
    """Make a roll-up anew from its facts; how many rows it has.  Readers see old or new."""
    async with connection.transaction():
        await locks.entity(connection, rollup.entity)
        await connection.execute(f'DELETE FROM "{rollup.table_name}"')
        done = await connection.execute(
            rollup_sql.insert(rollup, _from_facts(rollup), f"{FOLDED}::bigint")
        )
    await connection.execute(f'VACUUM ANALYZE "{rollup.table_name}"')
    return int(done.rpartition(" ")[2])


async def compact(connection: Connection, rollup: Rollup) -> int:
    """Fold the slices' rows of a roll-up into one row a cell; how many were folded."""
    cells = rollup_sql.cell_sql(rollup)
    table, names = f'"{rollup.table_name}"', _names(rollup)
    sums = ", ".join(f'"{name}"' for name in cells.sums)
    added = ", ".join(f'sum("{name}")::bigint' for name in cells.sums)
    more = ", ".join(f'"{name}" = kept."{name}" + excluded."{name}"' for name in cells.sums)
    async with connection.transaction():
        await locks.entity(connection, rollup.entity)
        await connection.execute("SET LOCAL work_mem TO '256MB'")
        folded: int = await connection.fetchval(
            f"SELECT count(*) FROM {table} WHERE batch <> {FOLDED}"
        )
        if not folded:
            return 0
        await connection.execute(
            f"""
INSERT INTO {table} AS kept ({names}, batch, {sums})
SELECT {names}, {FOLDED}, {added} FROM {table} WHERE batch <> {FOLDED} GROUP BY {names}
ORDER BY region_code, own
ON CONFLICT ({names}, batch) DO UPDATE SET {more}"""
        )
        none = " AND ".join(f'"{name}" = 0' for name in cells.sums)
        await connection.execute(
            f"DELETE FROM {table} WHERE batch <> {FOLDED} OR (batch = {FOLDED} AND {none})"
        )
    await connection.execute(f"VACUUM ANALYZE {table}")
    return folded


async def compact_grown(connection: Connection, entities: Iterable[str]) -> int:
    """Fold the roll-ups of these entities to which several slices were added."""
    folded = 0
    for name in sorted(set(entities)):
        for rollup in rollups_of(name):
            slices = await connection.fetchval(
                f'SELECT count(*) FROM (SELECT DISTINCT batch FROM "{rollup.table_name}" '
                f"WHERE region_code = 100000000 AND batch <> {FOLDED}) AS slices"
            )
            if slices >= WORTH_FOLDING:
                folded += await compact(connection, rollup)
    return folded


def chosen(names: Iterable[str]) -> tuple[Rollup, ...]:
    """The roll-ups of these names; all when none is named.  raises: KeyError"""
    known = {rollup.name: rollup for rollup in ROLLUPS}
    return tuple(known[name] for name in names) or ROLLUPS


def _from_facts(rollup: Rollup) -> str:
    cells = rollup_sql.cell_sql(rollup)
    table = entity(rollup.entity).table.name
    return rollup_sql.totals(cells, f'SELECT 1 AS sign, {cells.records} FROM "{table}" AS r')


def _names(rollup: Rollup) -> str:
    dims = "".join(f', "{name}"' for name in rollup_sql.cell_sql(rollup).dimensions)
    return f"region_code, own{dims}"


def _columns(rollup: Rollup) -> str:
    sums = ", ".join(f'"{name}"' for name in rollup_sql.cell_sql(rollup).sums)
    return f"{_names(rollup)}, {sums}"
