"""Both drivers reach the database, in UTC and with limits."""

import asyncpg
import pytest

from hub.settings import Settings
from hub.store import engine
from hub.store.server import Database
from schema.problems import HubError


async def test_the_pool_is_in_utc_and_limits_statements(
    database: Database, pg_settings: Settings
) -> None:
    pool = await engine.pool(database, pg_settings, application="a test", timeout_ms=100)
    async with pool:
        row = await pool.fetchrow(
            "SELECT current_setting('TimeZone') AS zone, current_database() AS name,"
            " current_setting('application_name') AS application"
        )
        assert row is not None
        assert dict(row) == {"zone": "UTC", "name": database.name, "application": "a test"}
        with pytest.raises(asyncpg.QueryCanceledError):
            await pool.execute("SELECT pg_sleep(30)")


async def test_an_unreachable_database_is_a_clear_error(pg_settings: Settings) -> None:
    nowhere = Database("postgresql://hub:hush-word@127.0.0.1:9/fiscalhub")
    with pytest.raises(HubError) as caught:
        await engine.pool(nowhere, pg_settings, application="a test")
    assert caught.value.code == "S101"
    assert "127.0.0.1:9" in caught.value.render("en")
    assert "hush-word" not in caught.value.render("en") + caught.value.render("zh")


def test_migrations_get_a_connection_of_their_own(database: Database) -> None:
    with engine.sqlalchemy_engine(database).connect() as connection:
        found = connection.exec_driver_sql("SELECT current_database(), current_setting('TimeZone')")
        assert found.one() == (database.name, "UTC")


def test_text_sorts_by_code_point_and_knows_unicode_case(database: Database) -> None:
    with engine.sqlalchemy_engine(database).connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT v FROM unnest(ARRAY['é', 'Z', 'a', '教育', '1']) v ORDER BY v"
        )
        assert [row.v for row in rows] == ["1", "Z", "a", "é", "教育"]
        assert connection.exec_driver_sql("SELECT upper('é')").scalar_one() == "É"
