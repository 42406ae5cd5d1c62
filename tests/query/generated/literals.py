"""Values as JSON and as GraphQL's literals, one from the other."""

from __future__ import annotations

from typing import Any

from graphql import (
    BooleanValueNode,
    EnumValueNode,
    FloatValueNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    IntValueNode,
    ListValueNode,
    NameNode,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    ValueNode,
    get_named_type,
    value_from_ast_untyped,
)

Json = Any
"""null, booleans, numbers, text, lists and objects; of an enum its name."""


def literal(value: Json, type_: GraphQLInputType) -> ValueNode:
    """The literal of a value of this type."""
    if value is None:
        return NullValueNode()
    while isinstance(type_, GraphQLNonNull):
        type_ = type_.of_type
    if isinstance(value, list):
        inner = type_.of_type if isinstance(type_, GraphQLList) else type_
        return ListValueNode(values=tuple(literal(each, inner) for each in value))
    named = get_named_type(type_)
    if isinstance(value, dict):
        known = named.fields if isinstance(named, GraphQLInputObjectType) else {}
        return ObjectValueNode(
            fields=tuple(
                ObjectFieldNode(name=NameNode(value=name), value=literal(each, known[name].type))
                for name, each in value.items()
            )
        )
    if isinstance(value, bool):
        return BooleanValueNode(value=value)
    if isinstance(value, int):
        return IntValueNode(value=str(value))
    if isinstance(value, float):
        return FloatValueNode(value=repr(value))
    if isinstance(named, GraphQLEnumType):
        return EnumValueNode(value=value)
    return StringValueNode(value=value)


def plain(node: ValueNode) -> Json:
    """The value of a literal without variables, as JSON."""
    return value_from_ast_untyped(node)
