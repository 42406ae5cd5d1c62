"""Pass: the unit that a grouping of payments between governments is consolidated as.

What one member of the unit pays another is eliminated. A group by a tier of regions is a unit of
its own; the members are those that the filter on the region and the caller's scope let through,
so a payment is eliminated where both its payer and its payee are among them. What lies in no region
of the tier is no unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType

from hub.query.measures import elimination_of
from hub.query.plan.context import Planning
from hub.query.plan.filters import region_filter
from hub.query.plan.nodes.groups import Unit, Unmatched, UnmatchedOutput
from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Because,
    Compare,
    Not,
    Nothing,
    OwnLevel,
    Predicate,
    Under,
    Within,
)
from hub.query.plan.nodes.records import Page, Typename
from hub.query.plan.operators import NO_FILTER
from hub.query.plan.units import money_arguments
from hub.query.plan.values import Bind, as_value
from schema.model import Entity, entities
from schema.problems import HubError


def unit(plan: Planning, entity: Entity, arguments: Mapping[str, Any]) -> Unit | None:
    """The unit of `basis: CONSOLIDATED`; None where nothing is eliminated.

    raises: Q160 for a filter that names the members of the unit otherwise than by its region
    """
    if arguments.get("basis") != "CONSOLIDATED":
        return None
    declared = elimination_of(entity)
    assert declared is not None
    where = arguments.get("where") or {}
    if _nested(where):
        raise HubError("Q160")
    asked = where.get("region")
    member = NO_FILTER if asked is None else region_filter(plan, entity, declared.payee, asked)
    return Unit(declared.payee, _dated(member))


def _nested(where: Mapping[str, Any]) -> bool:
    """Whether the records' own region is asked about in an `and`, an `or` or a `not`."""
    parts = [*(where.get("and") or ()), *(where.get("or") or ())]
    parts += [where["not"]] if where.get("not") else []
    return any("region" in part or _nested(part) for part in parts)


def _dated(part: Predicate) -> Predicate:
    """A condition on the payee's region that goes by the tree of the record's year, as that on
    the payer's does."""
    match part:
        case Compare(term=str() as column, bind=Bind(via="subtree of", detail=("ADMINISTRATIVE",))):
            return Under(column, Bind(part.bind.values, "region"))
        case All(parts=parts) | AnyOf(parts=parts):
            return replace(part, parts=tuple(map(_dated, parts)))
        case Not(part=inner):
            return Not(_dated(inner))
    return part


def members_seen(allowed: Predicate, payee: str) -> Predicate:
    """The caller's scope, which is of the payer's region, as a condition on the payee's."""
    match allowed:
        case Because(part=inner, reason=reason):
            return Because(members_seen(inner, payee), reason)
        case All(parts=parts) | AnyOf(parts=parts):
            return replace(allowed, parts=tuple(members_seen(each, payee) for each in parts))
        case Within(bind=bind):
            return Under(payee, bind)
        case OwnLevel(codes=codes):
            return Compare(payee, "in", codes)
        case Compare():
            return Nothing("the agency of a payee is not known")
    return allowed


# -- what does not match --------------------------------------------------------------------------


def unmatched(
    plan: Planning, entity: Entity, key: str, nodes: list[FieldNode], record: Any
) -> Unmatched:
    """The `unmatched` field of a grouping. `record`: how the regions' fields are planned."""
    groups = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Groups"))
    type_ = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Unmatched"))
    arguments = plan.arguments(groups, nodes[0])
    outputs = tuple(
        _output(plan, type_, each, name, found, record)
        for each, name, found in plan.fields(nodes, type_)
    )
    declared = elimination_of(entity)
    assert declared is not None
    counterpart = entity.links[declared.counterpart].target
    size = Bind((as_value(arguments.get("first")),), "size")
    return Unmatched(key, counterpart, outputs, Page(size, False, None))


def _output(
    plan: Planning,
    type_: GraphQLObjectType,
    key: str,
    name: str,
    nodes: list[FieldNode],
    record: Any,
) -> UnmatchedOutput | Typename:
    if name == "__typename":
        return Typename(key, type_.name)
    if name in ("payer", "payee"):
        return UnmatchedOutput(key, name, record=record(plan, entities()["Region"], nodes))
    unit, scale = money_arguments(plan, plan.arguments(type_, nodes[0]))
    return UnmatchedOutput(key, name, unit, scale)
