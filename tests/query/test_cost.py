"""What an operation may cost is known before it runs; what takes long leaves room for the rest;
what is kept between requests is bounded in number and in bytes."""

# ruff: noqa: E501 (queries are tables here)
from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import asyncpg
import pytest
from graphql import parse

from hub.query.compile import SLOW_SECONDS, Pace
from hub.query.engine import Engine
from hub.query.kept import Bounded
from hub.query.merging import merged
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store import engine as stores
from hub.store.engine import Pool, serving_pool
from hub.store.server import Database
from tests.query.conftest import SECRET, Asked
from tests.query.world import World

NODES = "{ nodes { id } }"

DEAR: dict[str, tuple[str, str, str]] = {
    # what -> (query, all rows, the list that asks for most with its page sizes)
    "nested": (
        f"{{ projects(first: 300) {{ nodes {{ name payments(first: 200) {NODES} }} }} }}",
        "60300", "projects.nodes.payments 60000 (300 × 200)"),
    "by default": (
        f"{{ a: projects {{ nodes {{ b: payments {{ edges {{ node {{ requests {NODES} }} }} }} }} }} }}",
        "127550", "a.nodes.b.edges.node.requests 125000 (50 × 50 × 50)"),
    "through a fragment": (
        f"{{ projects(first: 1000) {{ nodes {{ ...f }} }} }} fragment f on Project {{ payments(first: 60) {NODES} }}",
        "61000", "projects.nodes.payments 60000 (1000 × 60)"),
    "side by side": (
        "{" + " ".join(f"a{n}: payments(first: 9000) {NODES}" for n in range(6)) + "}",
        "54000", "a0 9000 (9000)"),
    "ancestors of many": (
        "{ a: regions(first: 10000) { nodes { ancestors { name } fiscal: ancestors(tree: FISCAL) { name } } } }",
        "110000", "a.nodes.ancestors 50000 (10000)"),
}  # fmt: skip


@pytest.mark.parametrize("case", DEAR)
async def test_a_query_too_dear_is_refused_with_what_to_change(asked: Asked, case: str) -> None:
    query, rows, most = DEAR[case]
    (error,) = await asked.errors(query)
    assert error["extensions"]["id"] == "Q111"
    assert f"take {rows}, {most}" in error["message"]
    assert most.split()[0] in error["extensions"]["fix"]


async def test_what_is_not_asked_for_costs_nothing(asked: Asked) -> None:
    """A list left out by a variable, or asked for only one row, is not counted as a page."""
    query = f"""query ($with: Boolean!, $n: Int) {{ projects(first: 1000) {{ nodes {{ name
        payments(first: $n) @include(if: $with) {NODES} }} }} }}"""
    assert await asked.data(query, {"with": False, "n": 1000})
    assert await asked.data(query, {"with": True, "n": 1})
    (error,) = await asked.errors(query, {"with": True, "n": 1000})
    assert error["extensions"]["id"] == "Q111"


MERGED: dict[str, tuple[str, int]] = {
    "one of each": ("{ a b c: a }", 1),
    "the same": ("{ a a a { a } }", 3),
    "within": ("{ a { b b ... on T { b ... { b } } } }", 4),
    "fragments": ("{ a ...f ...g } fragment f on T { a } fragment g on T { ...f a }", 3),
    "a fragment spread twice is there once": ("{ ...f ...f } fragment f on T { a }", 1),
    "a fragment in itself": ("{ ...f } fragment f on T { a ...f }", 2),
    "an unknown fragment": ("{ a ...f }", 1),
}


@pytest.mark.parametrize("case", MERGED)
def test_fields_that_merge(case: str) -> None:
    query, times = MERGED[case]
    assert merged(parse(query)) == times


HOSTILE = {
    "one field under itself": "{ regions(first: 1) { nodes { " + " ".join(f"parent {{ a{n}: name }}" for n in range(700)) + " } } }",
    "through fragments": "{ regions(first: 1) { nodes { " + " ".join(f"...f{n}" for n in range(300)) + " } } } "
    + " ".join(f"fragment f{n} on Region {{ parent {{ name }} }}" for n in range(300)),
    "many lists": "{" + " ".join(f"a{n}: regions(first: 1) {NODES}" for n in range(150)) + "}",
    "many tokens": "{ regions(first: 1) { nodes { " + "name " * 5000 + "} } }",
}  # fmt: skip


@pytest.mark.parametrize("case", HOSTILE)
async def test_what_multiplies_is_refused(asked: Asked, case: str) -> None:
    (error,) = await asked.errors(HOSTILE[case])
    assert error["extensions"]["id"] == "Q117"


# -- what takes long ------------------------------------------------------------------------------


def test_pace() -> None:
    """A few runs outweigh what was thought before."""
    pace = Pace(2 * SLOW_SECONDS)
    assert pace.slow
    for _ in range(3):
        pace.took(0.001)
    assert not pace.slow
    for _ in range(3):
        pace.took(1.0)
    assert pace.slow


@asynccontextmanager
async def engine_of(
    database: Database, world: World, size: int, **options: Any
) -> AsyncIterator[Engine]:
    pool = await serving_pool(database, Settings(pool_min=1, pool_max=size))
    try:
        yield Engine(graphql_schema(), pool, lambda: world.reference, SECRET, **options)
    finally:
        await pool.close()


FACTS = "{ paymentGroups(by: [{projectCode: true}]) { nodes { count } } }"


