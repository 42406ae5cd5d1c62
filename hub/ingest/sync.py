"""Sync: run sources side by side, each with its own connection; one that fails stops no other."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Mapping, Sequence
from typing import Any

import asyncpg

from adapters.sdk.mapping import mapper
from adapters.sdk.source import Settings, Source
from hub.ingest import batches, locks
from hub.ingest.documents import run_documents
from hub.ingest.locks import Connection
from hub.ingest.prepare import MakeMapper
from hub.ingest.registry import settings_of
from hub.ingest.results import BatchResult, Progress, SourceResult, Watch
from hub.ingest.stream import Context, run_stream, tied
from hub.store.reference import Reference, load_reference
from hub.store.server.database import Database
from schema.operations import SourceState
from schema.problems import HubError, RetryLater

SettingsOf = Callable[[Source], Settings]


def silent(progress: Progress) -> None:
    """Watch nothing."""


async def sync(
    database: Database,
    sources: Sequence[Source],
    environment: Mapping[str, str],
    *,
    again: bool = False,
    watch: Watch = silent,
    make_mapper: MakeMapper = mapper,
) -> tuple[SourceResult, ...]:
    """Bring the sources' changes in, each stream from where it stood; results in their order.

    environment: where the sources' settings are.  again: read everything from the start; what is
    known already comes out unchanged.
    raises: HubError(S101) when the database cannot be reached, HubError(S113) before its regions
    and codes are loaded.
    """
    reference = await snapshot(database)

    async def one(source: Source) -> SourceResult:
        return await run_source(
            database, source, lambda each: settings_of(each, environment), reference,
            again=again, watch=watch, make_mapper=make_mapper,
        )  # fmt: skip

    return await side_by_side([one(source) for source in sources])


async def side_by_side(
    runs: Sequence[Coroutine[Any, Any, SourceResult]],
) -> tuple[SourceResult, ...]:
    """All of them at once; when we are cancelled, each has rolled back before we return."""
    tasks = [asyncio.ensure_future(run) for run in runs]
    try:
        return tuple(await asyncio.gather(*tasks))
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def run_source(
    database: Database,
    source: Source,
    settings: SettingsOf,
    reference: Reference,
    *,
    again: bool = False,
    trial: bool = False,
    watch: Watch = silent,
    make_mapper: MakeMapper = mapper,
) -> SourceResult:
    """Run a source's streams in their declared order, under the source's lock.

    trial: do everything and keep nothing.
    """
    connection = await connect(database)
    try:
        kept = connection.transaction()
        if trial:
            await kept.start()
        await batches.source_known(connection, source.name, source.title)
        if not await locks.try_source(connection, source.name):
            busy = HubError("A311", source=source.name)
            return SourceResult(source.name, str(SourceState["DOWN"]), (), busy)
        await batches.abandon(connection, source.name)
        await batches.source_started(connection, source.name)
        result = await _run(
            connection, source, settings, reference, again, trial, watch, make_mapper
        )
        if trial:
            await kept.rollback()
        await locks.free_source(connection, source.name)
        return result
    except (OSError, asyncpg.PostgresConnectionError, asyncpg.InterfaceError) as error:
        raise HubError("S101", server=database.shown, cause=str(error)) from error
    finally:
        # At once, also when a statement was cancelled half-way; ends the source's lock too.
        connection.terminate()


async def _run(
    connection: Connection,
    source: Source,
    settings: SettingsOf,
    reference: Reference,
    again: bool,
    trial: bool,
    watch: Watch,
    make_mapper: MakeMapper,
) -> SourceResult:
    try:
        given = settings(source)
    except HubError as problem:
        return await _ended(connection, source, [], problem)
    context = Context(connection, source, given, reference, make_mapper, watch, again, trial)
    if source.documents:
        return await _ended(connection, source, await run_documents(context), None)
    done: list[BatchResult] = []
    for stream in source.streams:
        done.append(await run_stream(context, stream))
        if isinstance(done[-1].problem, RetryLater):
            break
    return await _ended(connection, source, await tied(context, done), None)


async def connect(database: Database) -> Connection:
    """A connection for loading: no time limit, room for a slice.  raises: HubError(S101)"""
    try:
        return await asyncpg.connect(
            database.dsn,
            server_settings={
                "application_name": "hub sync",
                "timezone": "UTC",
                "statement_timeout": "0",
                "jit": "off",
                "temp_buffers": "64MB",
            },
        )
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        raise HubError("S101", server=database.shown, cause=str(error)) from error


async def snapshot(database: Database) -> Reference:
    """The reference data now.  raises: HubError(S101), HubError(S113)"""
    connection = await connect(database)
    try:
        return await load_reference(connection)
    finally:
        await connection.close()


async def _ended(
    connection: Connection, source: Source, done: list[BatchResult], problem: HubError | None
) -> SourceResult:
    """The source's state by its batches: DOWN when it could not be read at all."""
    failed = [batch for batch in done if batch.failed]
    away = any(isinstance(batch.problem, RetryLater) for batch in failed)
    if problem or away or (failed and len(failed) == len(done)):
        state = SourceState["DOWN"]
    elif failed or any(batch.counts.held for batch in done):
        state = SourceState["PARTIAL"]
    else:
        state = SourceState["FRESH"]
    why = problem or next((b.problem for b in (*failed, *done) if b.problem), None)
    message = why.render("zh") if why and state != SourceState["FRESH"] else None
    async with connection.transaction():
        succeeded = not (problem or failed)
        await batches.source_ended(connection, source.name, str(state), message, succeeded)
        if state == SourceState["DOWN"]:
            await batches.tell(connection, "SOURCE_DOWN", source.name, None, message or "")
    return SourceResult(source.name, str(state), tuple(done), problem)
