"""EXPLAIN of each kind of query over a world with tables of more than 100,000 rows: none of them is
read whole, but for the reasons listed."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import orjson
import pytest

from hub.query.engine import Engine
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store.engine import serving_pool
from hub.store.reference import Reference
from hub.store.server import Database
from schema.model import entities
from tests.query.conftest import SECRET, Asked
from tests.query.world import roll_up

LARGE = 100_000
"""Rows from which a table may not be read whole."""

EVERY = {
    # Columns with a value that is the same everywhere, or derived from the row's number `n`.
    "payment": {
        "payment_id": "'P' || n", "certificate_no": "'C' || n", "voucher_on": "day", "paid_on": "day",
        "amount": "(n * 7919) % 10000019 - 500000", "paid": "(n * 7919) % 10000019",
        "project_code": "'J' || n % 40", "agency_code": "'A' || n % 300",
        "payee_name": "CASE WHEN n = 7 THEN '某市（教育）局' ELSE '某公司' || n % 977 END",
    },
    "payment_request": {
        "request_id": "'Q' || n", "requested_on": "day", "payment_id": "'P' || n - n % 2",
        "project_code": "'J' || n % 40", "amount": "(n * 7919) % 10000019", "allotment_id": "'L' || n % 100",
    },
    "project": {"project_code": "'J' || n", "name": "'项目' || n", "category": "'1'", "setup_year": "2024",
                "state": "'BUDGETED'"},
}  # fmt: skip
COMMON = {
    "home_code": "home", "region_code": "region", "province_code": "province", "city_code": "city",
    "county_code": "county", "fiscal_year": "2024 + n % 2", "budget_type": "'GENERAL_PUBLIC'",
    "fund_type": "'1'", "function": "(ARRAY['2010101', '2050201', '2050202', '2080101', '21301'])[1 + n % 5]",
    "source": "'treasury'", "source_key": "n::text", "origin": "'1:1'", "since_batch": "1",
}  # fmt: skip
TABLES = {"payment": 150, "payment_request": 105, "project": 40}
"""Table -> records of each region."""


@pytest.fixture(scope="module")
def large(
    new_database: Callable[..., Database], migrated: Database, reference: Reference
) -> Database:
    """A thousand regions of Guangdong with 150 payments, 105 requests and 40 projects each."""
    database = new_database(template=migrated)

    async def fill() -> None:
        connection = await asyncpg.connect(database.dsn)
        codes = [code for code in reference.subtree("ADMINISTRATIVE", 440_000_000)][:1000]
        await connection.execute(
            "CREATE TEMP TABLE place (region int, home int, province int, city int, county int)"
        )
        places = [(code, *reference.ancestors(code, 2025)) for code in codes]
        await connection.copy_records_to_table("place", records=places)
        for table, each in TABLES.items():
            await connection.execute(filling(table, each))
        await roll_up(connection)
        # As autovacuum leaves them, whenever it comes by: plans must not hang on when it does.
        await connection.execute("VACUUM (ANALYZE)")
        await connection.close()

    asyncio.run(fill())
    return database


def filling(table: str, each: int) -> str:
    """INSERT of generated rows. Columns that nothing is said of are null, or false."""
    entity = next(e for e in entities().values() if e.table.name == table)
    values = {}
    for name, declared in entity.fields.items():
        said = EVERY[table].get(name) or COMMON.get(name)
        if said is None and not declared.nullable:
            said = {"flag": "false", "money": "0", "day": "day"}[declared.kind.name]
        values[name] = said or "NULL"
    return f"""
        INSERT INTO {table} ({", ".join(values)}) SELECT {", ".join(values.values())}
        FROM place, LATERAL (
          SELECT number AS n, DATE '2024-01-01' + (number * 37) % 700 AS day
          FROM generate_series(1, {each}) AS number) AS numbers
        """


@dataclass
class Explaining:
    """A pool whose connections explain each statement before they run it."""

    pool: Any
    plans: list[Any] = field(default_factory=list)

    def get_max_size(self) -> int:
        return int(self.pool.get_max_size())

    def get_idle_size(self) -> int:
        return int(self.pool.get_idle_size())

    async def acquire(self, **given: Any) -> Explaining:
        self.connection = await self.pool.acquire(**given)
        return self

    async def release(self, _: Explaining) -> None:
        await self.pool.release(self.connection)

    async def plan_mode(self, mode: str) -> None:
        await self.connection.plan_mode(mode)

    def transaction(self, **options: Any) -> Any:
        return self.connection.transaction(**options)

    async def fetch(self, text: str, *arguments: Any) -> Any:
        explained = await self.connection.fetchval(f"EXPLAIN (FORMAT JSON) {text}", *arguments)
        self.plans.append(orjson.loads(explained)[0]["Plan"])
        return await self.connection.fetch(text, *arguments)


def scans(plan: dict[str, Any]) -> Iterator[str]:
    """Tables that a plan reads whole."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for each in plan.get("Plans", ()):
        yield from scans(each)


