"""Walking a plan: a pass is a function node -> node, applied to every node, parents first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hub.query.plan.values import Bind


def rewrite(node: Any, visit: Callable[[Any], Any]) -> Any:
    """The tree with `visit` applied to each plan node, then to the nodes it returned."""
    if isinstance(node, tuple):
        return tuple(rewrite(each, visit) for each in node)
    if not is_dataclass(node) or isinstance(node, (Bind, type)):
        return node
    seen = visit(node)
    changed = {
        each.name: rewrite(getattr(seen, each.name), visit)
        for each in fields(seen)
        if isinstance(getattr(seen, each.name), tuple) or is_dataclass(getattr(seen, each.name))
    }
    return replace(seen, **changed) if changed else seen
