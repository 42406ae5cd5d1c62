"""Running an export: rows are read through a cursor as fast as they are taken, and no faster."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, TypeVar, get_args

import asyncpg

from hub.access.scope import Scope
from hub.query.binding import Request
from hub.query.engine import PATIENCE, Engine
from hub.query.export.files import (
    ENCODINGS,
    CsvWriter,
    Encoding,
    NdjsonWriter,
    Source,
    Told,
    Writer,
)
from hub.query.export.planned import Planned, plan_export
from hub.query.export.workbook import WorkbookWriter
from hub.query.lending import lent
from hub.query.operation import coerce
from hub.query.run import Run, told
from schema.problems import HubError

Format = Literal["csv", "xlsx", "ndjson"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)

_SOURCES = """
SELECT name, label, last_success_at FROM source
WHERE name IN (SELECT source FROM batch WHERE entity = $1) ORDER BY name
"""


@dataclass
class Export:
    """One export. `rows`, `at`: how far it is, and the time of its snapshot."""

    planned: Planned
    running: Run
    writer: Writer
    rows: int = 0
    at: datetime | None = field(default=None)


@dataclass(frozen=True)
class Exporter:
    """Exports what an engine answers.  pool: connections of their own, so that queries keep
    theirs; as many exports run at a time."""

    engine: Engine
    pool: Any
    patience: float = PATIENCE

    def prepare(
        self,
        query: str,
        variables: dict[str, Any],
        name: str | None,
        *,
        scope: Scope,
        format_: str = "csv",
        encoding: str = "utf-8",
    ) -> Export:
        """The export of an operation, before anything is read.

        raises: Refused, HubError as a query would; Q119 for an unknown format or encoding,
        Q140 … Q143 for what cannot be exported
        """
        chosen = _one_of(FORMATS, format_, "format")
        encoded = _one_of(ENCODINGS, encoding, "encoding")
        engine, reference = self.engine, self.engine.reference()
        document = engine.document(query)
        operation = document.operation(name)
        coerced = coerce(engine.schema, operation, variables)
        planned = plan_export(engine.schema, document, operation, coerced, reference, scope)
        request = Request(coerced.leaves, reference)
        running = Run(planned.compiled, request, engine.secret, scope)
        return Export(planned, running, _writer(chosen, planned, encoded))

    @asynccontextmanager
    async def opened(self, export: Export) -> AsyncIterator[AsyncIterator[bytes]]:
        """The file, piece by piece, but for the writer's head, from one snapshot.

        Left early or cancelled, it ends what runs in the database.
        raises: Q144 when too many exports run; left by an error of the database, Q118 when a
        piece takes too long, Q119 of a value; the pieces raise Q112 Q113 of the cursor
        """
        try:
            connection = await lent(self.pool, self.patience, "exports")
            try:
                snapshot = connection.transaction(isolation="repeatable_read", readonly=True)
                async with snapshot, aclosing(_read(export, connection)) as pieces:
                    yield pieces
            except (asyncpg.QueryCanceledError, asyncpg.DataError) as error:
                raise await told(error, connection) from None
            finally:
                await self.pool.release(connection)
        finally:
            export.writer.close()


async def _read(export: Export, connection: Any) -> AsyncGenerator[bytes, None]:
    planned, running, writer = export.planned, export.running, export.writer
    export.at = await connection.fetchval("SELECT now()")
    cursor = await connection.cursor(planned.rows.text, *running.arguments(planned.rows))
    while rows := await cursor.fetch(writer.chunk):
        piece = writer.body(rows)
        export.rows += len(rows)
        if piece:
            yield piece
    async for piece in writer.tail(await _told(export, connection)):
        yield piece


async def _told(export: Export, connection: Any) -> Told:
    """What the end of the file says, of the same snapshot."""
    planned = export.planned
    total = None
    if planned.total is not None:
        total = await connection.fetchrow(
            planned.total.text, *export.running.arguments(planned.total)
        )
    found = await connection.fetch(_SOURCES, planned.entity)
    assert export.at is not None
    return Told(export.at, tuple(Source(*each) for each in found), export.rows, total)


def _writer(format_: Format, planned: Planned, encoding: Encoding) -> Writer:
    match format_:
        case "csv":
            return CsvWriter(planned, encoding)
        case "ndjson":
            return NdjsonWriter(planned)
        case "xlsx":
            return WorkbookWriter(planned)


_T = TypeVar("_T", bound=str)


def _one_of(known: tuple[_T, ...], value: str, what: str) -> _T:
    for each in known:
        if each == value:
            return each
    raise HubError("Q119", kind=f"{what} ({', '.join(known)})", value=value)
