"""What every test may ask for: a real PostgreSQL, and fresh databases in it.

pg_server         one embedded server for the whole run (a `Database`, not to be written to)
new_database      a function that makes a database, empty or a copy: new_database(template=other)
database          a fresh empty database for one test
module_database   a fresh empty database for all tests of one module
migrated          a database at the newest revision with regions and codes, to be copied:
                  new_database(template=migrated)
lean              the same with no townships but Guangdong's: a third of the size, so copy this one
                  where the others are not needed
reference         the regions and codes in it, in memory
pg_settings       the settings of that server
pg_superuser      its superuser's connection, for tests about PostgreSQL itself

The server ends, and its databases are gone, however the run ends. Copying a prepared database is
quicker than filling one: fill one per session, then let each test take a copy. Nobody may be
connected to a template while it is copied.
"""

from __future__ import annotations

import asyncio
import itertools
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

import asyncpg
import psycopg
import pytest
from psycopg import sql

from hub.settings import Settings
from hub.store import server
from hub.store.migrate import bring_up
from hub.store.reference import Reference, load_reference
from hub.store.server import Database
from hub.store.server.connecting import Connection
from tests.embedded import superuser, temporary_home

NewDatabase = Callable[..., Database]


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    from tests.spread import Spread

    return Spread(config, log) if config.getoption("dist") == "loadgroup" else None


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if hasattr(config, "workerinput"):
        from tests.spread import slow_first

        slow_first(items)


@pytest.fixture(scope="session")
def pg_settings() -> Iterator[Settings]:
    with temporary_home() as home:
        yield Settings(home=home, database_url=None)


@pytest.fixture(scope="session")
def pg_server(pg_settings: Settings) -> Iterator[Database]:
    database = server.ensure(pg_settings, lambda _: None, owned=True)
    with superuser(pg_settings) as connection:
        # What a test loses when the machine fails is no loss.
        connection.execute("ALTER SYSTEM SET fsync TO off")
        connection.execute("ALTER SYSTEM SET full_page_writes TO off")
        connection.execute("SELECT pg_reload_conf()")
    yield database
    running = server.status(pg_settings).pid
    assert running is not None
    os.kill(running, signal.SIGQUIT)  # at once: nobody will read what a fast shutdown writes
    server.release(database)


@pytest.fixture
def pg_superuser(pg_server: Database, pg_settings: Settings) -> Iterator[Connection]:
    with superuser(pg_settings) as connection:
        yield connection


@pytest.fixture(scope="session")
def new_database(pg_server: Database) -> NewDatabase:
    numbers = itertools.count(1)

    def make(template: Database | None = None) -> Database:
        database = pg_server.named(f"test_{next(numbers)}")
        command = sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
            sql.Identifier(database.name),
            sql.Identifier(template.name if template else "template0"),
        )
        zone = sql.SQL("ALTER DATABASE {} SET timezone TO 'UTC'")
        with psycopg.connect(pg_server.dsn, autocommit=True) as connection:
            connection.execute(command)
            connection.execute(zone.format(sql.Identifier(database.name)))
        return database

    return make


@pytest.fixture
def database(pg_server: Database, new_database: NewDatabase) -> Iterator[Database]:
    yield from _lent(pg_server, new_database)


@pytest.fixture(scope="module")
def module_database(pg_server: Database, new_database: NewDatabase) -> Iterator[Database]:
    yield from _lent(pg_server, new_database)


@pytest.fixture(scope="session")
def migrated(new_database: NewDatabase) -> Database:
    database = new_database()
    asyncio.run(bring_up(database))
    return database


@pytest.fixture(scope="session")
def lean(new_database: NewDatabase, migrated: Database) -> Database:
    database = new_database(template=migrated)
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute(
            "CREATE TEMP TABLE gone AS SELECT code FROM region"
            " WHERE tier = 'TOWNSHIP' AND code / 10000000 <> 44"
        )
        for column in ("region.code", "region_version.code", "region_closure.descendant"):
            table, _, name = column.partition(".")
            connection.execute(
                sql.SQL("DELETE FROM {} WHERE {} IN (SELECT code FROM gone)").format(
                    sql.Identifier(table), sql.Identifier(name)
                )
            )
        for table in ("region", "region_version", "region_closure"):
            connection.execute(sql.SQL("VACUUM (FULL, ANALYZE) {}").format(sql.Identifier(table)))
    return database


@pytest.fixture(scope="session")
def reference(migrated: Database) -> Reference:
    async def read() -> Reference:
        connection = await asyncpg.connect(migrated.dsn)
        try:
            return await load_reference(connection)
        finally:
            await connection.close()

    return asyncio.run(read())


def drop(connection: Connection, database: Database) -> None:
    """Drop the database, ending whoever is still connected.

    A vacuum worker in it is the server's own and not ours to end: it is waited for.
    """
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    for left in reversed(range(100)):
        try:
            connection.execute(statement.format(sql.Identifier(database.name)))
            return
        except psycopg.errors.InsufficientPrivilege:
            if not left:
                raise
            time.sleep(0.2)


def _lent(pg_server: Database, new_database: NewDatabase) -> Iterator[Database]:
    database = new_database()
    yield database
    with psycopg.connect(pg_server.dsn, autocommit=True) as connection:
        drop(connection, database)
