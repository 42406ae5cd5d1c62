"""For commands: a pool to the hub's database, whose server is started when it is not running and
ended with the command that started it; and a clean end on a signal."""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from hub import settings
from hub.store import engine, server
from hub.store.engine import Pool

BROKEN = 2

Result = TypeVar("Result")


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


def run(main: Coroutine[Any, Any, Result], stopped: str) -> Result:
    """Run until done, or until SIGINT or SIGTERM: then everything under way is undone.

    stopped: what is told then.  raises: SystemExit(2) then
    """

    async def guarded() -> Result:
        task = asyncio.current_task()
        assert task is not None
        for number in (signal.SIGINT, signal.SIGTERM):
            asyncio.get_running_loop().add_signal_handler(number, task.cancel)
        return await main

    try:
        return asyncio.run(guarded())
    except (asyncio.CancelledError, KeyboardInterrupt):
        say(stopped)
        raise SystemExit(BROKEN) from None


def say(line: str) -> None:
    """What a command tells while it works goes to standard error."""
    print(line, file=sys.stderr, flush=True)
