"""An operation with other values of the same shape: what must become the same SQL.

What a plan depends on stays as it is: dimensions and their levels, orders, units, trees, scales,
`exists` and `isNull`, nulls; of a region, its tier and whether what lies in it has moved; of an
id, its type.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from graphql import (
    ArgumentNode,
    BooleanValueNode,
    DocumentNode,
    EnumValueNode,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    Visitor,
    get_named_type,
    parse,
    print_ast,
    type_from_ast,
    visit,
)

from tests.query.generated.literals import Json, literal, plain
from tests.query.oracle_records import read_id

PEERS = {"440203": "440304", "440304": "440203", "440203000": "440304000",
         "440304000": "440203000"}  # fmt: skip
"""Counties of which nothing has moved."""

SAMPLES: dict[str, tuple[Json, Json]] = {
    "Money": ("0.01", "7777.77"), "Decimal": ("0.25", "-3"), "Ratio": ("0.25", "0.75"),
    "Count": (1, 3), "Int": (2024, 2025), "Date": ("2024-03-28", "2025-10-28"),
    "DateTime": ("2025-01-31T23:59:59Z", "2025-02-02T00:00:00Z"), "String": ("教育", "20502"),
}  # fmt: skip
SHAPING = ("OrderDirection", "MoneyUnit", "Tree", "Period", "StatementScope", "Basis")
"""Enums that say how a question is asked, not what about."""

SHAPES = ("isNull", "exists", "level", "scale", "after", "before")
REGIONS = ("RegionFilter", "RegionCodeFilter")


@dataclass(frozen=True)
class Place:
    """What a value is for: the input it is a field of ("" for an argument), and the name there."""

    of: str
    name: str


@dataclass
class Others:
    """Swaps values. ids: some of every type; places: where variables were met."""

    ids: dict[str, list[str]]
    places: dict[str, Place] = field(default_factory=dict)

    def value(self, node: ValueNode, type_: GraphQLInputType, place: Place) -> ValueNode:
        if isinstance(node, VariableNode):
            self.places[node.name.value] = place
            return node
        bare = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
        if isinstance(node, ListValueNode):
            inner = bare.of_type if isinstance(bare, GraphQLList) else bare
            return ListValueNode(values=tuple(self.value(e, inner, place) for e in node.values))
        named: Any = get_named_type(bare)
        if isinstance(node, ObjectValueNode):
            assert isinstance(named, GraphQLInputObjectType)
            made = []
            for each in node.fields:
                name = each.name.value
                there = Place(named.name, place.name if named.name == "RegionCodeFilter" else name)
                made.append(
                    replace(each, value=self.value(each.value, named.fields[name].type, there))
                )
            return ObjectValueNode(fields=tuple(made))
        if isinstance(node, NullValueNode) or place.name in SHAPES:
            return node
        return self.leaf(node, named, place)

    def leaf(self, node: ValueNode, named: Any, place: Place) -> ValueNode:
        if isinstance(node, EnumValueNode):
            return node if named.name in SHAPING else self.state(node, named, place)
        if isinstance(node, BooleanValueNode):
            return BooleanValueNode(value=not node.value) if place.name == "eq" else node
        if named.name == "ID":
            return self.id(node)
        if isinstance(node, StringValueNode) and named.name == "String":
            if place.of in REGIONS or place.name == "region":
                return StringValueNode(value=PEERS.get(node.value, node.value))
            if not node.value:
                return node
        if isinstance(node, IntValueNode) and named.name == "Int" and place.of != "IntFilter":
            return self.number(node, place)
        one, other = (literal(each, named) for each in SAMPLES[named.name])
        return other if plain(node) == plain(one) else one

    def state(self, node: EnumValueNode, named: GraphQLEnumType, place: Place) -> ValueNode:
        """The next of a life cycle's states or of the tiers."""
        if place.of == "ByRegion":
            return node
        names = list(named.values)
        return EnumValueNode(value=names[(names.index(node.value) + 1) % len(names)])

    def id(self, node: Any) -> ValueNode:
        try:
            entity, _ = read_id(node.value)
        except GraphQLError:  # not an id: refused either way
            return node
        others = [each for each in self.ids[entity.name] if each != node.value]
        return StringValueNode(value=others[0]) if others else node

    def number(self, node: IntValueNode, place: Place) -> ValueNode:
        number = int(node.value)
        if place.name in ("year", "fiscalYear"):
            other = 2024 if number != 2024 else 2025
        elif place.of == "FiscalPeriod":
            other = 1 if number == 2 else 2
        else:
            other = number + 1
        return IntValueNode(value=str(other))


class _Swap(Visitor):
    def __init__(self, info: TypeInfo, others: Others) -> None:
        super().__init__()
        self.info, self.others = info, others

    def enter_argument(self, node: ArgumentNode, *_: Any) -> Any:
        argument = self.info.get_argument()
        if argument is None or self.info.get_directive() is not None:
            return None
        value = self.others.value(node.value, argument.type, Place("", node.name.value))
        return replace(node, value=value)


def other_values(
    schema: GraphQLSchema, query: str, variables: dict[str, Json], ids: dict[str, list[str]]
) -> tuple[str, dict[str, Json]]:
    """(the text with other literals and defaults, other variables)."""
    others, info = Others(ids), TypeInfo(schema)
    document: DocumentNode = visit(parse(query), TypeInfoVisitor(info, _Swap(info, others)))
    swapped: dict[str, Json] = dict(variables)
    made = []
    for definition in document.definitions:
        if isinstance(definition, OperationDefinitionNode):
            declared = []
            for each in definition.variable_definitions or ():
                declared.append(_declared(schema, each, others, swapped))
            definition = replace(definition, variable_definitions=tuple(declared))
        made.append(definition)
    return print_ast(replace(document, definitions=tuple(made))), swapped


def _declared(
    schema: GraphQLSchema, node: VariableDefinitionNode, others: Others, given: dict[str, Json]
) -> VariableDefinitionNode:
    """The declaration with another default, and another value put in `given`."""
    name = node.variable.name.value
    place = others.places.get(name)
    if place is None:
        return node
    type_: Any = type_from_ast(schema, node.type)
    if name in given:
        given[name] = plain(others.value(literal(given[name], type_), type_, place))
    if node.default_value is None:
        return node
    return replace(node, default_value=others.value(node.default_value, type_, place))
