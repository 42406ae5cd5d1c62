"""From HTTP's bytes to a GraphQL request, or a problem that says what is wrong with them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final
from urllib.parse import parse_qs

import orjson
from starlette.types import Receive, Scope

from schema.problems import HubError

BODY_LIMIT: Final = 1 << 20
"""Bytes of a request's body."""

BODY_PATIENCE: Final = 30.0
"""Seconds a body may take to arrive."""

Parts = dict[str, Any]
"""`query`, and perhaps `variables`, `operation_name`, `extensions`."""

Headers = tuple[tuple[bytes, bytes], ...]

_MORE: Final[Mapping[int, Headers]] = {
    405: ((b"allow", b"GET, POST"),),
    503: ((b"retry-after", b"5"),),
}

_NAMES: Final = (
    ("variables", "variables", dict),
    ("operationName", "operation_name", str),
    ("extensions", "extensions", dict),
)


class Unreadable(Exception):
    """Refused before anyone looks at the query, with the status that HTTP has for it."""

    def __init__(self, status: int, problem: HubError) -> None:
        super().__init__(problem.code)
        self.status = status
        self.problem = problem


class Disconnected(Exception):
    """The client went away before its request was whole."""


async def request(scope: Scope, headers: Mapping[bytes, bytes], receive: Receive) -> Parts:
    """The parts of a GraphQL request, posted or asked. raises: Unreadable, Disconnected"""
    method = scope["method"]
    try:
        if method == "POST":
            if not is_json(headers.get(b"content-type")):
                cause = "its Content-Type is not application/json in UTF-8"
                raise Unreadable(415, HubError("Q116", cause=cause))
            return posted(await body(receive, headers.get(b"content-length")))
        if method == "GET":
            return asked(scope["query_string"])
    except HubError as error:
        raise Unreadable(413 if error.code == "Q117" else 400, error) from None
    raise Unreadable(405, HubError("Q116", cause=f"{method} is not GET or POST"))


def more(status: int) -> Headers:
    """The headers that a status asks for."""
    return _MORE.get(status, ())


async def body(receive: Receive, length: bytes | None) -> bytes:
    """The request's body.  length: its Content-Length.

    raises: HubError(Q117) when it is too large, HubError(Q116) when it takes too long.
    """
    if length is not None and length.isdigit() and int(length) > BODY_LIMIT:
        raise _too_large(int(length))
    message = await receive()
    if message["type"] == "http.request" and not message.get("more_body"):
        whole: bytes = message.get("body", b"")
        if len(whole) > BODY_LIMIT:
            raise _too_large(len(whole))
        return whole
    try:
        async with asyncio.timeout(BODY_PATIENCE):
            return await _rest(receive, message)
    except TimeoutError:
        cause = f"the body did not arrive within {BODY_PATIENCE:.0f} s"
        raise HubError("Q116", cause=cause) from None


async def _rest(receive: Receive, message: Any) -> bytes:
    chunks, size = [], 0
    while message["type"] == "http.request":
        chunk = message.get("body", b"")
        size += len(chunk)
        if size > BODY_LIMIT:
            raise _too_large(size)
        chunks.append(chunk)
        if not message.get("more_body"):
            return b"".join(chunks)
        message = await receive()
    raise Disconnected


@lru_cache(maxsize=256)
def is_json(content_type: bytes | None) -> bool:
    """Whether a Content-Type is application/json in UTF-8.

    >>> is_json(b"application/json; charset=UTF-8"), is_json(b"text/plain"), is_json(None)
    (True, False, False)
    """
    name, _, rest = (content_type or b"").lower().partition(b";")
    charset = rest.partition(b"charset=")[2].strip(b'" ') or b"utf-8"
    return name.strip() == b"application/json" and charset in (b"utf-8", b"utf8")


def posted(raw: bytes) -> Parts:
    """The parts of a JSON body.

    raises: HubError(Q116).
    """
    try:
        found = orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        raise HubError("Q116", cause=f"it is not JSON: {error}") from None
    if not isinstance(found, dict):
        kind = "a list (batches are not taken)" if isinstance(found, list) else "not an object"
        raise HubError("Q116", cause=f"it is {kind}")
    return _parts(found)


def asked(query_string: bytes) -> Parts:
    """The parts of a GET request's query string.

    raises: HubError(Q116).
    """
    try:
        given = parse_qs(query_string.decode("ascii"), errors="strict", max_num_fields=16)
    except (UnicodeDecodeError, ValueError) as error:
        raise HubError("Q116", cause=f"the query string cannot be read: {error}") from None
    found: dict[str, Any] = {name: values[-1] for name, values in given.items()}
    for name in ("variables", "extensions"):
        if name in found:
            try:
                found[name] = orjson.loads(found[name])
            except orjson.JSONDecodeError as error:
                raise HubError("Q116", cause=f"{name} is not JSON: {error}") from None
    return _parts(found)


def _parts(found: dict[str, Any]) -> Parts:
    query = found.get("query")
    if not isinstance(query, str) or not query.strip():
        raise HubError("Q116", cause="`query` must be a text that is not empty")
    parts: Parts = {"query": query}
    for wire, name, type_ in _NAMES:
        value = found.get(wire)
        if value is None:
            continue
        if not isinstance(value, type_):
            wanted = "a text" if type_ is str else "an object"
            raise HubError("Q116", cause=f"`{wire}` must be {wanted}")
        parts[name] = value
    return parts


def _too_large(found: int) -> HubError:
    return HubError("Q117", measure="body in bytes", found=found, limit=BODY_LIMIT)
