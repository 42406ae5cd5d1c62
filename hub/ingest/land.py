"""Land: the bytes of a page as received, kept once per content.

Compressed with zlib at level 1: it is in every Python, gets tabular text to about a fifth, and
costs the reader's thread 10 ms a megabyte without holding the interpreter; higher levels cost
several times that for a tenth less.
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from hashlib import sha256

from adapters.sdk.source import Page
from hub.ingest.locks import Connection

ENCODING = "zlib"


@dataclass(frozen=True)
class Landed:
    """A page's bytes, compressed, under the hash of what was received."""

    name: str
    sha256: bytes
    body: bytes


def pack(page: Page) -> Landed:
    return Landed(page.name, sha256(page.body).digest(), zlib.compress(page.body, 1))


def unpack(encoding: str, body: bytes) -> bytes:
    """The bytes as received.  raises: ValueError for a compression we do not know."""
    if encoding != ENCODING:
        raise ValueError(f"landed page compressed with {encoding}")
    return zlib.decompress(body)


async def land(connection: Connection, landed: Landed) -> int:
    """Keep the page unless its content is kept already; its id."""
    made: int | None = await connection.fetchval(
        "INSERT INTO landed_page (sha256, encoding, name, body) VALUES ($1, $2, $3, $4) "
        "ON CONFLICT (sha256) DO NOTHING RETURNING id",
        landed.sha256, ENCODING, landed.name, landed.body,
    )  # fmt: skip
    if made is None:
        made = await connection.fetchval(
            "SELECT id FROM landed_page WHERE sha256 = $1", landed.sha256
        )
    assert made is not None
    return made
