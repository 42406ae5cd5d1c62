"""`trace` against the oracle's walk, its gaps and order, its scope, and its statements."""

from __future__ import annotations

import random
from typing import Any

import pytest

from hub.access.scope import OPEN, RegionGrant, Scope
from hub.query.engine import Engine
from hub.query.types import graphql_schema
from schema.chain import ENTRIES
from tests.query.compare import compare
from tests.query.conftest import SECRET, Asked, OracleOf
from tests.query.oracle import Oracle
from tests.query.oracle_records import make_id
from tests.query.world import CITY, World

WHOLE = """
query ($of: ID!) { trace(of: $of) { __typename of truncated steps {
  __typename kind id number label on amount wan: amount(unit: WAN_YUAN, scale: 0)
  region { code name parent { code } } fiscalYear source sourceKey
  missing { kind expected text textZh } outOfOrder
  record { __typename id ... on Payment { paymentId payeeName } ... on Fact { source }
           ... on Allotment { allotmentId parent { allotmentId } } }
} } }
"""
PLAIN = """
query ($of: ID!) { trace(of: $of) { of truncated steps { kind id number label on amount
  region { code name } fiscalYear source sourceKey missing { text } outOfOrder } } }
"""
CITY_ONLY = Scope("a city", regions=(RegionGrant(CITY, True),))


def some_of(world: World, oracle: Oracle, name: str, number: int) -> list[str]:
    ids = sorted(make_id(each) for each in oracle.records[name])
    return random.Random(name).sample(ids, min(number, len(ids)))


@pytest.mark.parametrize("entity", ENTRIES)
async def test_every_beginning_equals_the_walk(
    asked: Asked, world: World, oracle_of: OracleOf, entity: str
) -> None:
    for scope in (OPEN, CITY_ONLY):
        oracle = oracle_of(scope)
        for of in some_of(world, oracle, entity, 12):
            assert await compare(asked, oracle, WHOLE, {"of": of})


async def test_some_chains_are_long_and_some_are_out_of_order(asked: Asked, world: World) -> None:
    oracle = Oracle(world)
    kinds: set[str] = set()
    gaps: set[str] = set()
    contradicted = 0
    for of in some_of(world, oracle, "Payment", 60):
        for step in (await asked.data(WHOLE, {"of": of}))["trace"]["steps"]:
            kinds.add(step["kind"])
            gaps |= {gap["kind"] for gap in step["missing"]}
            contradicted += len(step["outOfOrder"])
    assert {"PROJECT", "ALLOTMENT", "REQUEST", "PAYMENT", "CASH_PLAN"} <= kinds
    assert {"ALLOTMENT", "PROJECT"} <= gaps
    assert contradicted


async def test_a_payment_by_its_key(asked: Asked, world: World) -> None:
    row = next(each for each in world.rows["Payment"] if each["region_code"] == CITY)
    key = {"region": f"{CITY}", "fiscalYear": row["fiscal_year"], "paymentId": row["payment_id"]}
    query = "query ($key: PaymentKey!) { trace(payment: {key: $key}) { of steps { kind } } }"
    assert await compare(asked, Oracle(world), query, {"key": key})


async def test_it_begins_at_one_record_of_the_chain(asked: Asked, world: World) -> None:
    region = "WyJSZWdpb24iLDEwMDAwMDAwMF0"
    for arguments, cause in (
        ("", "trace"),
        ('(of: "x", payment: {id: "x"})', "two were given"),
        (f'(of: "{region}")', "Region is no part"),
    ):
        (error,) = await asked.errors(f"{{ trace{arguments} {{ of }} }}")
        assert error["extensions"]["id"] == "Q125" and cause in error["message"]
    (error,) = await asked.errors('{ trace(of: "nonsense") { of } }')
    assert error["extensions"]["id"] == "Q115"


class Counted:
    """A pool that counts the statements its connections run."""

    def __init__(self, pool: Any) -> None:
        self.pool, self.statements = pool, 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pool, name)

    async def acquire(self, **given: Any) -> Any:
        return Listening(await self.pool.acquire(**given), self)

    async def release(self, connection: Any) -> None:
        await self.pool.release(connection.connection)


class Listening:
    def __init__(self, connection: Any, counted: Counted) -> None:
        self.connection, self.counted = connection, counted

    def __getattr__(self, name: str) -> Any:
        return getattr(self.connection, name)

    async def fetch(self, *arguments: Any) -> Any:
        self.counted.statements += 1
        return await self.connection.fetch(*arguments)


async def test_a_trace_takes_few_statements(asked: Asked, world: World) -> None:
    """At most twelve, whatever it begins at: one a round of hops, one for the regions."""
    oracle = Oracle(world)
    counted = Counted(asked.engine.pool)
    asked.engine = Engine(graphql_schema(), counted, lambda: world.reference, SECRET)
    most = 0
    for entity in ENTRIES:
        for of in some_of(world, oracle, entity, 10):
            counted.statements = 0
            await asked.data(PLAIN, {"of": of})
            most = max(most, counted.statements)
    assert 3 < most <= 12
