"""A small world in a database: every entity, awkward on purpose, the same on every run.

Facts of the centre, a province, two cities, counties (one 省直管县, one that moved between cities
in 2025) and townships; two years; both signs, ties, nulls in every nullable column, links to
records that never arrived, equal ids in different regions, and codes that recur in two budgets.
The reference data are cut down to what is needed, so that plain Python can answer over them.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import asyncpg

from hub.store.reference import Reference, load_reference
from hub.store.reference_load import load
from hub.store.rollup_sql import anew
from schema.base import Fact, Master, home_of
from schema.kinds import Field
from schema.model import Entity, entities, records
from schema.rollups import ROLLUPS

CENTRE, PROVINCE, CITY, OTHER_CITY = 100_000_000, 440_000_000, 440_200_000, 440_300_000
DISTRICT, DIRECT_COUNTY, MOVED_COUNTY, OTHER_DISTRICT = (
    440_203_000, 440_224_000, 440_229_000, 440_304_000,
)  # fmt: skip
YEARS = (2024, 2025)
KEPT_YEARS = (0, *YEARS)
TEXTS = (
    "",
    "教育",
    "教育经费",
    "a_b%c",
    "Ａ 教（育）",
    'it\'s "so"',
    "back\\slash",
    "e\u0301é",
    "100%",
)
DAYS = tuple(date(year, month, 28) for year in YEARS for month in (1, 2, 3, 4, 10, 12))
MONEY = (0, 1, -1, 49, 50, 51, -50, 100, 12_345, -12_345, 5_000_000, 10**12 + 7, -(10**15), 250)


@dataclass(frozen=True)
class World:
    """What the database holds, as rows by entity, and the snapshot the engine plans with."""

    rows: dict[str, list[dict[str, Any]]]
    reference: Reference


async def make(connection: asyncpg.Connection[Any]) -> None:
    """Fill a migrated database."""
    await load(connection)
    await _trim(connection)
    await _move(connection)
    reference = await load_reference(connection)
    regions = await _regions_with_facts(connection)
    codes = await _codes(connection)
    filler = Filler(reference, regions, codes)
    for entity in (*records(), *(each for each in entities().values() if not _kept(each))):
        rows = filler.rows(entity)
        columns = [column.name for column in entity.table.columns]
        await connection.copy_records_to_table(
            entity.table.name,
            records=[tuple(row[name] for name in columns) for row in rows],
            columns=columns,
        )
    await roll_up(connection)
    await connection.execute("ANALYZE")


async def roll_up(connection: asyncpg.Connection[Any]) -> None:
    """All roll-ups anew."""
    for rollup in ROLLUPS:
        async with connection.transaction():
            for statement in anew(rollup):
                await connection.execute(statement)


async def read(connection: asyncpg.Connection[Any]) -> World:
    """The rows as they are, in no order that anyone may lean on."""
    rows = {
        name: [dict(row) for row in await connection.fetch(f"SELECT * FROM {entity.table.name}")]
        for name, entity in entities().items()
    }
    return World(rows, await load_reference(connection))


def _kept(entity: Entity) -> bool:
    return entity.is_record or entity.table.name.startswith(("region", "classification"))


async def _trim(connection: asyncpg.Connection[Any]) -> None:
    """Guangdong's upper tiers, and townships of the counties that have facts."""
    await connection.execute(
        """
        CREATE TEMP TABLE kept AS
        SELECT code FROM region
        WHERE code = 100000000
           OR code / 10000000 = 44 AND tier IN ('PROVINCE', 'CITY')
           OR code / 100000 IN (4402, 4403) AND tier = 'COUNTY'
           OR code / 1000 IN (440203, 440224, 440229, 440304) AND code % 10 = 0
        """
    )
    gone = "NOT IN (SELECT code FROM kept)"
    for table, columns in {
        "region_closure": ("ancestor", "descendant"),
        "region_version": ("code",),
        "region_change": ("old_code", "new_code"),
        "region": ("code",),
    }.items():
        where = " OR ".join(f"{column} {gone}" for column in columns)
        await connection.execute(f"DELETE FROM {table} WHERE {where}")
    await connection.execute(
        """
        UPDATE region_version SET parent_code = NULL
        WHERE parent_code NOT IN (SELECT code FROM region)
        """
    )
    await connection.execute(
        """
        DELETE FROM classification
        WHERE year <> ALL($1) OR list IN ('functional', 'revenue', 'economic_gov', 'economic_dept')
          AND code !~ '^(201|205|2050|20502|208|211|101|10101|1010101|103|301|30101|302|501|50101)'
        """,
        list(KEPT_YEARS),
    )


async def _move(connection: asyncpg.Connection[Any]) -> None:
    """翁源 lay in 深圳 until the end of 2024: no such thing, but such things happen."""
    await connection.execute(
        """
        UPDATE region_closure AS c SET from_year = 2025
        WHERE ancestor = $1 AND tree = 'ADMINISTRATIVE' AND from_year < 2025
          AND descendant IN (SELECT descendant FROM region_closure
                             WHERE tree = 'ADMINISTRATIVE' AND ancestor = $2)
        """,
        CITY, MOVED_COUNTY,
    )  # fmt: skip
    await connection.execute(
        """
        INSERT INTO region_closure (tree, ancestor, descendant, from_year, to_year, depth)
        SELECT tree, $3, descendant, 1949, 2025, depth FROM region_closure
        WHERE tree = 'ADMINISTRATIVE' AND ancestor = $1 AND from_year = 2025
          AND descendant IN (SELECT descendant FROM region_closure
                             WHERE tree = 'ADMINISTRATIVE' AND ancestor = $2)
        """,
        CITY, MOVED_COUNTY, OTHER_CITY,
    )  # fmt: skip


