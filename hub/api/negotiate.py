"""What a request's headers ask for: media type of the answer, language of messages, request id."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from random import getrandbits
from typing import Final

from schema.problems import Lang

JSON: Final = b"application/json; charset=utf-8"
RESPONSE: Final = b"application/graphql-response+json; charset=utf-8"

_OFFERS: Final = (
    ("application/json", JSON),
    ("application/graphql-response+json", RESPONSE),
    ("application/*", JSON),
    ("*/*", JSON),
)
_SANE_ID: Final = re.compile(rb"[A-Za-z0-9][A-Za-z0-9._:-]{3,63}", re.ASCII)


@lru_cache(maxsize=256)
def media(accept: bytes | None) -> bytes | None:
    """Content type for an Accept header; None when nothing we have is accepted.

    >>> media(b"application/graphql-response+json, application/json;q=0.9")
    b'application/graphql-response+json; charset=utf-8'
    >>> media(None), media(b"text/html")
    (b'application/json; charset=utf-8', None)
    """
    if not accept:
        return JSON
    wanted = dict(reversed([*_weighted(accept)]))
    best, chosen = 0.0, None
    for name, type_ in _OFFERS:
        if wanted.get(name, 0.0) > best:
            best, chosen = wanted[name], type_
    return chosen


@lru_cache(maxsize=256)
def language(accept: bytes | None) -> Lang:
    """The language for an Accept-Language header: Chinese unless English is wanted more.

    >>> language(None), language(b"en-GB,en;q=0.9"), language(b"zh-CN,zh;q=0.9,en;q=0.8")
    ('zh', 'en', 'zh')
    """
    best: dict[str, float] = {"zh": 0.0, "en": 0.0}
    for name, weight in _weighted(accept or b""):
        primary = name.partition("-")[0]
        if primary in best:
            best[primary] = max(best[primary], weight)
    return "en" if best["en"] > best["zh"] else "zh"


def request_id(given: bytes | None) -> str:
    """The client's own id when it is short and plain, else a new one, which is no secret.

    >>> request_id(b"abc-123"), len(request_id(b"x y"))
    ('abc-123', 16)
    """
    if given and _SANE_ID.fullmatch(given):
        return given.decode()
    return f"{getrandbits(64):016x}"


def _weighted(header: bytes) -> Iterator[tuple[str, float]]:
    """The header's items with their q, best effort: a q that cannot be read counts as 0."""
    for item in header.decode("latin-1").split(","):
        name, *parameters = (part.strip().lower() for part in item.split(";"))
        weight = 1.0
        for parameter in parameters:
            if parameter.startswith("q="):
                weight = _q(parameter[2:])
        if name:
            yield name, weight


def _q(text: str) -> float:
    try:
        return min(max(float(text), 0.0), 1.0)
    except ValueError:
        return 0.0
