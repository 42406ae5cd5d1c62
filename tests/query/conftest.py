"""The small world in a database of its own, an engine over it, and the oracle beside it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import pytest
import pytest_asyncio

from hub.access.scope import OPEN, Scope
from hub.query.engine import Answer, Engine, Lang
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store.engine import Pool, serving_pool
from hub.store.server import Database
from tests.query import world as worlds
from tests.query.oracle import Oracle
from tests.query.world import World

SECRET = b"\x07" * 32


@pytest.fixture(scope="session")
def world_database(new_database: Callable[..., Database], migrated: Database) -> Database:
    """The small world: to be read, or copied as a template."""
    database = new_database(template=migrated)

    async def fill() -> None:
        connection = await asyncpg.connect(database.dsn)
        try:
            await worlds.make(connection)
        finally:
            await connection.close()

    asyncio.run(fill())
    return database


@pytest.fixture(scope="session")
def world(world_database: Database) -> World:
    async def read() -> World:
        connection = await asyncpg.connect(world_database.dsn)
        try:
            return await worlds.read(connection)
        finally:
            await connection.close()

    return asyncio.run(read())


OracleOf = Callable[[Scope], Oracle]


@pytest.fixture(scope="session")
def oracle_of(world: World) -> OracleOf:
    """The oracle of a scope, made once."""
    return cache(lambda scope: Oracle(world, scope))


@pytest.fixture(scope="session")
def oracle(oracle_of: OracleOf) -> Oracle:
    return oracle_of(OPEN)


@dataclass
class Asked:
    """An engine asked in tests: answers as JSON text and as objects."""

    engine: Engine

    async def body(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        name: str | None = None,
        *,
        scope: Scope = OPEN,
        lang: Lang = "en",
    ) -> Answer:
        return await self.engine.answer(query, variables, name, scope=scope, lang=lang)

    async def data(self, query: str, variables: Any = None, *, scope: Scope = OPEN) -> Any:
        """The data of an answer that has no errors."""
        found = orjson.loads((await self.body(query, variables, scope=scope)).body)
        assert "errors" not in found, found["errors"]
        return found["data"]

    async def errors(
        self, query: str, variables: Any = None, name: str | None = None, **more: Any
    ) -> Any:
        """The errors of an answer that has nothing else."""
        found = orjson.loads((await self.body(query, variables, name, **more)).body)
        assert list(found) == ["errors"], found
        return found["errors"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """One event loop for all tests here, so that they can share one pool of connections."""
    here = Path(__file__).parent
    for item in items:
        if item.path.parent == here and pytest_asyncio.is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def pool(world_database: Database) -> AsyncIterator[Pool]:
    found = await serving_pool(world_database, Settings(pool_min=1, pool_max=2))
    yield found
    await found.close()


@pytest.fixture
def asked(pool: Pool, world: World) -> Asked:
    return Asked(Engine(graphql_schema(), pool, lambda: world.reference, SECRET))
