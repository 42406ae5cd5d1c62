"""Clients that go away: what was begun for them ends, down to the database."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Final

from starlette.types import Receive

AFTER: Final = 0.05
"""Seconds before one looks, twice that at most. Most answers are gone by then: what they pay is
their place in a list, and one timer serves all that are under way."""


class Clients:
    """The clients of an endpoint whose answers are under way."""

    def __init__(self) -> None:
        self._young: dict[Leaving, None] = {}
        self._old: dict[Leaving, None] = {}
        self._timer: asyncio.TimerHandle | None = None

    def waiting(self, receive: Receive) -> Leaving:
        """A client that waits from here on. The request's body must have been read."""
        return Leaving(self, receive)

    def enter(self, client: Leaving) -> None:
        self._young[client] = None
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(AFTER, self._look)

    def leave(self, client: Leaving) -> None:
        self._young.pop(client, None)
        self._old.pop(client, None)

    def _look(self) -> None:
        for each in self._old:
            each.look()
        self._old, self._young, self._timer = self._young, {}, None
        if self._old:
            self._timer = asyncio.get_running_loop().call_later(AFTER, self._look)


class Leaving:
    """Cancels the task it is entered in when the client goes away; it then ends without a word.

    `gone`: whether the client went.
    """

    __slots__ = ("_clients", "_looking", "_receive", "_task", "gone")

    def __init__(self, clients: Clients, receive: Receive) -> None:
        self._clients, self._receive, self.gone = clients, receive, False
        self._looking: asyncio.Task[None] | None = None

    def __enter__(self) -> Leaving:
        self._task = asyncio.current_task()
        self._clients.enter(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool:
        self._clients.leave(self)
        if self._looking is not None:
            self._looking.cancel()
        if kind is asyncio.CancelledError and self.gone:
            assert self._task is not None
            self._task.uncancel()
            return True
        return False

    def look(self) -> None:
        """Watch the client from now on."""
        self._looking = asyncio.create_task(self._wait())

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            pass
        self.gone = True
        assert self._task is not None
        self._task.cancel()
