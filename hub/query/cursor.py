"""Cursors: opaque, signed, bound to the query and the scope they came from."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from hashlib import blake2b
from hmac import compare_digest
from typing import Any

import orjson

from schema.problems import HubError

_MAC, _MARK = 12, 8


def fingerprint(text: str, values: Sequence[Any]) -> bytes:
    """What a cursor is bound to: the node's filter, order and scope, and the bound values."""
    return blake2b(f"{text}\n{values!r}".encode(), digest_size=_MARK).digest()


def encode_cursor(secret: bytes, mark: bytes, values: Sequence[Any]) -> str:
    """The place of a row in an order, as opaque text."""
    body = mark + orjson.dumps(values, default=str)
    return urlsafe_b64encode(_sign(secret, body) + body).decode().rstrip("=")


def decode_cursor(secret: bytes, mark: bytes, text: str, kinds: Sequence[type]) -> list[Any]:
    """The ordering values in a cursor. raises: Q112 not ours or tampered, Q113 of another query"""
    try:
        whole = urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        raise HubError("Q112") from None
    mac, body = whole[:_MAC], whole[_MAC:]
    if not compare_digest(mac, _sign(secret, body)):
        raise HubError("Q112")
    if body[:_MARK] != mark:
        raise HubError("Q113")
    values = orjson.loads(body[_MARK:])
    return [_read(kind, value) for kind, value in zip(kinds, values, strict=True)]


def _sign(secret: bytes, body: bytes) -> bytes:
    return blake2b(body, key=secret, digest_size=_MAC).digest()


def _read(kind: type, value: Any) -> Any:
    if value is None:
        return None
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind is date:
        return date.fromisoformat(value)
    if kind is Decimal:
        return Decimal(value)
    return value
