"""Public ids: opaque, and the whole key. Secrets are never part of a key, so never of an id."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache, partial
from typing import Any

import orjson
from sqlalchemy import Integer, SmallInteger

from hub.query.types.names import shown
from schema.kinds import Kind
from schema.model import entities
from schema.problems import HubError


def encode_id(name: str, parts: tuple[Any, ...]) -> str:
    """
    >>> decode_id(encode_id("Payment", (440200000, 440203000, 2025, "C1")))
    ('Payment', (440200000, 440203000, 2025, 'C1'))
    """
    return id_maker(name)(*parts)


@lru_cache(maxsize=1_024)
def decode_id(text: str) -> tuple[str, tuple[Any, ...]]:
    """(type, parts of the key). A run asks for each part by itself. raises: Q115"""
    try:
        name, *parts = orjson.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        entity = shown()[name]
        readers = _readers(name)
        if len(parts) != len(entity.key):
            raise ValueError
        return name, tuple(read(part) for read, part in zip(readers, parts, strict=True))
    except (ValueError, TypeError, KeyError):
        raise HubError("Q115", id=text) from None


def type_of_id(text: str) -> str | None:
    """The type an id names, or None when it is no id."""
    try:
        return decode_id(text)[0]
    except HubError:
        return None


def id_maker(name: str) -> Callable[..., str]:
    """A function from the parts of the key to the id of a type, as fast as it gets."""

    def make(*parts: Any) -> str:
        return urlsafe_b64encode(orjson.dumps((name, *parts))).decode().rstrip("=")

    return make


@cache
def _readers(name: str) -> list[Callable[[Any], Any]]:
    entity = entities()[name]
    return [_reader(entity.fields[column].kind) for column in entity.key]


def _reader(kind: Kind) -> Callable[[Any], Any]:
    if kind.python is date:
        return date.fromisoformat
    if kind.python is int:
        return partial(_whole, _BITS.get(type(kind.sql), 63))
    return _text


_BITS: dict[type, int] = {SmallInteger: 15, Integer: 31}


def _whole(bits: int, part: Any) -> int:
    if not isinstance(part, int) or isinstance(part, bool) or abs(part) >= 2**bits:
        raise ValueError
    return part


def _text(part: Any) -> str:
    if not isinstance(part, str):
        raise TypeError
    return part
