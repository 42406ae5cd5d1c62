"""Pages that are turned: a list that takes its cursor from a variable, and tells its next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Any

from graphql import (
    ArgumentNode,
    FieldNode,
    GraphQLField,
    GraphQLObjectType,
    IntValueNode,
    NameNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    get_named_type,
)

from tests.query.generated.drawing import SCHEMA
from tests.query.generated.forms import named

TURN = "turn"
"""Alias of the page that is turned, of its way there, and name of the cursor's variable."""


def turning(root: FieldNode, chance: Random) -> tuple[FieldNode, tuple[str, ...]] | None:
    """The root field with a page in it to be turned, and where its cursor stands; None where it
    has no page, or only pages in lists."""
    assert SCHEMA.query_type is not None
    declared = SCHEMA.query_type.fields[root.name.value]
    if "after" in declared.args:
        return _turned(root, declared, chance, (TURN,))
    type_ = get_named_type(declared.type)
    if root.selection_set is None or not isinstance(type_, GraphQLObjectType):
        return None
    made: list[SelectionNode] = []
    path: tuple[str, ...] = ()
    for each in root.selection_set.selections:
        inner = type_.fields.get(each.name.value) if isinstance(each, FieldNode) else None
        if not path and inner is not None and "after" in inner.args and isinstance(each, FieldNode):
            each, path = _turned(each, inner, chance, (TURN, TURN))
        made.append(each)
    if not path:
        return None
    selections = SelectionSetNode(selections=tuple(made))
    return replace(root, alias=NameNode(value=TURN), selection_set=selections), path


def _turned(
    node: FieldNode, declared: GraphQLField, chance: Random, way: tuple[str, ...]
) -> tuple[FieldNode, tuple[str, ...]]:
    backwards = "before" in declared.args and chance.random() < 0.4
    size = "last" if backwards else "first"
    kept = [a for a in node.arguments or () if a.name.value not in ("first", "last", "after")]
    number = IntValueNode(value=str(chance.choice([1, 1, 2, 2, 3, 5])))
    cursor = VariableNode(name=NameNode(value=TURN))
    paged = [
        ArgumentNode(name=NameNode(value=size), value=number),
        ArgumentNode(name=NameNode(value="before" if backwards else "after"), value=cursor),
    ]
    info = replace(
        named("pageInfo", TURN),
        selection_set=SelectionSetNode(
            selections=(named("startCursor"), named("endCursor"), named("hasNextPage"))
        ),
    )
    assert node.selection_set is not None
    selections = SelectionSetNode(selections=(*node.selection_set.selections, info))
    made = replace(
        node, alias=NameNode(value=TURN), arguments=(*kept, *paged), selection_set=selections
    )
    return made, (*way, TURN, "startCursor" if backwards else "endCursor")


def cursor_at(data: Any, path: Sequence[str]) -> str | None:
    """What stands at the end of a path of response keys; None where the path ends before."""
    for key in path:
        data = data.get(key) if isinstance(data, dict) else None
    return data
