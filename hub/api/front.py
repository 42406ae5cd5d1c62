"""The outermost ASGI callable: request ids, security headers, measuring, and the way to /graphql.

/graphql is reached without the web framework in between: there the time of a request counts.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache
from time import perf_counter
from typing import Final

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hub.api.errors import graphql_body
from hub.api.metrics import Metrics
from hub.api.negotiate import JSON, language, request_id
from schema.problems import HubError

_CONTENT: Final = (
    b"default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    b"img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; "
    b"form-action 'none'; frame-ancestors 'none'"
)
SECURITY: Final = (
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"content-security-policy", _CONTENT),
)
"""On every response. There is no CORS header: pages of other origins read nothing here."""

PATHS: Final = ("/graphql", "/export", "/graphiql", "/healthz", "/readyz", "/metrics", "/")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True)
class Front:
    """hosts: names the hub may be called by in the Host header, or None for any.

    A hub without access control takes loopback names only: a web page that makes its own name
    point to this machine must not be able to ask it.
    """

    graphql: ASGIApp
    export: ASGIApp
    pages: ASGIApp
    metrics: Metrics
    hosts: Collection[str] | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.pages(scope, receive, send)
            return
        began, status, path = perf_counter(), 500, scope["path"]
        given = _header(scope, b"x-request-id")
        scope["hub.request_id"] = name = request_id(given)

        async def wrapped(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = [
                    *message.get("headers", ()),
                    *SECURITY,
                    (b"x-request-id", name.encode()),
                ]
            await send(message)

        try:
            if self.hosts is not None and host(_header(scope, b"host")) not in self.hosts:
                await _misdirected(scope, wrapped)
            elif path == "/graphql":
                await self.graphql(scope, receive, wrapped)
            elif path == "/export":
                await self.export(scope, receive, wrapped)
            else:
                await self.pages(scope, receive, wrapped)
        finally:
            self.metrics.requested(_label(path), status, perf_counter() - began)


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


async def _misdirected(scope: Scope, send: Send) -> None:
    name = host(_header(scope, b"host"))
    lang = language(_header(scope, b"accept-language"))
    body = graphql_body(HubError("H105", host=name), lang)
    start = {"type": "http.response.start", "status": 421, "headers": [(b"content-type", JSON)]}
    await send(start)
    await send({"type": "http.response.body", "body": body})


def _header(scope: Scope, name: bytes) -> bytes | None:
    for key, value in scope["headers"]:
        if key == name:
            found: bytes = value
            return found
    return None


def _label(path: str) -> str:
    if path in PATHS:
        return path
    return "/graphiql" if path.startswith("/graphiql/") else "other"
