"""Where in the answer a fault is: the response keys down to the first list, since what lies in a
list has no place before its rows are read."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from typing import Any

from hub.query.plan.nodes.groups import GroupNodes, Subtotals, Unmatched
from hub.query.plan.nodes.records import Ancestors, Edges, Nodes
from hub.query.plan.nodes.whole import Plan, TracePart
from hub.query.plan.values import Bind

Path = tuple[str, ...]
IN_LIST = None
"""Stands in a path for an index nobody knows yet."""

LISTS = (Nodes, Edges, Ancestors, GroupNodes, Subtotals, Unmatched, TracePart)
"""The nodes that are lists; of a trace's parts only its steps have anything in them."""


def told(path: Sequence[str | None]) -> Path:
    """What of a path can be told.

    >>> told(["payments", "nodes", IN_LIST, "requests"])
    ('payments', 'nodes')
    """
    return tuple(each for each in takewhile(lambda each: each is not IN_LIST, path) if each)


def paths(plan: Plan) -> dict[Bind, Path]:
    """For each value of the request the first field that it is an argument of."""
    found: dict[Bind, Path] = {}

    def walk(node: Any, path: tuple[str | None, ...]) -> None:
        if isinstance(node, Bind):
            found.setdefault(node, told(path))
            return
        if isinstance(node, tuple):
            for each in node:
                walk(each, path)
            return
        key = getattr(node, "key", None)
        if isinstance(key, str):
            path = (*path, key)
        if isinstance(node, LISTS):
            path = (*path, IN_LIST)
        for name in getattr(node, "__dataclass_fields__", ()):
            walk(getattr(node, name), path)

    walk(plan.roots, ())
    return found
