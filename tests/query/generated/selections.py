"""Selections made larger: hypothesis-graphql draws few fields, and of a page of groups next to
none. What belongs to every page and group is as likely as it is used."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import cast

from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    NamedTypeNode,
    NameNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
)

from tests.query.generated.forms import Composite, named

MEASURES = ("sum", "eliminated", "net", "min", "max", "avg", "countDistinct", "ratio")
PARTS: Mapping[str, float] = {
    "nodes": 0.75, "edges": 0.15, "totalCount": 0.25, "pageInfo": 0.15,
    "total": 0.3, "others": 0.25, "subtotals": 0.2, "coverage": 0.1, "unmatched": 0.4,
    "key": 0.7, "count": 0.4, "share": 0.2, "rows": 0.2, **dict.fromkeys(MEASURES, 0.25),
}  # fmt: skip
"""Field of a page, of a page of groups or of a group -> how likely it is selected."""

PAGES = ("Connection", "Groups", "Group", "Totals", "Subtotals", "Edge")
DEEPEST, MOST = 7, 45
"""Levels, and fields of one root."""


@dataclass
class Growing:
    """One root's selections, as they grow."""

    schema: GraphQLSchema
    chance: Random
    fields: int = 0

    def roots(self, given: SelectionSetNode, query: Composite) -> SelectionSetNode:
        """The root fields, each with more below it."""
        made = []
        for each in given.selections:
            assert isinstance(each, FieldNode)
            made.append(self.field(each, query.fields[each.name.value], 0))
        return SelectionSetNode(selections=tuple(made))

    def grown(self, given: SelectionSetNode, type_: Composite, depth: int = 0) -> SelectionSetNode:
        """What was given, and more."""
        made: list[SelectionNode] = []
        for each in given.selections:
            if isinstance(each, InlineFragmentNode):
                assert each.type_condition is not None
                inner = cast(Composite, self.schema.type_map[each.type_condition.name.value])
                set_ = self.grown(each.selection_set, inner, depth + 1)
                made.append(replace(each, selection_set=apart(set_, inner.name)))
            else:
                assert isinstance(each, FieldNode)
                made.append(self.field(each, type_.fields[each.name.value], depth))
        said = {each.name.value for each in made if isinstance(each, FieldNode)}
        for name in self.chosen(type_, depth):
            if name not in said:
                made.append(self.field(named(name), type_.fields[name], depth))
        if isinstance(type_, GraphQLInterfaceType) and depth < DEEPEST:
            made += self.of_types(type_, depth)
        return SelectionSetNode(selections=tuple(made or [named("__typename")]))

    def field(self, node: FieldNode, declared: GraphQLField, depth: int) -> FieldNode:
        self.fields += 1
        answered = get_named_type(declared.type)
        if not is_composite_type(answered):
            return node
        below = node.selection_set or SelectionSetNode(selections=())
        inner = cast(Composite, answered)
        return replace(node, selection_set=self.grown(below, inner, depth + 1))

    def chosen(self, type_: Composite, depth: int) -> list[str]:
        """Names of the fields to be selected beside those that are."""
        if type_.name.endswith(PAGES):
            return [
                name
                for name, each in type_.fields.items()
                if self.chance.random() < PARTS.get(name, 0.5)
                and (depth < DEEPEST or not is_composite_type(get_named_type(each.type)))
            ]
        sorts: dict[str, list[str]] = {"leaf": [], "one": [], "many": [], "groups": []}
        for name, each in type_.fields.items():
            answered = get_named_type(each.type)
            sort = "leaf" if not is_composite_type(answered) else "one"
            if answered.name.endswith(("Connection", "Groups")):
                sort = "groups" if answered.name.endswith("Groups") else "many"
            if name != "ocds":  # a document: dear, and asked by hand
                sorts[sort].append(name)
        found = self.some(sorts["leaf"], [1, 2, 2, 3, 4])
        if depth < DEEPEST and self.fields < MOST:
            found += self.some(sorts["one"], [0, 0, 1, 2])
            found += self.some(sorts["many"], [0, 0, 1])
            found += self.some(sorts["groups"], [0, 0, 0, 1])
        return found

    def of_types(self, type_: GraphQLInterfaceType, depth: int) -> list[SelectionNode]:
        """Fragments on some of the types an interface has; on Payment more often than not."""
        types = [each.name for each in self.schema.get_possible_types(type_)]
        made: list[SelectionNode] = []
        for name in dict.fromkeys([*self.some(types, [1, 2, 4]), *self.some(["Payment"], [0, 1])]):
            inner = cast(GraphQLObjectType, self.schema.type_map[name])
            leaves = [
                each
                for each, declared in inner.fields.items()
                if not is_composite_type(get_named_type(declared.type)) and each != "ocds"
            ]
            fields = [named(each) for each in self.some(leaves, [1, 2, 3])]
            links = [
                n for n in self.some(list(inner.fields), [2]) if n not in leaves and n != "ocds"
            ]
            for each in links if self.fields < MOST else []:
                fields.append(self.field(named(each), inner.fields[each], depth + 1))
            made.append(
                InlineFragmentNode(
                    type_condition=NamedTypeNode(name=NameNode(value=name)),
                    selection_set=apart(SelectionSetNode(selections=tuple(fields)), name),
                )
            )
        return made

    def some(self, names: list[str], numbers: list[int]) -> list[str]:
        number = min(self.chance.choice(numbers), len(names))
        return self.chance.sample(names, number)


def apart(given: SelectionSetNode, type_: str) -> SelectionSetNode:
    """The fields of one of an interface's types under names of their own: types differ in what a
    field of one name is."""
    made: list[SelectionNode] = []
    for each in given.selections:
        if isinstance(each, FieldNode) and each.name.value != "__typename":
            each = replace(each, alias=NameNode(value=f"{type_}_{each.name.value}"))
        made.append(each)
    return SelectionSetNode(selections=tuple(made))
