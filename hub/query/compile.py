"""From an operation to what can be run again and again: plan, statements, shaper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    SelectionSetNode,
    execute_sync,
)

from hub.access.scope import Scope
from hub.query.operation import Document, Refused, Variables, problem_of
from hub.query.plan.build import build
from hub.query.plan.context import Pin, Planning
from hub.query.plan.cost import Cost, cost
from hub.query.plan.nodes.whole import Plan
from hub.query.plan.paths import Path, paths, told
from hub.query.plan.rollup import with_rollups
from hub.query.plan.scoping import scoped
from hub.query.plan.values import Bind
from hub.query.shape import Shaper, make_shaper
from hub.query.sql.lower import Lowered, lower
from hub.query.sql.statement import Statement
from hub.store.reference import Reference
from schema.problems import HubError

SLOW_SECONDS = 0.2
"""Above this an operation takes long, and is let in by another door. What counts groups over the
facts is thought to, until it is known better."""

_FIXED, _PER_LETTER = 20_000, 12


@dataclass(frozen=True)
class Compiled:
    """A compiled operation. It serves every request with the same document, shape of variables,
    scope shape, and equal pins."""

    plan: Plan
    lowered: Lowered
    cost: Cost
    shaper: Shaper
    pins: tuple[Pin, ...]
    pace: Pace
    paths: Mapping[Bind, Path]

    @cached_property
    def unread(self) -> tuple[Bind, ...]:
        """What no statement reads and yet may be bad: of a page of which only the type is asked."""
        statements = (each for each in self.lowered.statements if isinstance(each, Statement))
        read = {source for each in statements for source in each.parameters}
        return tuple(each for each in self.paths if each not in read and each.via != "same")

    @cached_property
    def weight(self) -> int:
        """Bytes it takes, by estimate: shaper and layout grow with the values answered."""
        statements = self.lowered.statements
        texts = sum(len(each.text) for each in statements if isinstance(each, Statement))
        return _FIXED + 2 * texts + _PER_LETTER * len(repr(self.lowered.tops))


@dataclass
class Pace:
    """How long a compiled operation's statements take, as far as is known."""

    seconds: float

    @property
    def slow(self) -> bool:
        return self.seconds > SLOW_SECONDS

    def took(self, seconds: float) -> None:
        """Learn from a run, however it ended: a few runs outweigh what was thought before."""
        self.seconds += (seconds - self.seconds) / 4


def compile_operation(
    schema: GraphQLSchema,
    document: Document,
    operation: OperationDefinitionNode,
    variables: Variables,
    reference: Reference,
    scope: Scope,
) -> Compiled:
    """Plan (a fold of passes), lower and shape.

    raises: HubError of the caller's arguments; Refused where a variable left one out
    """
    planning = Planning(
        schema, document.fragments, variables.values, variables.leaves, reference, scope
    )
    plan = plan_operation(planning, operation)
    return shaped(plan, lower(plan, held=True), planning.pins, reference)


def plan_operation(planning: Planning, operation: OperationDefinitionNode) -> Plan:
    """The operation's plan. raises: HubError, Refused"""
    try:
        return planned(planning, operation)
    except GraphQLError as error:
        found = problem_of(error, planning.schema)
        raise Refused([found.under(told(planning.path))]) from None
    except HubError as error:
        raise error.under(told(planning.path)) from None


def shaped(
    plan: Plan, lowered: Lowered, pins: Sequence[Pin], reference: Reference | None = None
) -> Compiled:
    """The lowered plan with its cost and the function that shapes its rows."""
    shaper = make_shaper(lowered.tops, [each.width for each in lowered.statements], reference)
    found = cost(plan)
    pace = Pace(2 * SLOW_SECONDS if found.scans else 0.0)
    return Compiled(plan, lowered, found, shaper, tuple(dict.fromkeys(pins)), pace, paths(plan))


def planned(planning: Planning, operation: OperationDefinitionNode) -> Plan:
    """The operation's plan: the fold of the passes. raises: HubError, GraphQLError"""
    plan = scoped(build(planning, operation), planning.scope, planning.reference)
    return with_rollups(plan, planning)


def introspection(
    schema: GraphQLSchema, fields: list[FieldNode], document: Document, given: dict[str, Any],
    operation: OperationDefinitionNode,
) -> Any:  # fmt: skip
    """The answer of one `__schema` or `__type` field, by graphql-core itself."""
    alone = OperationDefinitionNode(
        operation=operation.operation,
        variable_definitions=operation.variable_definitions,
        selection_set=SelectionSetNode(selections=tuple(fields)),
    )
    fragments: list[FragmentDefinitionNode] = list(document.fragments.values())
    found = execute_sync(
        schema, DocumentNode(definitions=(alone, *fragments)), variable_values=given
    )
    if found.errors:
        raise Refused([problem_of(error, schema) for error in found.errors])
    return next(iter((found.data or {}).values()))
