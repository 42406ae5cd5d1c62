"""Connections to the hub's database: a pool for serving and loading, an engine for migrations."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

import asyncpg
import psycopg
import sqlalchemy

from hub.settings import Settings
from hub.store.server.database import Database
from schema.problems import HubError


class PlanningConnection(asyncpg.Connection):
    """A connection that knows whether PostgreSQL plans its prepared statements anew each time."""

    _mode = "auto"

    async def plan_mode(self, mode: str) -> None:
        """Set plan_cache_mode: force_custom_plan, force_generic_plan or auto.

        A plan made for a province takes fifty milliseconds where a township's takes a fifth of
        one; for a record by its key planning costs more than running.
        """
        if mode != self._mode:
            await self.execute(f"SET plan_cache_mode = {mode}")
            self._mode = mode


async def _keep(_: Any) -> None:
    """Connections keep their settings between uses: nothing but the plan mode is ever set."""


ANSWERING: Mapping[str, Any] = MappingProxyType(
    {"connection_class": PlanningConnection, "reset": _keep}
)
"""Options of a pool that queries are answered from."""

Pool: TypeAlias = "asyncpg.Pool[asyncpg.Record]"

IDLE_MS = 60_000
"""Longest an export may wait for whoever takes it, its snapshot held, in milliseconds."""

STATEMENTS_CACHED = 256
"""Prepared statements kept per connection, those used last: a statement takes PostgreSQL about 110
KB, so a connection at most some 30 MB."""


async def pool(
    database: Database,
    settings: Settings,
    *,
    application: str,
    timeout_ms: int | None = None,
    more: Mapping[str, str] = MappingProxyType({}),
    **options: Any,
) -> Pool:
    """A pool of asyncpg connections in UTC, of the size that the settings say.

    application: the name PostgreSQL shows for them.  timeout_ms: longest a statement may take; the
    settings' unless given, 0 for none.  more: PostgreSQL's settings.  options: passed on to
    `asyncpg.create_pool`.
    raises: HubError(S101) when the database cannot be reached.
    """
    limit = settings.statement_timeout_ms if timeout_ms is None else timeout_ms
    try:
        made = await asyncpg.create_pool(
            database.dsn,
            server_settings={
                "application_name": application,
                "timezone": "UTC",
                "statement_timeout": str(limit),
                "jit": "off",
                **more,
            },
            **{
                "min_size": min(settings.pool_min, settings.pool_max),
                "max_size": settings.pool_max,
                "statement_cache_size": STATEMENTS_CACHED,
                "max_cached_statement_lifetime": 0,
                **options,
            },
        )
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise HubError("S101", server=database.shown, cause=str(error)) from error
    return made


async def serving_pool(database: Database, settings: Settings) -> Pool:
    """The pool queries are answered from; its connections keep their plan mode between uses."""
    return await pool(
        database,
        settings,
        application="hub serve",
        **ANSWERING,
    )


async def exporting_pool(database: Database, settings: Settings) -> Pool:
    """The pool exports are read from: opened when there is one, and given up
    when nobody takes what it reads."""
    return await pool(
        database,
        settings,
        application="hub export",
        more={"idle_in_transaction_session_timeout": str(IDLE_MS)},
        min_size=0,
        max_size=settings.exports_max,
        statement_cache_size=0,
        max_inactive_connection_lifetime=30.0,
    )


def sqlalchemy_engine(database: Database, *, application: str = "hub migrate") -> sqlalchemy.Engine:
    """A synchronous engine over psycopg, for Alembic; one connection at a time, none kept."""

    def connect() -> psycopg.Connection[Any]:
        return psycopg.connect(
            database.dsn, application_name=application, options="-c timezone=UTC"
        )

    return sqlalchemy.create_engine(
        "postgresql+psycopg://", creator=connect, poolclass=sqlalchemy.NullPool
    )
