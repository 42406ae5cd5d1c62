"""A migrated database per test, copied from one that is made once for these tests."""

from __future__ import annotations

import asyncio

import pytest

from hub.ingest import sync
from hub.store import migrate
from hub.store.reference import Reference
from hub.store.server import Database
from tests.conftest import NewDatabase


@pytest.fixture(scope="session")
def migrated(new_database: NewDatabase) -> Database:
    database = new_database()
    asyncio.run(migrate.bring_up(database))
    return database


@pytest.fixture
def hub(migrated: Database, new_database: NewDatabase) -> Database:
    """A fresh database with regions and codes and nothing else."""
    return new_database(template=migrated)


@pytest.fixture(scope="session")
def reference(migrated: Database) -> Reference:
    return asyncio.run(sync.snapshot(migrated))
