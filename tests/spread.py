"""How the tests are spread over worker processes: `pytest -n 2 --dist loadgroup`, or `make test`.

A file's tests stay together, in their order, so that its module's fixtures are made once. Tests
of several files that share something dear stay together too: they have the mark
`xdist_group("its name")`. A worker has a PostgreSQL of its own, and with it its own session
fixtures. What has a test marked `slow` is begun first, so that no worker is left with it last.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pytest
from xdist.scheduler import LoadGroupScheduling


class Spread(LoadGroupScheduling):
    """Files and groups, in their order, to whichever worker has little left to do."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        super().__init__(config, log)
        config.option.loadscopereorder = False

    def _split_scope(self, nodeid: str) -> str:
        scope: str = super()._split_scope(nodeid)
        return nodeid.partition("::")[0] if scope == nodeid else scope


def slow_first(items: list[pytest.Item]) -> None:
    """Files and groups that have a slow test before all others, otherwise as they are."""
    slow = {_unit(item) for item in items if item.get_closest_marker("slow")}
    items.sort(key=lambda item: _unit(item) not in slow)


def _unit(item: pytest.Item) -> Hashable:
    group = item.get_closest_marker("xdist_group")
    return group.args if group else item.path
