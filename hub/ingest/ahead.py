"""An iterator run in a thread of its own, one item ahead of its consumer.

Reading and mapping a page keeps one processor busy, merging the page before keeps PostgreSQL
busy; so they run side by side, and never more than two pages are in memory. The thread is a
daemon: a reader that waits for its partner does not keep the process from ending.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from typing import TypeVar

Item = TypeVar("Item")


@asynccontextmanager
async def ahead(make: Callable[[], Iterator[Item]]) -> AsyncIterator[AsyncIterator[Item]]:
    """The items of `make()`, which is called in the thread; its exception is raised here.

    When the block ends early, the thread closes its iterator at the next item and ends.
    """
    loop = asyncio.get_running_loop()
    arrived: asyncio.Queue[Item | BaseException | None] = asyncio.Queue()
    wanted, ended = threading.Semaphore(1), threading.Event()

    def deliver(item: Item | BaseException | None) -> None:
        if not ended.is_set():
            loop.call_soon_threadsafe(arrived.put_nowait, item)

    def work() -> None:
        try:
            items = make()
            try:
                while wanted.acquire() and not ended.is_set():
                    item = next(items, None)
                    if item is None:
                        break
                    deliver(item)
            finally:
                close = getattr(items, "close", None)
                if close is not None:
                    close()
            deliver(None)
        except BaseException as error:
            deliver(error)

    async def consume() -> AsyncIterator[Item]:
        while True:
            item = await arrived.get()
            if item is None:
                return
            if isinstance(item, BaseException):
                raise item
            wanted.release()
            yield item

    threading.Thread(target=work, name="hub-reader", daemon=True).start()
    try:
        yield consume()
    finally:
        ended.set()
        wanted.release()
