"""Pass: the operation's selections become nodes. What is asked of each record, list and group."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType, OperationDefinitionNode, get_named_type

from hub.query.documents import DOCUMENTS
from hub.query.measures import groupings
from hub.query.plan.context import Fields, Planning
from hub.query.plan.filters import predicate
from hub.query.plan.groups import Planners, groups
from hub.query.plan.lookups import named, of_id
from hub.query.plan.nodes.groups import Hanging
from hub.query.plan.nodes.records import (
    Ancestors,
    Composed,
    Connection,
    Edges,
    GlobalId,
    Grouping,
    Many,
    Nodes,
    One,
    Output,
    Page,
    PageInfo,
    Part,
    Plain,
    Record,
    Single,
    TotalCount,
    Typename,
)
from hub.query.plan.nodes.whole import Plan, Root, Switch
from hub.query.plan.orders import total_order
from hub.query.plan.paths import IN_LIST
from hub.query.plan.trace import trace
from hub.query.plan.units import money_arguments
from hub.query.plan.values import Bind, Const, as_value
from schema.kinds import Field, snake_of
from schema.model import Entity, ResolvedLink, entities
from schema.problems import HubError

INTROSPECTION = ("__schema", "__type")
"""Root fields that are about the schema, not about records."""


def build(plan: Planning, operation: OperationDefinitionNode) -> Plan:
    """The tree of nodes an operation asks for, before scope, roll-up and cost."""
    root = cast(GraphQLObjectType, plan.schema.query_type)
    fields = plan.collect_set(operation.selection_set, root)
    asked = {
        key: nodes for key, nodes in fields.items() if nodes[0].name.value not in INTROSPECTION
    }
    made = []
    for key, nodes in asked.items():
        with plan.under(key):
            made.append(_root(plan, root, key, nodes))
    return Plan(
        tuple(made),
        keys=tuple(fields),
        scope=plan.scope.reason,
    )


def _root(plan: Planning, root: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> Root:
    name = nodes[0].name.value
    if name == "__typename":
        return Root(key, Typename(key, root.name))
    arguments = plan.arguments(root, nodes[0])
    if name == "node":
        return Root(key, _switch(plan, as_value(arguments["id"]), nodes))
    if name == "trace":
        return Root(key, trace(plan, arguments, nodes, record))
    kind, entity = roots()[name]
    if kind == "one":
        return Root(key, _single(plan, entity, arguments["by"], nodes))
    if kind == "groups":
        return Root(key, groups(plan, entity, arguments, nodes, PLANNERS))
    return Root(key, connection(plan, entity, arguments, nodes))


def roots() -> Mapping[str, tuple[str, Entity]]:
    """Root field name -> (kind, entity); kinds: one, many, groups."""
    found: dict[str, tuple[str, Entity]] = {}
    for entity in entities().values():
        found[entity.singular_wire] = ("one", entity)
        found[entity.plural_wire] = ("many", entity)
        found[entity.singular_wire + "Groups"] = ("groups", entity)
    return found


# -- records --------------------------------------------------------------------------------------


def record(plan: Planning, entity: Entity, nodes: list[FieldNode]) -> Record:
    """What is asked of each record of an entity."""
    type_ = cast(GraphQLObjectType, plan.schema.get_type(entity.name))
    fields: Fields = plan.collect(nodes, type_)
    made = []
    for key, found in fields.items():
        with plan.deeper(), plan.under(key):
            made.append(_output(plan, entity, type_, key, found))
    return Record(entity.name, tuple(made))


def _output(
    plan: Planning, entity: Entity, type_: GraphQLObjectType, key: str, nodes: list[FieldNode]
) -> Output:
    name = nodes[0].name.value
    if name == "__typename":
        return Typename(key, type_.name)
    if name == "id" and "id" not in entity.members:
        return GlobalId(key)
    arguments = plan.arguments(type_, nodes[0])
    if name == "ancestors" and entity.name == "Region":
        with plan.under(IN_LIST):
            return Ancestors(key, arguments["tree"], record(plan, entity, nodes))
    grouping = groupings(entity.name).get(name)
    if grouping is not None:
        facts, link = grouping
        under = Hanging(entity.name, link, arguments.get("scope"))
        return Grouping(key, groups(plan, facts, arguments, nodes, PLANNERS, under))
    document = DOCUMENTS.get((entity.name, name))
    if document is not None:
        return Composed(key, name, record(plan, entity, [document.asked]))
    member = entity.members[name]
    if isinstance(member, ResolvedLink):
        target = entities()[member.target]
        if member.many:
            return Many(key, member.name, connection(plan, target, arguments, nodes))
        return One(key, member.name, record(plan, target, nodes))
    masked = isinstance(member, Field) and member.secret
    if isinstance(member, Field):
        masked = member.secret and f"{entity.name}.{member.name}" not in plan.scope.unmasked
    term = member.name if isinstance(member, Field) else snake_of(name)
    return Plain(key, term, *money_arguments(plan, arguments), masked=masked)


def _single(
    plan: Planning, entity: Entity, by: Mapping[str, Any], nodes: list[FieldNode]
) -> Single:
    return Single(record(plan, entity, nodes), named(entity, by))


def _switch(plan: Planning, id_: Any, nodes: list[FieldNode]) -> Switch:
    """The one type that occurs is in the id; an id that is none is an error of the caller."""
    name = plan.pin(id_, "type")
    if name is None:
        text = id_.value if isinstance(id_, Const) else plan.leaves[id_.index]
        raise HubError("Q115", id=text)
    entity = entities()[name]
    return Switch(name, Single(record(plan, entity, nodes), of_id(entity, id_)))


# -- lists ----------------------------------------------------------------------------------------


def connection(
    plan: Planning, entity: Entity, arguments: Mapping[str, Any], nodes: list[FieldNode]
) -> Connection:
    """A page of records of `entity`, from the list arguments every list takes."""
    type_ = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Connection"))
    parts = [
        _part(plan, entity, type_, key, name, found)
        for key, name, found in plan.fields(nodes, type_)
    ]
    return Connection(
        entity.name,
        tuple(parts),
        where=predicate(plan, entity, arguments.get("where")),
        order=total_order(plan, entity, arguments.get("orderBy") or []),
        page=page(arguments),
    )


def _part(
    plan: Planning,
    entity: Entity,
    type_: GraphQLObjectType,
    key: str,
    name: str,
    nodes: list[FieldNode],
) -> Part:
    if name == "nodes":
        with plan.under(key, IN_LIST):
            return Nodes(key, record(plan, entity, nodes))
    if name == "totalCount":
        return TotalCount(key)
    if name == "__typename":
        return Typename(key, type_.name)
    inner = cast(GraphQLObjectType, get_named_type(type_.fields[name].type))
    found = list(plan.fields(nodes, inner))
    if name == "pageInfo":
        return PageInfo(key, page_info(inner, found))
    with plan.under(key, IN_LIST):
        fields = tuple(
            (each, field, record(plan, entity, at) if field == "node" else None)
            for each, field, at in found
        )
    return Edges(key, fields)


def page_info(
    type_: GraphQLObjectType, found: list[tuple[str, str, list[FieldNode]]]
) -> tuple[tuple[str, str], ...]:
    return tuple((key, name) for key, name, _ in found)


PLANNERS = Planners(record, connection)


def page(arguments: Mapping[str, Any]) -> Page:
    """raises: Q114 when first and last, or after and before, are mixed"""
    first, last = arguments.get("first"), arguments.get("last")
    after, before = arguments.get("after"), arguments.get("before")
    if (first is not None or after is not None) and (last is not None or before is not None):
        raise HubError("Q114")
    backward = last is not None or before is not None
    size = last if backward else first
    seek = before if backward else after
    return Page(
        Bind((as_value(size),), "size"),
        backward,
        Bind((as_value(seek),)) if seek is not None else None,
    )
