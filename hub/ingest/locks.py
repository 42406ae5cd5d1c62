"""Advisory locks: what must not happen twice at once.

One synchronisation of a source at a time; one merge into an entity at a time (so that a row is
classified and written against the same current row); one slice at a time takes its number.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TypeAlias

import asyncpg

Connection: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


def lock_id(*words: str) -> int:
    """A lock's number, the same in every process: 64 bits, signed."""
    digest = sha256("\0".join(("fiscalhub", *words)).encode()).digest()
    return int.from_bytes(digest[:8], "big", signed=True)


NUMBERING = lock_id("slice number")


async def try_source(connection: Connection, source: str) -> bool:
    """Take a source for this connection until it closes or `free_source`; False when taken."""
    taken: bool = await connection.fetchval(
        "SELECT pg_try_advisory_lock($1)", lock_id("source", source)
    )
    return taken


async def free_source(connection: Connection, source: str) -> None:
    await connection.execute("SELECT pg_advisory_unlock($1)", lock_id("source", source))


async def entity(connection: Connection, name: str) -> None:
    """Wait for the entity's rows and roll-ups; held until the transaction ends."""
    await connection.execute("SELECT pg_advisory_xact_lock($1)", lock_id("entity", name))
