"""What every test may ask for: a real PostgreSQL, and fresh databases in it.

pg_server         one embedded server for the whole run (a `Database`, not to be written to)
new_database      a function that makes a database, empty or a copy: new_database(template=other)
database          a fresh empty database for one test
module_database   a fresh empty database for all tests of one module
migrated          a database at the newest revision with regions and codes, to be copied:
                  new_database(template=migrated)
reference         the regions and codes in it, in memory
pg_settings       the settings of that server
pg_superuser      its superuser's connection, for tests about PostgreSQL itself

Databases are dropped, and the server ends, however the run ends. Copying a prepared database is
quick (some 50 ms): fill one per session, then let each test take a copy. Nobody may be connected
to a template while it is copied.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Callable, Iterator

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
    server.release(database)


@pytest.fixture
def pg_superuser(pg_server: Database, pg_settings: Settings) -> Iterator[Connection]:
    with superuser(pg_settings) as connection:
        yield connection


@pytest.fixture(scope="session")
def new_database(pg_server: Database) -> Iterator[NewDatabase]:
    numbers = itertools.count(1)
    made: list[Database] = []

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
        made.append(database)
        return database

    yield make
    with psycopg.connect(pg_server.dsn, autocommit=True) as connection:
        for database in made:
            drop(connection, database)


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
