"""What an operation wants exported: its one list, and what stands over each of its columns.

A list's page information, cursors and counts are about pages, and a file has none: they are left
out. Whatever else does not fit a row is refused.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import cast

from graphql import (
    FieldNode,
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    is_object_type,
)

from hub.query.documents import DOCUMENTS
from hub.query.plan.build import roots
from hub.query.plan.context import Planning
from schema.problems import HubError

PAGING = frozenset({"pageInfo", "totalCount", "cursor", "__typename"})
SILENT = frozenset({"key"})
"""Objects of the answer that say nothing to a reader of a table."""

Titles = dict[str, "Title"]
"""Response key -> what it is called."""


@dataclass(frozen=True)
class Title:
    """A field's heading (its alias, or its Chinese title), and those of the fields in it."""

    text: str
    within: Titles = field(default_factory=dict)


@dataclass(frozen=True)
class Listed:
    """`title`: of the list in Chinese.  `rows`: titles of its records' or groups' fields.
    `total`: those of the total over all groups, where it is asked for."""

    title: str
    rows: Titles
    total: Titles | None


def listed(planning: Planning, operation: OperationDefinitionNode) -> Listed:
    """The operation's one list.

    raises: Q140 when it has not exactly one, Q141 for what has no place in a row
    """
    root = cast(GraphQLObjectType, planning.schema.query_type)
    fields = planning.collect_set(operation.selection_set, root)
    nodes = next(iter(fields.values()))
    name = nodes[0].name.value
    if len(fields) != 1 or roots().get(name, ("one",))[0] not in ("many", "groups"):
        raise HubError("Q140", found=", ".join(fields))
    type_ = cast(GraphQLObjectType, get_named_type(root.fields[name].type))
    lists: list[Titles] = []
    total: Titles | None = None
    for key, part, found in planning.fields(nodes, type_):
        inner = cast(GraphQLObjectType, get_named_type(type_.fields[part].type))
        if part == "nodes":
            lists.append(_titles(planning, inner, found, key))
        elif part == "edges":
            lists += _edges(planning, inner, found, key)
        elif part == "total":
            total = _titles(planning, inner, found, key)
        elif part not in PAGING:
            raise HubError("Q141", field=key)
    if len(lists) != 1:
        raise HubError("Q140", found=f"{name}: nodes × {len(lists)}")
    return Listed(_title(root, name), lists[0], total)


def _edges(
    planning: Planning, edge: GraphQLObjectType, nodes: list[FieldNode], key: str
) -> list[Titles]:
    node = cast(GraphQLObjectType, get_named_type(edge.fields["node"].type))
    return [
        _titles(planning, node, found, f"{key}.{each}")
        for each, name, found in planning.fields(nodes, edge)
        if name == "node"
    ]


def _titles(
    planning: Planning, type_: GraphQLObjectType, nodes: list[FieldNode], path: str
) -> Titles:
    made: Titles = {}
    for key, name, found in planning.fields(nodes, type_):
        if name == "__typename":
            made[key] = Title(key)
            continue
        here, output = f"{path}.{key}", get_nullable_type(type_.fields[name].type)
        inner = get_named_type(output)
        whole = is_object_type(inner) and "nodes" in inner.fields
        if whole or is_list_type(output) or (type_.name, name) in DOCUMENTS:
            raise HubError("Q141", field=here)
        aliased = found[0].alias is not None
        text = key if aliased else "" if name in SILENT else _title(type_, name)
        within = _titles(planning, inner, found, here) if is_object_type(inner) else {}
        made[key] = Title(text, within)
    return made


def _title(type_: GraphQLObjectType, name: str) -> str:
    """The Chinese title of a field: the schema describes it as `title · description`."""
    return (type_.fields[name].description or name).partition(" · ")[0]
