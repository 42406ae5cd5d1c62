"""For commands: a pool to the hub's database, whose server is started when it is not running and
ended with the command that started it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from hub import settings
from hub.store import engine, server
from hub.store.engine import Pool


@asynccontextmanager
async def connected(application: str) -> AsyncIterator[Pool]:
    """A pool without a time limit on statements. raises: S101 … S111"""
    chosen = settings.load()
    database = server.ensure(chosen, say, owned=True)
    try:
        pool = await engine.pool(
            database, chosen, application=application, timeout_ms=0, **engine.ANSWERING
        )
        async with pool:
            yield pool
    finally:
        server.release(database)


def say(line: str) -> None:
    """What a command tells while it works goes to standard error."""
    print(line, file=sys.stderr, flush=True)
