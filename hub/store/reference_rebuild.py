"""Placing all records anew: homes and ancestors derived again from the region trees.

One transaction: reference data verified row by row, then every fact and master, its history and
the roll-ups of what moved. Set-wise: each table is read for its (region, year) pairs, places are
looked up once per pair, and only rows that differ are written. Loads wait while it runs.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import Table

from hub.store import rollup_sql
from hub.store.reference import Reference, load_reference
from hub.store.reference_load import Connection, Loaded, Say, load
from schema.base import Fact, Master, home_of
from schema.classification import LATEST
from schema.model import Entity, entities
from schema.rollups import Rollup, rollups_of

ANCESTRY = ("home_code", "province_code", "city_code", "county_code")


@dataclass(frozen=True)
class Rebuilt:
    """What was done: the load, rows moved by table, roll-up rows rewritten by table, and how many
    records, by table, name a region that is not in the trees (they stay where they are)."""

    loaded: Loaded
    moved: Mapping[str, int]
    rollups: Mapping[str, int]
    unknown: Mapping[str, int]


async def rebuild(connection: Connection, *, say: Say = lambda _: None) -> Rebuilt:
    """Verify the reference data and derive every record's place from them.

    raises: HubError(S112) when a reference file is wrong; the database is then as it was.
    """
    moved: dict[str, int] = {}
    rollups: dict[str, int] = {}
    unknown: dict[str, int] = {}
    async with connection.transaction():
        loaded = await load(connection, verify=True, say=say)
        reference = await load_reference(connection)
        await connection.execute(
            "CREATE TEMPORARY TABLE place (region integer, year smallint, home integer,"
            " province integer, city integer, county integer, PRIMARY KEY (region, year))"
            " ON COMMIT DROP"
        )
        for entity in entities().values():
            pairs = list(_region_columns(entity))
            if not pairs:
                continue
            say(f"placing {entity.name}")
            tables = (entity.table, entity.history) if entity.is_record else (entity.table,)
            for table in tables:
                await connection.execute(f"LOCK TABLE {table.name} IN SHARE ROW EXCLUSIVE MODE")
                lost = 0
                for column, derived in pairs:
                    lost += await _find_places(connection, reference, table, column)
                    count = await _place(connection, table, column, derived)
                    moved[table.name] = moved.get(table.name, 0) + count
                if lost:
                    unknown[table.name] = lost
            if entity.role in (Fact, Master):
                await _rebury(connection, entity)
            if moved[entity.table.name]:
                for rollup in rollups_of(entity.name):
                    say(f"rolling up {rollup.name}")
                    rollups[rollup.table_name] = await _roll_up(connection, rollup)
    return Rebuilt(loaded, moved, rollups, unknown)


def _region_columns(entity: Entity) -> Iterator[tuple[str, dict[str, str]]]:
    """Region columns from which others derive, with {derived column: column of `place`}."""
    if entity.role in (Fact, Master):
        yield "region_code", {name: name.removesuffix("_code") for name in ANCESTRY}
    for field in entity.fields.values():
        if field.home:
            yield field.name, {home_of(field.name): "home"}


async def _find_places(
    connection: Connection, reference: Reference, table: Table, column: str
) -> int:
    """Put the places of the table's (region, year) pairs into `place`; rows of unknown regions."""
    year = _year(table)
    found = await connection.fetch(
        f"SELECT {column}, {year}, count(*) FROM {table.name} t WHERE {column} IS NOT NULL"
        f" AND NOT EXISTS (SELECT FROM place p WHERE p.region = t.{column} AND p.year = {year})"
        " GROUP BY 1, 2"
    )
    known = [row for row in found if reference.region(row[0]) is not None]
    await connection.copy_records_to_table(
        "place", records=[(row[0], row[1], *reference.ancestors(row[0], row[1])) for row in known]
    )
    await connection.execute("ANALYZE place")
    lost: int = sum(row[2] for row in found) - sum(row[2] for row in known)
    return lost


async def _place(
    connection: Connection, table: Table, column: str, derived: Mapping[str, str]
) -> int:
    """Write the derived columns of the rows where they differ; how many did."""
    sets = ", ".join(f"{name} = p.{place}" for name, place in derived.items())
    old = ", ".join(f"t.{name}" for name in derived)
    new = ", ".join(f"p.{place}" for place in derived.values())
    done = await connection.execute(
        f"UPDATE {table.name} t SET {sets} FROM place p WHERE p.region = t.{column}"
        f" AND p.year = {_year(table)} AND ({old}) IS DISTINCT FROM ({new})"
    )
    return int(done.rpartition(" ")[2])


async def _rebury(connection: Connection, entity: Entity) -> None:
    """Give the tombstones of the entity, which name whole keys, the homes of their regions.

    Deleted records are in the history, so `place` holds their regions and years.
    """
    year = "split_part(t.key, ',', 3)" if entity.role is Fact else f"'{LATEST}'"
    await connection.execute(
        "UPDATE tombstone t SET key = '(' || p.home || substr(t.key, strpos(t.key, ','))"
        f" FROM place p WHERE t.entity = $1 AND split_part(t.key, ',', 2) = p.region::text"
        f" AND {year} = p.year::text AND split_part(substr(t.key, 2), ',', 1) <> p.home::text",
        entity.name,
    )


def _year(table: Table) -> str:
    """The year whose tree counts, as SQL over alias `t`: a master's is the latest."""
    return "t.fiscal_year" if "fiscal_year" in table.c else f"{LATEST}::smallint"


async def _roll_up(connection: Connection, rollup: Rollup) -> int:
    """Make the roll-up of records that moved anew; how many rows it has."""
    done = ""
    for statement in rollup_sql.anew(rollup):
        done = await connection.execute(statement)
    return int(done.rpartition(" ")[2])
