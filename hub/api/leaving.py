"""Clients that go away: what was begun for them ends, down to the database."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final

from starlette.types import Receive

AFTER: Final = 0.05
"""Seconds before one looks. Most answers are gone by then, and pay for a timer only."""


class Leaving:
    """Cancels the task it is entered in when the client goes away; it then ends without a word.

    `gone`: whether the client went. The request's body must have been read.
    """

    __slots__ = ("_looking", "_receive", "_task", "_timer", "gone")

    def __init__(self, receive: Receive) -> None:
        self._receive, self.gone = receive, False
        self._looking: asyncio.Task[None] | None = None

    def __enter__(self) -> Leaving:
        loop = asyncio.get_running_loop()
        self._task = asyncio.current_task(loop)
        self._timer = loop.call_later(AFTER, self._look)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._timer.cancel()
        if self._looking is not None:
            self._looking.cancel()
        if kind is asyncio.CancelledError and self.gone:
            assert self._task is not None
            self._task.uncancel()
            return True
        return False

    def _look(self) -> None:
        self._looking = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        assert self._task is not None
        self._task.cancel()
