"""The GraphQL schema, derived from the model. It has types only: queries are compiled, and no
resolver of it is ever reached."""

from __future__ import annotations

from functools import cache
from typing import Never

import strawberry
from graphql import GraphQLInputObjectType, GraphQLSchema
from strawberry.schema.config import StrawberryConfig

from hub.query.types.enums import add_enums
from hub.query.types.filters import add_filters
from hub.query.types.forge import Forge, Spec
from hub.query.types.groups import add_groups
from hub.query.types.lookups import add_lookups
from hub.query.types.names import shown
from hub.query.types.nested import group_arguments
from hub.query.types.orders import add_orders
from hub.query.types.outputs import add_outputs, connection_arguments
from hub.query.types.scalars import scalar_map
from hub.query.types.trace import add_trace, trace_field
from schema.problems import HubError


@cache
def build_schema() -> strawberry.Schema:
    """The Strawberry schema of all entities; built once (about half a second)."""
    forge = Forge()
    scalars = scalar_map()
    for type_, definition in scalars.items():
        forge.add(definition.name, type_)
    add_enums(forge)
    add_filters(forge)
    add_lookups(forge)
    add_orders(forge)
    add_outputs(forge)
    add_groups(forge)
    add_trace(forge)
    query = forge.output("Query", _root(), "查询 · Everything that can be asked.")
    config = StrawberryConfig(
        auto_camel_case=False, default_resolver=_unreached, scalar_map=scalars
    )
    schema = strawberry.Schema(query=query, config=config)
    for type_ in schema._schema.type_map.values():
        if isinstance(type_, GraphQLInputObjectType) and type_.out_type.__name__ == "check_one_of":
            type_.is_one_of = True
    return schema


@cache
def graphql_schema() -> GraphQLSchema:
    """The same as graphql-core's object: for parsing, validation, coercion, introspection."""
    return build_schema()._schema


def sdl() -> str:
    """The schema as text, as kept in the repository."""
    return build_schema().as_str() + "\n"


def _unreached(_source: object, name: str) -> Never:
    """A resolver is reached only by a mistake of ours."""
    raise HubError("Q199", request_id=f"- ({name})")


def _root() -> list[Spec]:
    node = Spec("node", "Node", "按标识取一条 · Any record by its id.", (NODE_ID,))
    specs = [node, trace_field()]
    for name, entity in shown().items():
        one = Spec("by", f"{name}By!", "指明 · Which one.")
        many = connection_arguments(name)
        specs += [
            Spec(entity.singular_wire, name, f"一条{entity.title} · One, or null.", (one,)),
            Spec(entity.plural_wire, f"{name}Connection!", f"{entity.title} · A list.", many),
        ]
        text = f"{entity.title}分组合计 · Counts and sums by dimensions."
        groups = group_arguments(entity)
        specs.append(Spec(f"{entity.singular_wire}Groups", f"{name}Groups!", text, groups))
    return specs


NODE_ID = Spec("id", "ID!", "节点标识 · An id that a query gave.")