async def _regions_with_facts(connection: asyncpg.Connection[Any]) -> tuple[int, ...]:
    towns = await connection.fetch(
        """
        SELECT min(code) AS code FROM region WHERE tier = 'TOWNSHIP'
        GROUP BY parent_code ORDER BY parent_code
        """
    )
    upper = (CENTRE, PROVINCE, CITY, OTHER_CITY, DISTRICT, DIRECT_COUNTY, MOVED_COUNTY)
    return (*upper, OTHER_DISTRICT, *(row["code"] for row in towns))


async def _codes(connection: asyncpg.Connection[Any]) -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = {}
    query = "SELECT DISTINCT list, budget_type, code FROM classification ORDER BY 1, 2, 3"
    for name, budget, code in await connection.fetch(query):
        found.setdefault((name, budget), []).append(code)
    return found


@dataclass
class Filler:
    """Makes rows of any entity from its declaration.

    A value depends on its own place only, so a new field or entity leaves the others as they are.
    """

    reference: Reference
    regions: tuple[int, ...]
    codes: dict[tuple[str, str], list[str]]

    def rows(self, entity: Entity) -> list[dict[str, Any]]:
        if entity.role is Fact:
            places = [(region, year) for region in self.regions for year in YEARS]
            each = 7 if entity.name in ("Payment", "PaymentRequest", "Allotment") else 4
        elif entity.role is Master:
            places, each = [(region, 0) for region in self.regions], 4
        elif entity.name == "Agency":
            return [self._agency(entity, n) for n in range(9)]
        else:
            return [self._operation(entity, n) for n in range(8)]
        return [
            self._record(entity, region, year, n) for region, year in places for n in range(each)
        ]

    def _record(self, entity: Entity, region: int, year: int, n: int) -> dict[str, Any]:
        above = self.reference.ancestors(region, year)
        row: dict[str, Any] = {
            "home_code": above.home,
            "region_code": region,
            "province_code": above.province,
            "city_code": above.city,
            "county_code": above.county,
        }
        if entity.role is Fact:
            row["fiscal_year"] = year
        for name, field in self._in_order(entity):
            if name not in row:
                row[name] = self._value(entity, field, row, n)
        for name, field in entity.fields.items():
            if field.home:
                code = row[name]
                row[home_of(name)] = None if code is None else (
                    self.reference.ancestors(code, year).home
                )  # fmt: skip
        return row

    def _agency(self, entity: Entity, n: int) -> dict[str, Any]:
        row = {name: self._value(entity, field, {}, n) for name, field in entity.fields.items()}
        return row | {"code": f"A{n}", "region_code": self.regions[n % len(self.regions)]}

    def _operation(self, entity: Entity, n: int) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name, field in entity.fields.items():
            row[name] = self._value(entity, field, row, n)
        if entity.name == "Source":
            row["name"] = f"source{n}"
        if "source" in row and row["source"] is not None:
            row["source"] = f"source{n % 3}"
        return row

    def _in_order(self, entity: Entity) -> list[tuple[str, Field]]:
        """The budget first: codes depend on it."""
        return sorted(entity.fields.items(), key=lambda item: item[0] != "budget_type")

    def _value(self, entity: Entity, field: Field, row: dict[str, Any], n: int) -> Any:
        kind = field.kind.name
        if field.key:
            return self._key(entity, field, n)
        where = f"{row.get('region_code')} {row.get('fiscal_year')} {n}"
        chance = random.Random(f"{entity.name} {where} {field.name}")
        if field.nullable and chance.random() < 0.3:
            return None
        if field.name.endswith("_id") and kind in ("text", "count", "ordinal"):
            target = f"{chance.randrange(9)}"
            return target if kind == "text" else int(target) + 1
        match kind:
            case "money" | "stock":
                return chance.choice(MONEY)
            case "count" | "ordinal":
                return chance.choice((0, 1, 2, 7, 2**40))
            case "code":
                assert field.list is not None
                known = self.codes.get((field.list, row.get("budget_type", ""))) or self.codes.get(
                    (field.list, "")
                )
                return chance.choice([*(known or ["1"]), "99999"])
            case "region":
                return chance.choice(self.regions)
            case "agency":
                return f"A{chance.randrange(12)}"
            case "day":
                return chance.choice(DAYS)
            case "instant":
                return datetime(2025, 1, 31, 23, 59, 59, tzinfo=UTC) + timedelta(
                    hours=chance.randrange(50), microseconds=chance.choice((0, 0, 7, 120_000))
                )
            case "year":
                return chance.choice((2023, 2024, 2025))
            case "flag":
                return chance.random() < 0.5
            case "state":
                assert field.states is not None
                states = [each.value for each in field.states]
                return chance.choice(states[:2] if field.name == "budget_type" else states)
            case "quantity" | "rate":
                return Decimal(chance.choice((0, 1, -25, 333_333, 10_000_000))) / 10**4
        if field.secret:
            return chance.choice(("李四", "6222020200001234", "440203199001011234", "abc"))
        if field.name == "project_code":
            return f"{chance.randrange(6)}"
        if field.name.endswith("_no"):
            return f"N{chance.randrange(6)}"
        if field.name.endswith("_code"):
            return f"{chance.randrange(6)}"
        return chance.choice(TEXTS)

    def _key(self, entity: Entity, field: Field, n: int) -> Any:
        """The same ids in every region and year; accounts have several balances."""
        if field.kind.name == "day":
            return DAYS[n]
        if field.kind.name == "region":
            return self.regions[n % len(self.regions)]
        if field.kind.name == "year":
            return YEARS[n % 2]
        if field.kind.name in ("count", "ordinal"):
            return n + 1
        return str(n // 2 if entity.name == "AccountBalance" else n)
