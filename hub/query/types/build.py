"""The GraphQL schema, derived from the model. It has types only: queries are compiled, and no
resolver of it is ever reached."""

from __future__ import annotations

from functools import cache

from graphql import GraphQLSchema, print_type
from graphql.utilities.print_schema import is_defined_type

from hub.query.types.enums import add_enums
from hub.query.types.filters import add_filters
from hub.query.types.forge import Forge, Spec
from hub.query.types.groups import add_groups
from hub.query.types.lookups import add_lookups
from hub.query.types.names import shown
from hub.query.types.nested import group_arguments
from hub.query.types.orders import add_orders
from hub.query.types.outputs import add_outputs, connection_arguments
from hub.query.types.scalars import SCALARS
from hub.query.types.tallies import add_tallies
from hub.query.types.trace import add_trace, trace_field


@cache
def graphql_schema() -> GraphQLSchema:
    """The schema of all entities: for parsing, validation, coercion, introspection.

    Built once, in a tenth of a second.
    """
    forge = Forge()
    for scalar in SCALARS:
        forge.add(scalar.definition())
    add_enums(forge)
    add_filters(forge)
    add_lookups(forge)
    add_orders(forge)
    add_tallies(forge)
    add_outputs(forge)
    add_groups(forge)
    add_trace(forge)
    query = forge.output("Query", _root(), "查询 · Everything that can be asked.")
    return GraphQLSchema(query)


def sdl() -> str:
    """The schema as text, as kept in the repository: types by name."""
    types = sorted(graphql_schema().type_map.items())
    printed = [print_type(type_) for _, type_ in types if is_defined_type(type_)]
    return "\n\n".join(["directive @oneOf on INPUT_OBJECT", *printed]) + "\n"


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
