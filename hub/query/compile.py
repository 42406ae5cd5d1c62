"""From an operation to what can be run again and again: plan, statements, shaper."""

from __future__ import annotations

from dataclasses import dataclass
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
from hub.query.plan.nodes import Plan
from hub.query.plan.rollup import with_rollups
from hub.query.plan.scoping import scoped
from hub.query.shape import Shaper, make_shaper
from hub.query.sql.lower import Lowered, lower
from hub.store.reference import Reference


@dataclass(frozen=True)
class Compiled:
    """A compiled operation. It serves every request with the same document, shape of variables,
    scope shape, and equal pins."""

    plan: Plan
    lowered: Lowered
    cost: Cost
    shaper: Shaper
    pins: tuple[Pin, ...]


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
    try:
        plan = planned(planning, operation)
    except GraphQLError as error:
        raise Refused([problem_of(error, schema)]) from None
    lowered = lower(plan)
    pins = tuple(dict.fromkeys(planning.pins))
    shaper = make_shaper(lowered.tops, [each.width for each in lowered.statements])
    return Compiled(plan, lowered, cost(plan), shaper, pins)


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
