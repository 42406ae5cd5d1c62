"""Loading the reference files into the dimension tables: once, quickly, and only what differs.

`load` compares a fingerprint first, so a start with nothing new costs milliseconds. Otherwise all
rows are derived, staged with COPY and compared set-wise, in one transaction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from operator import itemgetter
from pathlib import Path
from typing import Any, TypeAlias

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy import Table

from hub.store import reference_files, reference_tree
from hub.store.engine import Pool
from hub.store.reference_files import RegionFiles, Span
from hub.store.reference_tree import Edge, Trees, at, closure, trees
from schema.model import entities
from schema.operations import hub_key
from schema.regions import FOREVER, ROOT

Rows = list[tuple[object, ...]]
Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]"
Source: TypeAlias = "Pool | Connection"
Say = Callable[[str], None]

KEY = "reference"
"""Row of `hub_key` that holds `<generation>:<fingerprint>` of what is loaded."""

LOCK = 0x5265_6665
"""Advisory lock: one loader at a time."""


@dataclass(frozen=True)
class TableLoad:
    """What became of one table's rows."""

    received: int
    new: int
    changed: int
    deleted: int

    @property
    def unchanged(self) -> int:
        return self.received - self.new - self.changed


@dataclass(frozen=True)
class Loaded:
    """What a load did. `tables` is empty when the fingerprint showed that nothing had to be."""

    generation: int
    tables: Mapping[str, TableLoad]

    @property
    def touched(self) -> int:
        """Rows written or deleted."""
        return sum(each.new + each.changed + each.deleted for each in self.tables.values())


async def load(
    connection: Connection,
    *,
    verify: bool = False,
    migrated: bool = False,
    say: Say = lambda _: None,
) -> Loaded:
    """Bring the dimension tables to what the files say.

    verify: compare every row, even when the fingerprint says that these files are loaded.
    migrated: the same, after a revision; rows that only regain a column it brought are no new
    generation.
    raises: HubError(S112) when a file is wrong; the database is then as it was.
    """
    print_ = fingerprint()
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock($1)", LOCK)
        generation, known = await stored(connection)
        if known == print_ and not (verify or migrated):
            return Loaded(generation, {})
        say("deriving regions, their ancestors and the codes of every year")
        derived = await asyncio.to_thread(rows)
        tables: dict[str, TableLoad] = {}
        for name, made in derived.items():
            say(f"loading {name}: {len(made)} rows")
            tables[name] = await _merge(connection, entities()[name].table, made)
        loaded = Loaded(generation, tables)
        if known != print_ or (loaded.touched and not migrated):
            loaded = Loaded(generation + 1, tables)
            await _store(connection, loaded.generation, print_)
    return loaded


def fingerprint() -> str:
    """Changes with the files and with the code that derives rows from them."""
    code = (module.__file__ or "" for module in (reference_files, reference_tree))
    texts = [Path(path).read_bytes() for path in (*code, __file__)]
    return reference_files.fingerprint(*texts).hex()


def rows() -> dict[str, Rows]:
    """All rows by entity name, in the column order of its table."""
    files = reference_files.read_regions()
    both = trees(files)
    return {
        "Region": _ordered("Region", _regions(files, both)),
        "RegionVersion": _ordered("RegionVersion", _versions(files)),
        "RegionChange": _ordered("RegionChange", _changes(files)),
        "RegionClosure": _ordered(
            "RegionClosure",
            chain(
                _closure("ADMINISTRATIVE", both.spans, both.administrative),
                _closure("FISCAL", both.spans, both.fiscal),
            ),
        ),
        "Classification": _ordered("Classification", _codes()),
    }


def _regions(files: RegionFiles, both: Trees) -> Iterable[dict[str, object]]:
    names: dict[int, str] = {ROOT: ""}

    def full(code: int) -> str:
        if code not in names:
            parent = files.regions[code].parent
            names[code] = (full(parent) if parent else "") + files.regions[code].name
        return names[code]

    for code, row in files.regions.items():
        spans = both.spans[code]
        lineage = [code, *reference_tree.chain(both.administrative, code, spans[-1][1] - 1)]
        by_tier = {files.regions[each].tier: each for each in reversed(lineage)}
        yield {
            "code": code,
            "name": row.name,
            "full_name": full(code) or row.name,
            "pinyin": row.pinyin,
            "tier": row.tier,
            "division_type": row.division_type,
            "parent_code": row.parent,
            "fiscal_parent_code": at(both.fiscal[code], FOREVER - 1),
            "home_code": home(by_tier),
            "from_year": spans[0][0],
            "to_year": spans[-1][1],
            "statistical_only": row.statistical_only,
        }


