"""Connections lent to one operation after another: kept when all went well, replaced when not."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from hub.query.lending import Lending
from hub.settings import Settings
from hub.store.engine import Pool, serving_pool
from hub.store.server import Database
from schema.problems import HubError

SOON = 0.2


@pytest_asyncio.fixture(loop_scope="session")
async def pool(world_database: Database) -> AsyncIterator[Pool]:
    found = await serving_pool(world_database, Settings(pool_min=1, pool_max=3))
    yield found
    async with asyncio.timeout(10):
        await found.close()


async def test_what_went_well_is_lent_again(pool: Pool) -> None:
    lending = Lending(pool, 2)
    first = await lending.take(SOON)
    await lending.give(first, clean=True)
    assert lending.idle == 1
    assert await lending.take(SOON) is first
    assert await first.fetchval("SELECT 1") == 1
    await lending.give(first, clean=True)
    await lending.close()
    assert lending.idle == 0 and pool.get_idle_size() == pool.get_size()


async def test_no_more_are_lent_than_are_kept_and_the_pool_has_one_for_others(pool: Pool) -> None:
    lending = Lending(pool, 2)
    held = [await lending.take(SOON) for _ in range(2)]
    with pytest.raises(HubError) as refused:
        await lending.take(SOON)
    assert refused.value.code == "Q144"
    assert await pool.fetchval("SELECT 2") == 2
    waiting = asyncio.create_task(lending.take(5))
    await asyncio.sleep(0)
    await lending.give(held[0], clean=True)
    assert await waiting is held[0]
    for each in held:
        await lending.give(each, clean=True)
    await lending.close()


async def test_what_went_wrong_leaves_nothing_behind(pool: Pool) -> None:
    """An operation that was cancelled while PostgreSQL worked, in its transaction."""
    lending = Lending(pool, 2)

    async def work() -> None:
        connection, clean = await lending.take(SOON), False
        try:
            async with connection.transaction():
                await connection.fetch("SELECT pg_sleep(30)")
            clean = True
        finally:
            await lending.give(connection, clean=clean)

    task = asyncio.create_task(work())
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert lending.idle == 0
    for _ in range(2):
        connection = await lending.take(SOON)
        assert not connection.is_in_transaction()
        assert await connection.fetchval("SELECT 3") == 3
        await lending.give(connection, clean=True)
        await lending.close()
    assert await pool.fetchval(
        "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'SELECT pg_sleep%'"
        " AND state = 'active'"
    ) == 0  # fmt: skip


async def test_one_that_was_lost_meanwhile_is_replaced(pool: Pool) -> None:
    lending = Lending(pool, 2)
    first = await lending.take(SOON)
    await lending.give(first, clean=True)
    await pool.fetchval("SELECT pg_terminate_backend($1)", first.get_server_pid())
    async with asyncio.timeout(10):
        while pool.get_size() > 1:
            await asyncio.sleep(0.01)
    second = await lending.take(SOON)
    assert second is not first and await second.fetchval("SELECT 4") == 4
    await lending.give(second, clean=True)
    await lending.close()
