"""Bounded memory: what is kept between requests has keys that come from callers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Generic, TypeVar

_V = TypeVar("_V")


class Bounded(Generic[_V]):
    """A mapping that forgets what was used longest ago, by number and by weight.

    `room`: bytes that all may weigh together, by the estimates given with them. What alone weighs
    more is not kept.
    """

    def __init__(self, limit: int, room: int) -> None:
        self.limit, self.room, self.weight = limit, room, 0
        self._kept = OrderedDict[Hashable, tuple[_V, int]]()

    def get(self, key: Hashable) -> _V | None:
        kept = self._kept.get(key)
        if kept is None:
            return None
        self._kept.move_to_end(key)
        return kept[0]

    def put(self, key: Hashable, value: _V, weight: int) -> _V:
        """Keep it; what was under the key is replaced."""
        self.weight += weight - self._kept.pop(key, (value, 0))[1]
        self._kept[key] = value, weight
        while self._kept and (len(self._kept) > self.limit or self.weight > self.room):
            self.weight -= self._kept.popitem(last=False)[1][1]
        return value

    def __len__(self) -> int:
        return len(self._kept)
