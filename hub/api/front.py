"""The outermost ASGI callable: request ids, security headers, measuring, and the way to /graphql.

/graphql is reached without the web framework in between: there the time of a request counts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Final, Protocol

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.errors import graphql_body
from hub.api.metrics import Metrics
from hub.api.negotiate import JSON, language, request_id
from hub.api.security import PAGE
from schema.problems import HubError

PATHS: Final = ("/graphql", "/export", "/graphiql", "/healthz", "/readyz", "/metrics", "/")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


class Answering(Protocol):
    """The endpoint of queries, which puts a response's security headers and id there by itself."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> int:
        """Respond; the status that was sent."""


@dataclass(frozen=True)
class Front:
    """hosts: names the hub may be called by in the Host header, or None for any.

    A hub without access control takes loopback names only: a web page that makes its own name
    point to this machine must not be able to ask it.
    """

    graphql: Answering
    export: ASGIApp
    pages: ASGIApp
    metrics: Metrics
    hosts: Collection[str] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.pages(scope, receive, send)
            return
        began, status, path = perf_counter(), 500, scope["path"]
        headers = dict(scope["headers"])
        scope["hub.request_id"] = request_id(headers.get(b"x-request-id"))
        try:
            if self.hosts is not None and host(headers.get(b"host")) not in self.hosts:
                status = await _framed(_misdirected, scope, receive, send)
            elif path == "/graphql":
                status = await self.graphql(scope, receive, send)
            else:
                inner = self.export if path == "/export" else self.pages
                status = await _framed(inner, scope, receive, send)
        finally:
            self.metrics.requested(_label(path), status, perf_counter() - began)


async def _framed(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> int:
    """Run an application whose response gets the security headers and the request's id."""
    status = 500

    async def framed(message: Message) -> None:
        nonlocal status
        if message["type"] == "http.response.start":
            status = message["status"]
            name = (b"x-request-id", scope["hub.request_id"].encode())
            message["headers"] = [*message.get("headers", ()), *PAGE, name]
        await send(message)

    await app(scope, receive, framed)
    return status


@lru_cache(maxsize=256)
def host(header: bytes | None) -> str:
    """The name in a Host header, without its port.

    >>> host(b"localhost:8000"), host(b"[::1]:8000"), host(None)
    ('localhost', '::1', '')
    """
    text = (header or b"").decode("latin-1").strip().lower()
    if text.startswith("["):
        return text[1:].partition("]")[0]
    return text.partition(":")[0]


async def _misdirected(scope: Scope, receive: Receive, send: Send) -> None:
    headers = dict(scope["headers"])
    problem = HubError("H105", host=host(headers.get(b"host")))
    body = graphql_body(problem, language(headers.get(b"accept-language")))
    start = {"type": "http.response.start", "status": 421, "headers": [(b"content-type", JSON)]}
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _label(path: str) -> str:
    if path in PATHS:
        return path
    return "/graphiql" if path.startswith("/graphiql/") else "other"
