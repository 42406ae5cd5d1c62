"""Pass: how many rows an operation may ask for, as a product of page sizes known when it runs."""

from __future__ import annotations

from dataclasses import dataclass
from math import prod
from typing import Any

from hub.query.plan.nodes import Connection, Groups, Plan
from hub.query.plan.values import Bind
from schema.problems import HubError

ROWS_LIMIT = 50_000
"""Rows one operation may ask for, all its lists together. More is an export."""


@dataclass(frozen=True)
class Cost:
    """`lists`: for each list of the operation the page sizes from the root down to it."""

    lists: tuple[tuple[Bind, ...], ...]

    def check(self, sizes: dict[Bind, int]) -> int:
        """The rows the operation may ask for. raises: Q111"""
        rows = sum(prod(sizes[bind] for bind in chain) for chain in self.lists)
        if rows > ROWS_LIMIT:
            raise HubError("Q111", rows=rows, limit=ROWS_LIMIT)
        return rows


def cost(plan: Plan) -> Cost:
    """The page sizes of every list, nested ones under those of the lists above them."""
    chains: list[tuple[Bind, ...]] = []

    def walk(node: Any, above: tuple[Bind, ...]) -> None:
        if isinstance(node, tuple):
            for each in node:
                walk(each, above)
            return
        if isinstance(node, (Connection, Groups)):
            above = (*above, node.page.size)
            chains.append(above)
        for name in getattr(node, "__dataclass_fields__", ()):
            walk(getattr(node, name), above)

    walk(plan.roots, ())
    return Cost(tuple(chains))