def indexes(plan: dict[str, Any]) -> Iterator[str]:
    """Indexes that a plan reads."""
    if "Index Name" in plan:
        yield plan["Index Name"]
    for each in plan.get("Plans", ()):
        yield from indexes(each)


PAGE = "{ nodes { id amount payeeName project { name } agency { name } region { name } function { name } } }"
KINDS: dict[str, tuple[str, Any]] = {
    "one by key": ('{ payment(by: {key: {region: "440203", fiscalYear: 2024, paymentId: "P2"}}) { amount project { name } requests { nodes { amount } } } }', None),
    "node": ("query ($id: ID!) { node(id: $id) { id ... on Payment { amount project { name } } } }", "id"),
    "a subtree by amount": (f'{{ payments(where: {{fiscalYear: {{eq: 2024}}, region: {{within: "440200"}}}}, orderBy: [{{amount: DESC}}], first: 100) {PAGE} }}', None),
    "its next page": (f'query ($c: String) {{ payments(where: {{fiscalYear: {{eq: 2024}}, region: {{within: "440200"}}}}, orderBy: [{{amount: DESC}}], first: 100, after: $c) {PAGE} }}', "cursor"),
    "a county": (f'{{ payments(where: {{fiscalYear: {{eq: 2024}}, region: {{within: "440203"}}}}, first: 100) {PAGE} }}', None),
    "own level": (f'{{ payments(where: {{region: {{eq: "440203"}}}}, first: 100) {PAGE} }}', None),
    "the fiscal tree": (f'{{ payments(where: {{fiscalYear: {{eq: 2024}}, region: {{within: "440200", tree: FISCAL}}}}, first: 100) {PAGE} }}', None),
    "in the order of the key": (f"{{ payments(first: 100) {PAGE} }}", None),
    "a printed number": (f'{{ payments(where: {{certificateNo: {{eq: "C17"}}, region: {{eq: "440203"}}}}) {PAGE} }}', None),
    "a source's key": ('{ payments(where: {sourceKey: {eq: "17"}}, first: 5) { nodes { id } } }', None),
    "nested": ('{ projects(where: {region: {within: "440203"}}, first: 20) { nodes { name payments(first: 20) { totalCount nodes { amount } } } } }', None),
    "nested by amount": ('{ projects(where: {region: {eq: "440203"}}, first: 20) { nodes { name payments(first: 3, orderBy: [{amount: DESC}]) { nodes { amount requests(first: 2) { nodes { id } } } } } } }', None),
    "through a link": ('{ payments(where: {fiscalYear: {eq: 2024}, region: {within: "440203"}, project: {name: {eq: "项目7"}}}, first: 20) { nodes { id } } }', None),
    "through links to many": ('{ payments(where: {fiscalYear: {eq: 2024}, region: {within: "440203"}, requests: {some: {amount: {gt: 5}}}}, first: 20) { nodes { id } } }', None),
    "a count of a subtree": ('{ payments(where: {fiscalYear: {eq: 2024}, region: {within: "440200"}}) { totalCount } }', None),
    "groups from a roll-up": ('{ paymentGroups(by: [{region: {tier: CITY}}, {function: {level: 1}}], where: {fiscalYear: {eq: 2024}, region: {within: "440000"}}) { nodes { key { region { name } function { name } } sum { amount } } total { count } totalCount } }', None),
    "groups of a county from the facts": ('{ paymentGroups(by: [{agency: true}], where: {fiscalYear: {eq: 2024}, region: {within: "440203"}}) { nodes { key { agency { name } } sum { amount } } } }', None),
    "groups of everything from the facts": ("{ paymentGroups(by: [{agency: true}]) { nodes { count sum { amount } } } }", None),
    "an order without an index": ("{ payments(orderBy: [{purpose: ASC}], first: 5) { nodes { id } } }", None),
    "a count of everything": ("{ payments { totalCount } }", None),
    "text within": ('{ payments(where: {purpose: {contains: "公司97"}}, first: 5000) { nodes { id } } }', None),
    "two characters of a name": ('{ payments(where: {payeeName: {contains: "教育"}}, first: 5000) { totalCount nodes { id } } }', None),
    "a name whatever its form": ('{ payments(where: {payeeName: {matches: "某 市 [教育]"}}, first: 5000) { totalCount nodes { id } } }', None),
    "how many there are": ('{ projects(where: {region: {within: "440203"}, payments: {count: {gt: 2}}}, first: 20) { nodes { id } } }', None),
    "in the order of a link": (f'{{ payments(where: {{fiscalYear: {{eq: 2024}}, region: {{within: "440203"}}}}, orderBy: [{{project: {{name: ASC}}}}], first: 20) {PAGE} }}', None),
    "in the order of a tally": ('{ projects(where: {region: {within: "440203"}}, orderBy: [{payments: {sum: {amount: DESC}}}], first: 20) { nodes { name } } }', None),
}  # fmt: skip
READ_WHOLE = {
    "groups of everything from the facts": "a dimension that no roll-up holds, over the whole country: every row counts",
    "an order without an index": "the whole country in an order that nobody declared in sorted_by",
    "text within": "a text that is no name is searched row by row",
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
async def test_no_large_table_is_read_whole(
    large: Database, reference: Reference, kind: str
) -> None:
    query, needs = KINDS[kind]
    pool = await serving_pool(large, Settings(pool_min=1, pool_max=1))
    try:
        explaining = Explaining(pool)
        asked = Asked(Engine(graphql_schema(), explaining, lambda: reference, SECRET))
        variables = {}
        if needs is not None:
            first = query.replace("($c: String)", "").replace(", after: $c", "").replace(
                "first: 100) { nodes {", "first: 100) { pageInfo { endCursor } nodes {")  # fmt: skip
            if needs == "id":
                first = "{ payments(first: 1) { nodes { id } } }"
            page = (await asked.data(first))["payments"]
            variables = (
                {"id": page["nodes"][0]["id"]}
                if needs == "id"
                else {"c": page["pageInfo"]["endCursor"]}
            )
            explaining.plans.clear()
        await asked.data(query, variables)
        rows = {
            row["relname"]: row["reltuples"]
            for row in await pool.fetch("SELECT relname, reltuples FROM pg_class")
        }
    finally:
        await pool.close()
    whole = {table for plan in explaining.plans for table in scans(plan) if rows[table] >= LARGE}
    assert explaining.plans
    if kind in READ_WHOLE:
        assert whole, f"{kind} reads nothing whole any more: take it off the list"
    else:
        assert not whole, orjson.dumps(explaining.plans, option=orjson.OPT_INDENT_2).decode()


@pytest.mark.parametrize("search", ['contains: "教育"', 'matches: "教 育"', 'matches: "市(教育)"'])
async def test_a_search_of_two_characters_uses_its_index(
    large: Database, reference: Reference, search: str
) -> None:
    pool = await serving_pool(large, Settings(pool_min=1, pool_max=1))
    try:
        explaining = Explaining(pool)
        asked = Asked(Engine(graphql_schema(), explaining, lambda: reference, SECRET))
        found = await asked.data(
            f"{{ payments(where: {{payeeName: {{{search}}}}}) {{ totalCount }} }}"
        )
        exact = 'eq: "某市（教育）局"'
        same = await asked.data(
            f"{{ payments(where: {{payeeName: {{{exact}}}}}) {{ totalCount }} }}"
        )
    finally:
        await pool.close()
    assert list(indexes(explaining.plans[0])) == ["ix_payment_payee_name_search"]
    assert found == same
    assert same["payments"]["totalCount"] > 500


async def test_the_world_is_large(large: Database) -> None:
    connection = await asyncpg.connect(large.dsn)
    try:
        for table in ("payment", "payment_request"):
            assert await connection.fetchval(f"SELECT count(*) FROM {table}") > LARGE
    finally:
        await connection.close()
