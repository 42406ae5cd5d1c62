"""The composition root of the server: where the parts are put together, once, for one process."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Final

import asyncpg
import structlog
from starlette.types import ASGIApp

from hub.access.scope import OPEN
from hub.api.export import ExportEndpoint
from hub.api.front import LOOPBACK, Front
from hub.api.graphql import GraphQL
from hub.api.health import Check
from hub.api.metrics import Metrics, Plans
from hub.api.metrics import Pool as PoolMeters
from hub.api.pages import pages
from hub.api.protocol import Answer, Export, GraphQLRequest
from hub.memory import made_to_stay
from hub.query.engine import Engine
from hub.query.export.exporter import Exporter
from hub.query.types import graphql_schema
from hub.settings import Settings
from hub.store import migrate
from hub.store.engine import Pool, exporting_pool, serving_pool
from hub.store.reference import Reference, load_reference
from hub.store.reference_load import stored
from hub.store.server import Database
from schema.problems import HubError

log = structlog.get_logger()

REFRESH_SECONDS: Final = 10.0
"""How often the process looks whether the reference data changed."""

CLOSING_SECONDS: Final = 2.0
"""How long connections get to be given back when the process ends."""

_LOST: Final = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    # Connecting was refused: the database takes nobody, is gone, or knows us no longer.
    asyncpg.ObjectNotInPrerequisiteStateError,
    asyncpg.InvalidCatalogNameError,
    asyncpg.InvalidAuthorizationSpecificationError,
)


@asynccontextmanager
async def application(settings: Settings, database: Database) -> AsyncIterator[ASGIApp]:
    """The ASGI application over a database, for as long as the context lasts.

    raises: HubError(S101) when the database cannot be reached, HubError(S108, S109) when its
    schema is not this program's, HubError(S113) when reference data were never loaded.
    """
    await asyncio.to_thread(migrate.check, database)
    connections = await serving_pool(database, settings)
    exporting = await exporting_pool(database, settings)
    snapshot = engine = None
    try:
        with made_to_stay():
            snapshot = Snapshot(connections, await load_reference(connections))
            secret = await migrate.cursor_key(connections)
            engine = _engine(settings, snapshot, connections, secret)
            front = _front(settings, engine, snapshot, exporting)
        snapshot.watch()
        yield front
    finally:
        if snapshot is not None:
            await snapshot.close()
        if engine is not None:
            await engine.close()
        await _close(exporting)
        await _close(connections)


class Snapshot:
    """The present snapshot of the reference data, replaced when the database has a newer one."""

    def __init__(self, connections: Pool, first: Reference) -> None:
        self.current = first
        self._connections = connections
        self._task: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """Look for newer reference data every few seconds until closed."""
        self._task = asyncio.create_task(self._watching())

    async def refresh(self) -> bool:
        """Take the newer snapshot if there is one."""
        generation, _ = await stored(self._connections)
        if generation == self.current.version:
            return False
        self.current = await load_reference(self._connections)
        return True

    async def close(self) -> None:
        """Stop watching."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _watching(self) -> None:
        while True:
            await asyncio.sleep(REFRESH_SECONDS)
            try:
                if await self.refresh():
                    log.info("reference data reloaded", version=self.current.version)
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, HubError) as error:
                log.warning("reference data not refreshed", cause=str(error))


@dataclass(frozen=True)
class Queries:
    """The engine as HTTP wants it: in the scope of whoever asks."""

    engine: Engine

    async def answer(self, request: GraphQLRequest) -> Answer:
        """raises: HubError(S101) when the database is gone."""
        with _REACHING:
            return await self.engine.answer(
                request.query,
                dict(request.variables),
                request.operation_name,
                scope=OPEN,
                lang=request.lang,
            )


@dataclass(frozen=True)
class Exports:
    """Exports as HTTP wants them: in the scope of whoever asks."""

    exporter: Exporter

    def prepare(self, request: GraphQLRequest, format_: str, encoding: str) -> Export:
        """raises: Refused, HubError of what was asked."""
        return self.exporter.prepare(
            request.query,
            dict(request.variables),
            request.operation_name,
            scope=OPEN,
            format_=format_,
            encoding=encoding,
        )

    @asynccontextmanager
    async def opened(self, export: Export) -> AsyncIterator[AsyncIterator[bytes]]:
        """raises: HubError(S101) when the database is gone."""
        with _REACHING:
            async with self.exporter.opened(export) as pieces:
                yield pieces


@dataclass(frozen=True)
class Fetching:
    """The pool as pages and checks want it."""

    connections: Pool

    async def fetch(self, query: str) -> list[asyncpg.Record]:
        """raises: HubError(S101) when the database is gone."""
        with _REACHING:
            return await self.connections.fetch(query)


class _Reaching:
    """Losing the database is told as what it is; callers learn neither its name nor its place."""

    def __enter__(self) -> None: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        if isinstance(error, _LOST):
            log.warning("database not reached", cause=str(error))
            raise HubError("S101", server="PostgreSQL", cause=type(error).__name__) from error


_REACHING: Final = _Reaching()


def _engine(settings: Settings, snapshot: Snapshot, connections: Pool, secret: bytes) -> Engine:
    return Engine(
        graphql_schema(),
        connections,
        lambda: snapshot.current,
        secret,
        kept=settings.pool_max - 1,
        limit=settings.statement_timeout_ms / 1000 or None,
        places=asyncio.Semaphore(max(1, settings.pool_max // 2)),
    )


def _front(settings: Settings, engine: Engine, snapshot: Snapshot, exporting: Pool) -> Front:
    metrics = Metrics(_pool_meters(engine), _plans(engine))
    fetching = Fetching(engine.pool)
    return Front(
        GraphQL(Queries(engine), metrics),
        ExportEndpoint(Exports(Exporter(engine, exporting)), metrics),
        pages(fetching, _checks(fetching, snapshot), metrics),
        metrics,
        hosts=LOOPBACK if settings.auth == "open" else None,
    )


def _checks(fetching: Fetching, snapshot: Snapshot) -> Mapping[str, Check]:
    wanted = migrate.head()

    async def database() -> None:
        await fetching.fetch("SELECT 1")

    async def schema() -> None:
        rows = await fetching.fetch("SELECT version_num FROM alembic_version")
        found = rows[0][0] if rows else migrate.BASE
        if found != wanted:
            raise HubError("S108", current=found, head=wanted)

    async def reference() -> None:
        if not snapshot.current.version:
            raise HubError("S113")

    return {"database": database, "schema": schema, "reference": reference}


def _pool_meters(engine: Engine) -> PoolMeters:
    pool, lending = engine.pool, engine.lending
    return PoolMeters(pool.get_size, lambda: pool.get_idle_size() + lending.idle, pool.get_max_size)


def _plans(engine: Engine) -> Plans:
    counters = engine.counters
    return Plans(lambda: counters.warm, lambda: counters.compiled)


async def _close(connections: Pool) -> None:
    try:
        async with asyncio.timeout(CLOSING_SECONDS):
            await connections.close()
    except (TimeoutError, OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        connections.terminate()
