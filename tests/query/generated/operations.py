"""One operation: drawn, asked about something, given its form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any, cast

from graphql import (
    ArgumentNode,
    FieldNode,
    InlineFragmentNode,
    NameNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    get_named_type,
    is_composite_type,
    parse,
)

from tests.query.generated.drawing import SCHEMA, Text
from tests.query.generated.forms import ALL, Composite, Forms, named
from tests.query.generated.literals import Json, literal
from tests.query.generated.questions import Questions
from tests.query.generated.selections import Growing
from tests.query.generated.turning import TURN, turning
from tests.query.generated.wild import answerable
from tests.query.oracle import Oracle


@dataclass(frozen=True)
class Operation:
    """`scope`: the name of the caller's scope. `turned`: response keys down to the page whose
    cursor `$turn` takes, then which of its cursors; or nothing."""

    query: str
    variables: dict[str, Json]
    name: str | None
    scope: str
    turned: tuple[str, ...] = ()


@dataclass
class Maker:
    """Makes operations for callers of several scopes. `ids`: some of every type."""

    oracles: dict[str, Oracle]
    ids: dict[str, list[str]]

    def operation(self, texts: Sequence[Text], number: int) -> Operation:
        """texts: of which the first is a root field of it, and another at times. number: chance's
        beginning."""
        chance = Random(number)
        others = [chance.choice(texts)] if chance.random() < 0.25 else []
        scope = "" if chance.random() < 0.75 else chance.choice(sorted(self.oracles))
        questions = Questions(self.oracles[scope], chance)
        fields: list[SelectionNode] = []
        for text in [texts[0], *others]:
            document = parse(text.text)
            if text.wild:
                document = answerable(document, SCHEMA, self.ids)
                fields += _selections(document).selections
            else:
                root = cast(Composite, SCHEMA.query_type)
                whole = Growing(SCHEMA, chance).roots(_selections(document), root)
                fields += asked(whole, root, questions).selections
        fields = apart(fields)
        forms = Forms(SCHEMA, chance, frozenset(each for each in ALL if chance.random() < 0.45))
        turned: tuple[str, ...] = ()
        if chance.random() < 0.4:
            place = chance.randrange(len(fields))
            found = turning(cast(FieldNode, fields[place]), chance)
            if found is not None:
                fields[place], turned = found
                forms.declared[TURN] = "String"
        query, variables, name = forms.operation(SelectionSetNode(selections=tuple(fields)))
        return Operation(query, variables, name, scope, turned)


def _selections(document: Any) -> SelectionSetNode:
    (definition,) = document.definitions
    assert isinstance(definition, OperationDefinitionNode)
    return definition.selection_set


def asked(
    given: SelectionSetNode, type_: Composite, questions: Questions, by: Sequence[Json] = ()
) -> SelectionSetNode:
    """The selections with arguments that ask about something. by: what the groups that they are of
    are grouped by: their keys tell it."""
    made: list[SelectionNode] = []
    if type_.name.endswith("GroupKey"):
        given = told(given, type_, by)
    for node in given.selections:
        if isinstance(node, InlineFragmentNode):
            assert node.type_condition is not None
            inner = cast(Composite, SCHEMA.type_map[node.type_condition.name.value])
            made.append(replace(node, selection_set=asked(node.selection_set, inner, questions)))
            continue
        assert isinstance(node, FieldNode)
        if node.name.value == "__typename":
            made.append(node)
            continue
        declared = type_.fields[node.name.value]
        values = questions.arguments(node.name.value, declared)
        below = node.selection_set
        if below is not None:
            inner = cast(Composite, get_named_type(declared.type))
            below = asked(below, inner, questions, grouped_by(type_, node, by, values))
        arguments = tuple(
            ArgumentNode(name=NameNode(value=name), value=literal(value, declared.args[name].type))
            for name, value in values.items()
        )
        made.append(replace(node, arguments=arguments, selection_set=below))
    return SelectionSetNode(selections=tuple(made))


def grouped_by(
    type_: Composite, node: FieldNode, by: Sequence[Json], values: dict[str, Json]
) -> Sequence[Json]:
    """What the groups below a field are grouped by."""
    if isinstance(values.get("by"), list):
        return cast(Sequence[Json], values["by"])
    if type_.name.endswith("GroupKey"):
        return [each[node.name.value] for each in by if node.name.value in each]
    return by if type_.name.endswith(("Groups", "Subtotals", "Group")) else ()


def told(given: SelectionSetNode, type_: Composite, by: Sequence[Json]) -> SelectionSetNode:
    """The selections of a key with all that is grouped by."""
    made = list(given.selections)
    said = {each.name.value for each in made if isinstance(each, FieldNode)}
    for name in dict.fromkeys(name for each in by if isinstance(each, dict) for name in each):
        if name in said or name not in type_.fields:
            continue
        inner = get_named_type(type_.fields[name].type)
        leaves = ("code", "name", "id") if is_composite_type(inner) else ()
        found = [named(each) for each in leaves if each in cast(Composite, inner).fields]
        set_ = SelectionSetNode(selections=tuple(found)) if leaves else None
        made.append(replace(named(name), selection_set=set_))
    return SelectionSetNode(selections=tuple(made))


def apart(fields: Sequence[SelectionNode]) -> list[SelectionNode]:
    """The root fields, each under a response key of its own."""
    names: set[str] = set()
    made: list[SelectionNode] = []
    for each in fields:
        assert isinstance(each, FieldNode)
        if each.name.value in names:
            each = replace(each, alias=NameNode(value=f"r{len(names)}"))
        names.add(each.name.value)
        made.append(each)
    return made
