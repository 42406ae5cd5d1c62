"""Pass: what an operation may cost, in rows: for each list the product of the page sizes from the
root down to it, known when it runs.

It walks the plan, in which fragments are expanded already and of which planning bounds the size:
one pass, linear. Groups answered from a roll-up cost the groups answered; groups counted over the
facts make the operation a scan, which is let in by another door.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import prod
from typing import Any, Final

from hub.query.plan.nodes.groups import Facts, Groups, Unmatched
from hub.query.plan.nodes.records import Ancestors, Connection, Edges, TotalCount
from hub.query.plan.nodes.whole import Plan
from hub.query.plan.values import Bind
from schema.problems import HubError

ROWS_LIMIT: Final = 50_000
"""Rows one operation may ask for, all its lists together. More is an export."""

SizeOf = Callable[[Bind], int]
"""The page size that a bind has when the operation runs."""

LEVELS: Final = 5
"""Rows a region's ancestors have, at most."""


@dataclass(frozen=True)
class Spread:
    """One list: where it is asked for, the page sizes down to it, and rows in each."""

    path: str
    sizes: tuple[Bind, ...]
    each: int = 1

    def rows(self, size: SizeOf) -> int:
        return self.each * prod(map(size, self.sizes))


@dataclass(frozen=True)
class Cost:
    """`lists`: of the operation.  `scans`: paths of what is counted over the facts."""

    lists: tuple[Spread, ...] = ()
    scans: tuple[str, ...] = ()

    def rows(self, size: SizeOf) -> int:
        """The rows the operation may ask for."""
        return sum(each.rows(size) for each in self.lists)

    def check(self, size: SizeOf) -> None:
        """raises: Q111, with the list that asks for most"""
        rows = self.rows(size)
        if rows > ROWS_LIMIT:
            most = max(self.lists, key=lambda each: each.rows(size))
            raise HubError(
                "Q111",
                rows=rows,
                limit=ROWS_LIMIT,
                field=most.path,
                most=most.rows(size),
                sizes=" × ".join(str(size(bind)) for bind in most.sizes),
            )


def cost(plan: Plan) -> Cost:
    """The lists of a plan and what it scans."""
    found = _Found()
    found.walk(plan.roots, (), ())
    return Cost(tuple(found.lists), tuple(found.scans))


@dataclass
class _Found:
    lists: list[Spread] = field(default_factory=list)
    scans: list[str] = field(default_factory=list)

    def walk(self, node: Any, above: tuple[Bind, ...], path: tuple[str, ...]) -> None:
        """`above`: page sizes of the lists that the node is in."""
        if isinstance(node, tuple):
            for each in node:
                self.walk(each, above, path)
            return
        names = getattr(node, "__dataclass_fields__", ())
        if "key" in names:
            path = (*path, node.key)
        if isinstance(node, (Connection, Groups, Unmatched)):
            # What does not match is listed once for a grouping, not for each of its groups.
            above = (*(above[:-1] if isinstance(node, Unmatched) else above), node.page.size)
            self.lists.append(Spread(".".join(path), above))
        elif isinstance(node, TotalCount) and above[:-1]:
            # Counted for every parent.
            self.lists.append(Spread(".".join(path), above[:-1]))
        elif isinstance(node, Ancestors):
            self.lists.append(Spread(".".join(path), above, LEVELS))
        if isinstance(node, Groups) and isinstance(node.source, Facts):
            self.scans.append(".".join(path))
        if isinstance(node, Edges):
            for key, _, record in node.fields:
                self.walk(record, above, (*path, key))
            return
        for name in names:
            self.walk(getattr(node, name), above, path)
