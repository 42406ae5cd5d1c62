"""Pass: `trace` becomes a node: where it begins, and what is asked of its steps."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType

from hub.query.plan.context import Planning
from hub.query.plan.lookups import named, of_id
from hub.query.plan.nodes.predicates import Predicate
from hub.query.plan.nodes.records import Record
from hub.query.plan.nodes.whole import Trace, TraceOutput, TracePart
from hub.query.plan.paths import IN_LIST
from hub.query.plan.units import money_arguments
from hub.query.plan.values import Const, Slot, as_value
from schema.chain import ENTRIES, STEPS
from schema.model import Entity, entities
from schema.problems import HubError

RecordOf = Callable[[Planning, Entity, list[FieldNode]], Record]


def trace(
    plan: Planning, arguments: Mapping[str, Any], nodes: list[FieldNode], record: RecordOf
) -> Trace:
    """The node of a `trace` field. `record`: how an object's fields are planned.

    raises: Q115 for what is no id, Q125 where it begins nowhere, twice, or where it cannot
    """
    entity, where = _beginning(plan, arguments)
    type_ = cast(GraphQLObjectType, plan.schema.get_type("Trace"))
    parts = []
    for key, name, found in plan.fields(nodes, type_):
        with plan.under(key, IN_LIST):
            outputs = _outputs(plan, found, record) if name == "steps" else ()
        parts.append(TracePart(key, name, outputs))
    return Trace(entity, where, tuple(parts))


def _beginning(plan: Planning, arguments: Mapping[str, Any]) -> tuple[str, Predicate]:
    payment, of = arguments.get("payment"), arguments.get("of")
    if (payment is None) == (of is None):
        raise _no_beginning("none was given" if of is None else "two were given")
    if payment is not None:
        return "Payment", named(entities()["Payment"], payment)
    id_ = as_value(of)
    name = plan.pin(id_, "type")
    if name is None:
        given = plan.leaves[id_.index] if isinstance(id_, Slot) else cast(Const, id_).value
        raise HubError("Q115", id=given)
    if name not in ENTRIES:
        raise _no_beginning(f"{name} is no part of the chain of money")
    return name, of_id(entities()[name], id_)


def _no_beginning(cause: str) -> HubError:
    return HubError("Q125", cause=cause, names=", ".join(ENTRIES))


def _outputs(plan: Planning, nodes: list[FieldNode], record: RecordOf) -> tuple[TraceOutput, ...]:
    type_ = cast(GraphQLObjectType, plan.schema.get_type("TraceStep"))
    return tuple(
        _output(plan, type_, key, name, found, record)
        for key, name, found in plan.fields(nodes, type_)
    )


def _output(
    plan: Planning,
    type_: GraphQLObjectType,
    key: str,
    name: str,
    nodes: list[FieldNode],
    record: RecordOf,
) -> TraceOutput:
    if name == "amount":
        return TraceOutput(key, name, *money_arguments(plan, plan.arguments(type_, nodes[0])))
    if name == "missing":
        gap = cast(GraphQLObjectType, plan.schema.get_type("TraceGap"))
        fields = tuple((each, field) for each, field, _ in plan.fields(nodes, gap))
        return TraceOutput(key, name, fields=fields)
    if name == "region":
        return TraceOutput(key, name, records=(record(plan, entities()["Region"], nodes),))
    if name == "record":
        found = tuple(record(plan, entities()[step.entity], nodes) for step in STEPS)
        return TraceOutput(key, name, records=found)
    return TraceOutput(key, name)
