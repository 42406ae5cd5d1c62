"""Pass: a grouping's dimensions, measures and order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType

from hub.query.plan.context import Planning
from hub.query.plan.filters import predicate
from hub.query.plan.nodes import (
    Dimension,
    GroupOrder,
    GroupPart,
    Groups,
    GroupsPart,
    KeyOutput,
    Measure,
    Page,
    Record,
    Typename,
)
from hub.query.plan.orders import way
from hub.query.plan.units import money_arguments
from hub.query.plan.values import Bind, Slot, as_value
from schema.classification import LISTS
from schema.kinds import Field, snake_of
from schema.model import Entity, ResolvedLink, entities
from schema.problems import HubError

RecordOf = Callable[[Planning, Entity, list[FieldNode]], Record]


def groups(
    plan: Planning,
    entity: Entity,
    arguments: Mapping[str, Any],
    nodes: list[FieldNode],
    record: RecordOf,
) -> Groups:
    """The node of an `xGroups` field. `record`: how an object key's fields are planned."""
    dimensions = tuple(
        _dimension(plan, entity, name, given)
        for each in arguments["by"]
        for name, given in each.items()
    )
    names = [each.name for each in dimensions]
    if len(set(names)) != len(names):
        raise HubError("Q119", kind="by: 维度重复 (a dimension twice)", value=", ".join(names))
    type_ = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Groups"))
    return Groups(
        entity.name,
        dimensions,
        tuple(
            _groups_part(plan, entity, type_, key, name, found, record, frozenset(names))
            for key, name, found in plan.fields(nodes, type_)
        ),
        where=predicate(plan, entity, arguments.get("where")),
        order=_order(arguments.get("orderBy") or []),
        page=_page(arguments),
    )


def _dimension(plan: Planning, entity: Entity, name: str, given: Any) -> Dimension:
    member = entity.members[name]
    if given is False:
        raise HubError("Q119", kind=f"by: {{{name}: true}}", value="false")
    if isinstance(member, ResolvedLink):
        assert member.field is not None
        column = member.field.name
        if member.target == "Region" and given.get("tier"):
            return Dimension(name, column, "tier", given["tier"], given["tree"])
        if member.target == "Classification" and given.get("level") is not None:
            level = given["level"]
            if isinstance(level, Slot):
                level = plan.pin(level, "value")
            return Dimension(name, column, "level", _level(member.field, level))
        return Dimension(name, column, "each")
    assert isinstance(member, Field)
    if member.kind.name == "day":
        return Dimension(name, member.name, "period", given)
    return Dimension(name, member.name, "each")


def _level(field: Field, level: int) -> int:
    """raises: Q119 when the code's list has no such level"""
    assert field.list is not None
    levels = max(len(LISTS[field.list].widths), 1)
    if not 1 <= level <= levels:
        raise HubError("Q119", kind=f"level (1…{levels})", value=level)
    return level


def _groups_part(
    plan: Planning,
    entity: Entity,
    type_: GraphQLObjectType,
    key: str,
    name: str,
    nodes: list[FieldNode],
    record: RecordOf,
    keyed: frozenset[str],
) -> GroupsPart:
    """`keyed`: names of the dimensions; only they have a value in the groups' keys."""
    if name in ("nodes", "total"):
        keyed = keyed if name == "nodes" else frozenset()
        inner = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Group"))
        parts = tuple(
            _group_part(plan, entity, each, field, at, record, keyed)
            for each, field, at in plan.fields(nodes, inner)
        )
        return GroupsPart(key, name, parts)
    if name == "pageInfo":
        info = cast(GraphQLObjectType, plan.schema.get_type("PageInfo"))
        fields = tuple((each, field) for each, field, _ in plan.fields(nodes, info))
        return GroupsPart(key, name, fields=fields)
    return GroupsPart(key, name, fields=((type_.name, ""),))


def _group_part(
    plan: Planning,
    entity: Entity,
    key: str,
    name: str,
    nodes: list[FieldNode],
    record: RecordOf,
    keyed: frozenset[str],
) -> GroupPart:
    if name == "key":
        type_ = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}GroupKey"))
        keys = tuple(
            _key(plan, entity, type_, each, field, at, record if field in keyed else None)
            for each, field, at in plan.fields(nodes, type_)
        )
        return GroupPart(key, "key", keys=keys)
    if name == "sum":
        type_ = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Sum"))
        measures = tuple(
            _measure(plan, type_, each, field, at) for each, field, at in plan.fields(nodes, type_)
        )
        return GroupPart(key, "sum", measures=measures)
    if name == "__typename":
        return GroupPart(key, name, keys=(Typename(key, f"{entity.name}Group"),))
    return GroupPart(key, name)


def _key(
    plan: Planning,
    entity: Entity,
    type_: GraphQLObjectType,
    key: str,
    name: str,
    nodes: list[FieldNode],
    record: RecordOf | None,
) -> KeyOutput | Typename:
    if name == "__typename":
        return Typename(key, type_.name)
    member = entity.members[name]
    if isinstance(member, ResolvedLink) and record is not None:
        return KeyOutput(key, name, record(plan, entities()[member.target], nodes))
    return KeyOutput(key, name, None)


def _measure(
    plan: Planning, type_: GraphQLObjectType, key: str, name: str, nodes: list[FieldNode]
) -> Measure | Typename:
    if name == "__typename":
        return Typename(key, type_.name)
    return Measure(key, snake_of(name), *money_arguments(plan, plan.arguments(type_, nodes[0])))


def _order(asked: list[Mapping[str, Any]]) -> tuple[GroupOrder, ...]:
    """The asked order, made total by the keys."""
    order = []
    for each in asked:
        for by, given in each.items():
            if by == "sum":
                order += [GroupOrder(snake_of(name), *way(each)) for name, each in given.items()]
            else:
                order.append(GroupOrder(by, *way(given)))
    if not any(each.by == "key" for each in order):
        order.append(GroupOrder("key", False))
    return tuple(order)


def _page(arguments: Mapping[str, Any]) -> Page:
    after = arguments.get("after")
    seek = Bind((as_value(after),)) if after is not None else None
    return Page(Bind((as_value(arguments.get("first")),), "size"), False, seek)
