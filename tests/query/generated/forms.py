"""The forms GraphQL has for one question: variables with and without defaults, aliases, fragments,
directives, selections said twice, several roots, named operations.

What is made asks for much the same as what was given, but need not: the oracle answers it too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any, cast

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DirectiveNode,
    FieldNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    ListValueNode,
    NamedTypeNode,
    NameNode,
    ObjectFieldNode,
    ObjectValueNode,
    SelectionNode,
    SelectionSetNode,
    ValueNode,
    VariableNode,
    get_named_type,
    print_ast,
)

from tests.query.generated.literals import Json, plain

Composite = GraphQLObjectType | GraphQLInterfaceType
ALL = ("aliases", "fragments", "directives", "variables", "repeats")
OTHER = "query Other { regions(first: 1) { totalCount } }"


@dataclass
class Forms:
    """Gives one operation its form. `active`: which of ALL it uses."""

    schema: GraphQLSchema
    chance: Random
    active: frozenset[str]
    declared: dict[str, str] = field(default_factory=dict)
    """Variable -> its type, and its default."""
    given: dict[str, Json] = field(default_factory=dict)
    fragments: list[str] = field(default_factory=list)
    names: int = 0

    def operation(self, roots: SelectionSetNode) -> tuple[str, dict[str, Json], str | None]:
        """(text, variables, name of the operation to run)."""
        root = self.schema.query_type
        assert root is not None
        selections = self.selections(roots, root)
        head, name = "", None
        if self.declared or self.likely(0.3):
            head, name = "query", "Asked" if self.likely(0.5) else None
            told = ", ".join(f"${each}: {said}" for each, said in self.declared.items())
            head += (f" {name}" if name else "") + (f" ({told})" if told else "")
        parts = [head + print_ast(selections), *self.fragments]
        if name and self.likely(0.4):
            parts.insert(self.chance.randrange(len(parts)), OTHER)
        elif self.likely(0.5):
            name = None
        return "\n".join(parts), self.given, name

    # -- selections -----------------------------------------------------------------------------

    def selections(self, asked: SelectionSetNode, type_: Composite) -> SelectionSetNode:
        made: list[SelectionNode] = []
        for each in asked.selections:
            if isinstance(each, InlineFragmentNode):
                made.append(self.inline(each, type_))
                continue
            assert isinstance(each, FieldNode)
            made.append(self.directed(self.field(each, type_)))
            if self.uses("repeats", 0.15):
                made.append(self.again(cast(FieldNode, made[-1])))
        if self.likely(0.08):
            made.insert(self.chance.randrange(len(made) + 1), named("__typename"))
        if self.uses("fragments", 0.4):
            made = self.gathered(made, type_)
        return SelectionSetNode(selections=tuple(made))

    def inline(self, node: InlineFragmentNode, type_: Composite) -> InlineFragmentNode:
        on = node.type_condition
        inner = cast(Composite, self.schema.type_map[on.name.value]) if on else type_
        set_ = self.selections(node.selection_set, inner)
        return self.directed(InlineFragmentNode(type_condition=on, selection_set=set_))

    def field(self, node: FieldNode, type_: Composite) -> FieldNode:
        declared = type_.fields.get(node.name.value)
        alias, arguments, inner = node.alias, node.arguments or (), node.selection_set
        if alias is None and self.uses("aliases", 0.3):
            alias = NameNode(value=f"a{self.number()}")
        if declared is not None:
            arguments = tuple(self.argument(each, declared) for each in arguments)
            if inner is not None:
                inner = self.selections(inner, cast(Composite, get_named_type(declared.type)))
        return FieldNode(
            name=node.name, alias=alias, arguments=arguments, selection_set=inner, directives=()
        )

    def again(self, node: FieldNode) -> FieldNode:
        """The same field, with part of what it selects: merged with the first."""
        inner = node.selection_set
        if inner is not None:
            kept = self.chance.sample(
                list(inner.selections), self.chance.randint(1, len(inner.selections))
            )
            inner = SelectionSetNode(selections=tuple(kept))
        return FieldNode(
            name=node.name, alias=node.alias, arguments=node.arguments, selection_set=inner,
            directives=(),
        )  # fmt: skip

    def gathered(self, made: list[SelectionNode], type_: Composite) -> list[SelectionNode]:
        """Some neighbours of the selections put into a fragment."""
        start = self.chance.randrange(len(made))
        end = self.chance.randint(start + 1, len(made))
        wide = self.interface(made[start:end], type_)
        on = wide if wide and self.likely(0.7) else type_.name
        set_ = SelectionSetNode(selections=tuple(made[start:end]))
        if self.likely(0.5):
            condition = NamedTypeNode(name=NameNode(value=on)) if self.likely(0.7) else None
            if condition is None and on != type_.name:
                condition = NamedTypeNode(name=NameNode(value=on))
            within: list[SelectionNode] = [
                InlineFragmentNode(type_condition=condition, selection_set=set_)
            ]
        else:
            name = f"F{self.number()}"
            self.fragments.append(f"fragment {name} on {on} {print_ast(set_)}")
            spread = FragmentSpreadNode(name=NameNode(value=name), directives=())
            within = [spread, spread] if self.likely(0.1) else [spread]
        return [*made[:start], *(self.directed(each) for each in within), *made[end:]]

    def interface(self, chosen: Sequence[SelectionNode], type_: Composite) -> str | None:
        """An interface of the type that has all these fields."""
        fields = [each.name.value for each in chosen if isinstance(each, FieldNode)]
        if len(fields) < len(chosen):
            return None
        return next(
            (
                each.name
                for each in type_.interfaces
                if all(name in each.fields or name == "__typename" for name in fields)
            ),
            None,
        )

    def directed(self, node: Any) -> Any:
        """The node with directives, now and then; most of them leave it in."""
        if not self.uses("directives", 0.15):
            return node
        made = []
        for name in self.chance.sample(["include", "skip"], self.chance.choice([1, 1, 2])):
            stays = self.likely(0.75)
            value: ValueNode = BooleanValueNode(value=stays == (name == "include"))
            if self.likely(0.7):
                type_ = GraphQLNonNull(self.schema.type_map["Boolean"])
                value = self.variable(value, cast(Any, type_))
            argument = ArgumentNode(name=NameNode(value="if"), value=value)
            made.append(DirectiveNode(name=NameNode(value=name), arguments=(argument,)))
        return replace(node, directives=tuple(made))

    # -- arguments ------------------------------------------------------------------------------

    def argument(self, node: ArgumentNode, declared: GraphQLField) -> ArgumentNode:
        if "variables" not in self.active:
            return node
        type_ = declared.args[node.name.value].type
        return ArgumentNode(name=node.name, value=self.value(node.value, type_))

    def value(self, node: ValueNode, type_: GraphQLInputType) -> ValueNode:
        """The value, or parts of it, as variables."""
        if isinstance(node, VariableNode):
            return node
        if self.likely(0.25) and not _has_variable(node):
            return self.variable(node, type_)
        bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(node, ListValueNode) and isinstance(bare, GraphQLList):
            inner = bare.of_type
            return ListValueNode(values=tuple(self.value(each, inner) for each in node.values))
        if isinstance(node, ObjectValueNode) and isinstance(bare, GraphQLInputObjectType):
            made = []
            for each in node.fields:
                inner = bare.fields[each.name.value].type
                if bare.is_one_of:
                    inner = GraphQLNonNull(inner)
                made.append(ObjectFieldNode(name=each.name, value=self.value(each.value, inner)))
            return ObjectValueNode(fields=tuple(made))
        return node

    def variable(self, node: ValueNode, type_: GraphQLInputType) -> ValueNode:
        """A variable of the type in the value's stead."""
        said, value = str(type_), plain(node)
        if value is None and said.endswith("!"):
            return node
        name = f"v{self.number()}"
        way = self.chance.choice(["given", "given", "default", "both", "strict", "absent"])
        if way == "strict" and value is not None and not said.endswith("!"):
            said += "!"
        if way == "default":
            said += f" = {print_ast(node)}"
        elif way == "both":
            said += f" = {print_ast(node)}"
            self.given[name] = value
        elif way != "absent" or said.endswith("!") or self.likely(0.5):
            self.given[name] = value
        self.declared[name] = said
        return VariableNode(name=NameNode(value=name))

    # -- chance ---------------------------------------------------------------------------------

    def uses(self, form: str, share: float) -> bool:
        return form in self.active and self.likely(share)

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def number(self) -> int:
        self.names += 1
        return self.names


def named(name: str, alias: str | None = None) -> FieldNode:
    return FieldNode(
        name=NameNode(value=name), alias=NameNode(value=alias) if alias else None,
        arguments=(), directives=(), selection_set=None,
    )  # fmt: skip


def _has_variable(node: ValueNode) -> bool:
    if isinstance(node, VariableNode):
        return True
    if isinstance(node, ListValueNode):
        return any(_has_variable(each) for each in node.values)
    if isinstance(node, ObjectValueNode):
        return any(_has_variable(each.value) for each in node.fields)
    return False