async def test_what_takes_long_leaves_room(world_database: Database, world: World) -> None:
    """With all places for long queries taken, short ones are answered; one more is told to wait."""
    other = await asyncpg.connect(world_database.dsn)
    options = {"places": asyncio.Semaphore(1), "patience": 0.1}
    try:
        async with engine_of(world_database, world, 2, **options) as engine:
            asked = Asked(engine)
            async with other.transaction():
                await other.execute("LOCK TABLE payment")
                waiting = asyncio.create_task(asked.data(FACTS))
                await asyncio.sleep(0.1)
                (error,) = await asked.errors(FACTS)
                assert error["extensions"]["id"] == "Q144"
                assert "long queries" in error["message"]
                assert (await asked.data("{ regions(first: 1) { nodes { name } } }"))["regions"]
            assert (await waiting)["paymentGroups"]["nodes"]
            assert not engine.places.locked()
    finally:
        await other.close()


async def test_a_cancelled_query_gives_everything_back(
    world_database: Database, world: World
) -> None:
    other = await asyncpg.connect(world_database.dsn)
    options = {"places": asyncio.Semaphore(1), "patience": 5.0}
    try:
        async with engine_of(world_database, world, 1, **options) as engine:
            asked = Asked(engine)
            async with other.transaction():
                await other.execute("LOCK TABLE payment")
                waiting = asyncio.create_task(asked.data(FACTS))
                await asyncio.sleep(0.1)
                waiting.cancel()
                with pytest.raises(asyncio.CancelledError):
                    await waiting
                assert not engine.places.locked()
                assert (await asked.data("{ regions(first: 1) { nodes { name } } }"))["regions"]
    finally:
        await other.close()


async def test_statements_have_one_limit_together(world_database: Database, world: World) -> None:
    """Time is up for the operation, whatever each statement may take; the connection serves on."""
    query = "{ payments(first: 1) { totalCount nodes { id } } }"
    other = await asyncpg.connect(world_database.dsn)
    try:
        async with engine_of(world_database, world, 1, limit=0.2) as engine:
            asked = Asked(engine)
            async with other.transaction():
                await other.execute("LOCK TABLE payment")
                (error,) = await asked.errors(query)
            assert error["extensions"]["id"] == "Q118" and "0.2 s" in error["message"]
            assert (await asked.data(query))["payments"]["nodes"]
    finally:
        await other.close()


# -- what is kept ---------------------------------------------------------------------------------


def test_bounded() -> None:
    kept: Bounded[str] = Bounded(3, 100)
    for name in "abc":
        kept.put(name, name, 10)
    assert kept.get("a") == "a"
    kept.put("d", "d", 10)
    assert (kept.get("b"), kept.get("a"), len(kept), kept.weight) == (None, "a", 3, 30)
    kept.put("a", "A", 85)
    assert (kept.get("a"), kept.get("c"), kept.get("d"), kept.weight) == ("A", None, "d", 95)
    assert kept.put("e", "too large to keep", 101) == "too large to keep"
    assert (len(kept), kept.weight) == (0, 0)


async def test_bytes_are_bounded(asked: Asked) -> None:
    """Large documents and large shapes of variables push out others before memory grows."""
    engine = asked.engine
    engine.documents, engine.operations = Bounded(1000, 300_000), Bounded(1000, 300_000)
    for n in range(10):
        names = " ".join(f"a{n}_{m}: name" for m in range(20))
        await asked.data(f"{{ regions(first: 1) {{ nodes {{ {names} }} }} }}")
    assert 1 <= len(engine.documents) < 5 and engine.documents.weight <= 300_000
    query = "query ($w: PaymentFilter) { payments(where: $w, first: 1) { totalCount } }"
    for n in range(20, 30):
        await asked.data(query, {"w": {"or": [{"amount": {"gt": "1"}}] * n}})
    assert 1 <= len(engine.operations) < 10 and engine.operations.weight <= 300_000


async def _prepared(pool: Pool) -> list[asyncpg.Record]:
    query = "SELECT statement, custom_plans, generic_plans FROM pg_prepared_statements"
    async with pool.acquire() as connection:
        found: list[asyncpg.Record] = await connection.fetch(query)
    return found


async def test_prepared_statements_are_bounded(
    world_database: Database, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "STATEMENTS_CACHED", 4)
    fields = ("code", "name", "tier", "id")
    async with engine_of(world_database, world, 1) as engine:
        for n in range(1, 12):
            chosen = " ".join(fields[m] for m in range(4) if n >> m & 1) or "__typename id"
            await Asked(engine).data(f"{{ regions(first: 1) {{ nodes {{ {chosen} }} }} }}")
        assert len(await _prepared(engine.pool)) <= 4


async def test_plans_fit_the_region_asked_for(world_database: Database, world: World) -> None:
    """A list is planned for its values each time, whichever region came first; a record by its
    key is planned once for all."""
    query = """query ($r: String) { payments(where: {region: {within: $r}}, orderBy: [{amount: DESC}]) { nodes { id } } }"""
    point = '{ payment(by: {key: {region: "%s", fiscalYear: 2024, paymentId: "1"}}) { amount } }'
    province, township = "440000", "440203100"
    async with engine_of(world_database, world, 1) as engine:
        asked = Asked(engine)
        for order in ((province, township), (township, province)):
            for region in order:
                for _ in range(4):
                    await asked.data(query, {"r": region})
        for region in ("440200", "440300", "440203", "440224") * 2:
            await asked.data(point % region)
        found = [
            each for each in await _prepared(engine.pool) if "FROM payment" in each["statement"]
        ]
        lists = [each for each in found if "ORDER BY" in each["statement"]]
        (one,) = [each for each in found if "ORDER BY" not in each["statement"]]
        assert sum(each["custom_plans"] for each in lists) == 16
        assert all(each["generic_plans"] == 0 for each in lists)
        assert one["generic_plans"] > 0