def home(by_tier: Mapping[str, int]) -> int:
    """The home of a region from its ancestors and itself by tier: the city; where no city lies
    between, the county; for provincial bodies the province; for central ones the root.

    >>> home({"CENTRE": 1, "PROVINCE": 2, "COUNTY": 3, "TOWNSHIP": 4}), home({"CENTRE": 1})
    (3, 1)
    """
    return next(
        by_tier[tier] for tier in ("CITY", "COUNTY", "PROVINCE", "CENTRE") if tier in by_tier
    )


def _versions(files: RegionFiles) -> Iterable[dict[str, object]]:
    for versions in files.versions.values():
        for each in versions:
            yield {
                "code": each.code,
                "from_year": each.span[0],
                "to_year": each.span[1],
                "name": each.name,
                "tier": each.tier,
                "parent_code": each.parent,
            }


def _changes(files: RegionFiles) -> Iterable[dict[str, object]]:
    for each in files.changes:
        yield {
            "change_id": each.change_id,
            "old_code": each.old_code,
            "old_name": each.old_name,
            "new_code": each.new_code,
            "new_name": each.new_name,
            "kind": each.kind,
            "effective_year": each.year,
            "document": each.document,
        }


def _closure(
    tree: str, spans: Mapping[int, tuple[Span, ...]], edges: Mapping[int, tuple[Edge, ...]]
) -> Iterable[dict[str, object]]:
    for descendant, ancestry in closure(spans, edges).items():
        for ancestor, (start, end), depth in ancestry:
            yield {
                "tree": tree,
                "ancestor": ancestor,
                "descendant": descendant,
                "from_year": start,
                "to_year": end,
                "depth": depth,
            }


def _codes() -> Iterable[dict[str, object]]:
    for each in reference_files.read_codes():
        yield {
            "list": each.list,
            "budget_type": each.budget_type,
            "year": each.year,
            "code": each.code,
            "name": each.name,
            "level": each.level,
            "parent_code": each.parent_code,
        }


def _ordered(name: str, made: Iterable[dict[str, Any]]) -> Rows:
    """Rows as tuples in column order, sorted by primary key, as an index likes to be filled."""
    table = entities()[name].table
    columns = [column.name for column in table.columns]
    key = itemgetter(*(columns.index(column.name) for column in table.primary_key.columns))
    return sorted((tuple([row[each] for each in columns]) for row in made), key=key)


async def _merge(connection: Connection, table: Table, made: Rows) -> TableLoad:
    """Make the table hold exactly these rows, touching only those that differ."""
    columns = [column.name for column in table.columns]
    if not await connection.fetchval(f"SELECT EXISTS (SELECT FROM {table.name})"):
        await connection.copy_records_to_table(table.name, records=made, columns=columns)
        await connection.execute(f"ANALYZE {table.name}")
        return TableLoad(len(made), len(made), 0, 0)
    staged = f"staged_{table.name}"
    await connection.execute(f"CREATE TEMPORARY TABLE {staged} (LIKE {table.name}) ON COMMIT DROP")
    await connection.copy_records_to_table(staged, records=made, columns=columns)
    await connection.execute(f"ANALYZE {staged}")
    key = [column.name for column in table.primary_key.columns]
    same = " AND ".join(f"t.{name} = s.{name}" for name in key)
    rest = [name for name in columns if name not in key]
    deleted = await _count(
        connection,
        f"DELETE FROM {table.name} t WHERE NOT EXISTS (SELECT FROM {staged} s WHERE {same})",
    )
    changed = await _count(
        connection,
        f"UPDATE {table.name} t SET {', '.join(f'{name} = s.{name}' for name in rest)}"
        f" FROM {staged} s WHERE {same} AND ({', '.join(f't.{name}' for name in rest)})"
        f" IS DISTINCT FROM ({', '.join(f's.{name}' for name in rest)})",
    )
    new = await _count(
        connection,
        f"INSERT INTO {table.name} ({', '.join(columns)}) SELECT {', '.join(columns)}"
        f" FROM {staged} s WHERE NOT EXISTS (SELECT FROM {table.name} t WHERE {same})",
    )
    if new or changed or deleted:
        await connection.execute(f"ANALYZE {table.name}")
    return TableLoad(len(made), new, changed, deleted)


async def _count(connection: Connection, statement: str) -> int:
    return int((await connection.execute(statement)).rpartition(" ")[2])


async def stored(connection: Source) -> tuple[int, str | None]:
    """Generation (0 for none) and fingerprint of what is loaded."""
    value = await connection.fetchval(f"SELECT value FROM {hub_key.name} WHERE name = $1", KEY)
    if value is None:
        return 0, None
    generation, _, print_ = value.decode().partition(":")
    return int(generation), print_


async def _store(connection: Connection, generation: int, print_: str) -> None:
    await connection.execute(
        f"INSERT INTO {hub_key.name} (name, value) VALUES ($1, $2)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        KEY,
        f"{generation}:{print_}".encode(),
    )
