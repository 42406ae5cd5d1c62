"""The lowering of a plan for one PostgreSQL: statements in the order they run, and the layout.

Another topology (shards) is another lowering of the same plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from hub.query.plan.nodes.groups import Groups
from hub.query.plan.nodes.records import Connection, Single, Typename
from hub.query.plan.nodes.whole import Plan, Root, Switch, Trace
from hub.query.plan.values import Bind
from hub.query.sql.groups import lower_groups
from hub.query.sql.layout import Fixed, Maybe, Top
from hub.query.sql.render import render
from hub.query.sql.rows import lower_connection, record_fields
from hub.query.sql.shelf import Lowering, Shelf, answered
from hub.query.sql.statement import Mark, Statement
from hub.query.sql.terms import Parameters, condition
from hub.query.sql.trace import Traced, lower_trace
from schema.model import entities


@dataclass(frozen=True)
class Lowered:
    """`sizes`: the page size of each list, by its mark."""

    statements: tuple[Statement | Traced, ...]
    tops: tuple[Top, ...]
    marks: tuple[Mark, ...]
    sizes: dict[int, Bind]
    sought: dict[int, bool]

    @cached_property
    def single(self) -> bool:
        """Whether one statement answers it all: it needs no snapshot and no limit over several."""
        return len(self.statements) == 1 and isinstance(self.statements[0], Statement)

    @cached_property
    def plan_mode(self) -> str:
        """PostgreSQL's plan_cache_mode: a plan for each set of values where any statement asks for
        it; one for all where a trace's rounds, which look up keys, would else be planned for
        longer than they run; what PostgreSQL thinks best otherwise."""
        if any(each.custom for each in self.statements):
            return "force_custom_plan"
        traced = any(isinstance(each, Traced) for each in self.statements)
        return "force_generic_plan" if traced else "auto"


def lower(plan: Plan, *, held: bool = False) -> Lowered:
    """Statements and layout of a plan. held: objects of the reference data need no join."""
    low = Lowering(render, lower_groups, held)
    tops = tuple(_top(low, root) for root in plan.roots)
    return Lowered(
        tuple(cast(Statement | Traced, each) for each in low.statements),
        tops,
        tuple(low.marks),
        dict(low.sizes),
        dict(low.sought),
    )


def _top(low: Lowering, root: Root) -> Top:
    match root.node:
        case Typename(name=name):
            return Fixed(root.key, name)
        case Connection() as node:
            return lower_connection(low, root.key, node)
        case Groups() as node:
            return lower_groups(low, root.key, node, None)
        case Single() as node:
            return _single(low, root.key, node)
        case Trace() as node:
            return lower_trace(low, root.key, node)
        case Switch(single=None):
            return Fixed(root.key, None)
        case Switch(single=Single() as node):
            return _single(low, root.key, node)
    raise AssertionError(root)


def _single(low: Lowering, key: str, node: Single) -> Maybe:
    """One record by its key: a generic plan serves every key."""
    entity = entities()[node.record.entity]
    number = low.reserve()
    shelf = Shelf(entity, number)
    fields = record_fields(low, shelf, (), node.record)
    parameters = Parameters()
    base = entity.table.alias("t")
    query = answered(shelf, base, base.c, parameters)
    query = query.where(
        condition(node.record.scope, entity, base.c, parameters),
        condition(node.where, entity, base.c, parameters),
    )
    low.finish(number, f"{entity.name} by key", query, parameters)
    return Maybe(key, number, fields)
