"""A migrated database per test, a copy of the lean one."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import psycopg
import pytest

from hub.ingest import sync
from hub.store.reference import Reference
from hub.store.server import Database
from tests.conftest import NewDatabase, drop


@pytest.fixture(scope="session")
def migrated(lean: Database) -> Database:
    return lean


@pytest.fixture
def hub(migrated: Database, new_database: NewDatabase, pg_server: Database) -> Iterator[Database]:
    """A fresh database with regions and codes and nothing else."""
    made = new_database(template=migrated)
    yield made
    with psycopg.connect(pg_server.dsn, autocommit=True) as connection:
        drop(connection, made)


@pytest.fixture(scope="session")
def reference(migrated: Database) -> Reference:
    return asyncio.run(sync.snapshot(migrated))
