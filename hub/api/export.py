"""`/export`: one list of records or groups, whole, as a file.

Asked as /graphql is (POST with a JSON object, or GET), with `format` and `encoding` in the query
string. The file is sent while it is read: a client that takes it slowly is waited for, within
limits, and one that goes away ends it. A file that breaks off has no final chunk: HTTP tells the
client that it is not whole.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final
from urllib.parse import parse_qs, quote
from zoneinfo import ZoneInfo

import structlog
from starlette.types import Receive, Scope, Send

from hub.api import reading
from hub.api.errors import errors_body, graphql_body
from hub.api.leaving import Clients
from hub.api.metrics import Metrics
from hub.api.negotiate import JSON, language
from hub.api.protocol import Answer, Exports, GraphQLRequest
from hub.query.export.exporter import Export
from hub.query.operation import Refused
from schema.problems import HubError, Lang

log = structlog.get_logger()

FIRST_SECONDS: Final = 0.5
"""How long the response waits for the first rows. What goes wrong until then has its status."""

STALLED_SECONDS: Final = 60.0
"""Longest a client may take for one piece."""

WHOLE_SECONDS: Final = 3600.0
"""Longest an export may take: so long its snapshot keeps PostgreSQL from clearing up."""

_HOME: Final = ZoneInfo("Asia/Shanghai")
_LIMITED: Final = (Refused, HubError)


@dataclass(frozen=True)
class ExportEndpoint:
    """The endpoint. exports: who makes the files."""

    exports: Exports
    metrics: Metrics
    clients: Clients = field(default_factory=Clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = dict(scope["headers"])
        lang = language(headers.get(b"accept-language"))
        request_id = scope.get("hub.request_id", "-")
        try:
            parts = await reading.request(scope, headers, receive)
            request = GraphQLRequest(**parts, lang=lang, request_id=request_id)
            format_, encoding = _options(scope["query_string"])
            export = self.exports.prepare(request, format_, encoding)
        except reading.Disconnected:
            return
        except reading.Unreadable as refused:
            await _refuse(send, refused.status, graphql_body(refused.problem, lang))
        except _LIMITED as problem:
            await self._problem(send, problem, lang)
        else:
            await self._sent(export, format_, receive, send, lang)

    async def _sent(
        self, export: Export, format_: str, receive: Receive, send: Send, lang: Lang
    ) -> None:
        """Send the export, and count how it ended."""
        outcome = "cancelled"
        try:
            with self.clients.waiting(receive):
                outcome = await self._send(export, format_, send, lang)
        finally:
            self.metrics.exported(format_, outcome, export.rows)

    async def _send(self, export: Export, format_: str, send: Send, lang: Lang) -> str:
        begun = False
        try:
            async with self.exports.opened(export) as pieces, _next(pieces) as first:
                await asyncio.wait({first}, timeout=FIRST_SECONDS)
                if first.done():
                    first.result()
                await _begin(send, export, format_)
                begun = True
                async with asyncio.timeout(WHOLE_SECONDS):
                    await _piece(send, export.writer.head())
                    await _piece(send, await first)
                    async for piece in pieces:
                        await _piece(send, piece)
        except TimeoutError:
            return _broken_off(export, "the client is too slow")
        except _LIMITED as error:
            if begun:
                return _broken_off(export, str(error))
            await self._problem(send, error, lang)
            return "refused"
        await send({"type": "http.response.body", "body": b""})
        return "done"

    async def _problem(self, send: Send, problem: Refused | HubError, lang: Lang) -> None:
        errors = problem.errors if isinstance(problem, Refused) else (problem,)
        body = errors_body(errors, lang)
        self.metrics.answered(Answer(body, False, tuple(each.code for each in errors)))
        await _refuse(send, errors[0].problem.status, body)


def _broken_off(export: Export, cause: str) -> str:
    log.warning("export broke off", rows=export.rows, cause=cause)
    return "failed"


@asynccontextmanager
async def _next(pieces: AsyncIterator[bytes]) -> AsyncIterator[asyncio.Future[bytes]]:
    """The next piece, under way; nothing runs on when it is not waited for."""
    first = asyncio.ensure_future(anext(pieces, b""))
    try:
        yield first
    finally:
        if not first.done():
            first.cancel()
            await asyncio.wait({first})


async def _begin(send: Send, export: Export, format_: str) -> None:
    media = export.writer.media.encode()
    name = file_name(export.planned.title, format_, datetime.now(_HOME)).encode()
    headers = [
        (b"content-type", media), (b"content-disposition", name), (b"cache-control", b"no-store"),
    ]  # fmt: skip
    await send({"type": "http.response.start", "status": 200, "headers": headers})


def file_name(title: str, format_: str, at: datetime) -> str:
    """The Content-Disposition of a file.

    >>> file_name("支付", "csv", datetime(2025, 1, 31, 8, 5))
    "attachment; filename=export_20250131_0805.csv; \
filename*=UTF-8''%E6%94%AF%E4%BB%98_20250131_0805.csv"
    """
    rest = f"_{at:%Y%m%d_%H%M}.{format_}"
    return f"attachment; filename=export{rest}; filename*=UTF-8''{quote(title, safe='')}{rest}"


async def _piece(send: Send, piece: bytes) -> None:
    async with asyncio.timeout(STALLED_SECONDS):
        await send({"type": "http.response.body", "body": piece, "more_body": True})


def _options(query_string: bytes) -> tuple[str, str]:
    given = parse_qs(query_string.decode("latin-1"))
    return given.get("format", ["csv"])[-1], given.get("encoding", ["utf-8"])[-1]


async def _refuse(send: Send, status: int, body: bytes) -> None:
    headers = [(b"content-type", JSON), (b"cache-control", b"no-store"), *reading.more(status)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
