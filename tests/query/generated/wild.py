"""Arguments as hypothesis-graphql draws them from the SDL, made answerable: one field in each
`@oneOf` input, regions and ids that exist, small pages. They ask whatever the SDL lets one ask, so
most of their filters are fulfilled by few records or none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from graphql import (
    REMOVE,
    ArgumentNode,
    BooleanValueNode,
    DocumentNode,
    EnumValueNode,
    FieldNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLSchema,
    IntValueNode,
    ListValueNode,
    NameNode,
    Node,
    NullValueNode,
    ObjectFieldNode,
    ObjectValueNode,
    StringValueNode,
    TypeInfo,
    TypeInfoVisitor,
    ValueNode,
    Visitor,
    get_named_type,
    visit,
)
from hypothesis import strategies as st

from tests.query.oracle import Oracle
from tests.query.oracle_records import make_id
from tests.query.world import DAYS, DISTRICT, MONEY, PROVINCE, TEXTS

REGIONS = ("100000000", f"{PROVINCE}", "440200", f"{DISTRICT}", "440229", "440300", "440224000")
CODES = ("205", "20502", "2050201", "208", "101", "1", "501", "99999", "2")
NEVER_NULL = (
    "in",
    "lt",
    "lte",
    "gt",
    "gte",
    "between",
    "contains",
    "startsWith",
    "matches",
    "period",
    "within",
    "childOf",
)


def quoted(*texts: str) -> st.SearchStrategy[StringValueNode]:
    return st.sampled_from([StringValueNode(value=text) for text in texts])


SCALARS = {
    "Money": quoted(*(f"{fen // 100}.{fen % 100:02d}" for fen in MONEY if fen >= 0), "-0.50"),
    "Decimal": quoted("0", "0.5", "-1", "33.3333"),
    "Ratio": quoted("0.5"),
    "Count": st.sampled_from([IntValueNode(value=str(n)) for n in (0, 1, 2, 7, 2**40)]),
    "Date": quoted(*(day.isoformat() for day in DAYS)),
    "DateTime": quoted("2025-02-01T00:00:00Z", "2025-02-02T08:00:00+08:00"),
}  # fmt: skip


class Answerable(Visitor):
    """Rewrites a document."""

    def __init__(self, info: TypeInfo, ids: dict[str, list[str]]) -> None:
        super().__init__()
        self.info, self.ids = info, ids

    def inputs(self) -> Iterator[GraphQLInputObjectType]:
        """The input objects around this value, the innermost first."""
        for each in reversed(self.info._input_type_stack):
            named = get_named_type(each)
            if isinstance(named, GraphQLInputObjectType):
                yield named

    def leave_object_value(self, node: ObjectValueNode, *_: Any) -> Any:
        type_ = get_named_type(self.info.get_input_type())
        if not isinstance(type_, GraphQLInputObjectType):
            return node
        if type_.name == "FiscalPeriod" or type_.name.endswith("ManyOrder"):
            return one_part(node)
        if not type_.is_one_of:
            return node
        given = [each for each in node.fields if not isinstance(each.value, NullValueNode)]
        if not given:
            return filled(type_, at(node))
        chosen = given[at(node) % len(given)]
        if isinstance(chosen.value, BooleanValueNode):
            chosen = ObjectFieldNode(name=chosen.name, value=BooleanValueNode(value=True))
        return ObjectValueNode(fields=(chosen,))

    def leave_object_field(self, node: ObjectFieldNode, *_: Any) -> Any:
        name = node.name.value
        if isinstance(node.value, NullValueNode) and name in NEVER_NULL:
            return REMOVE
        if name == "between" and isinstance(node.value, ListValueNode):
            ends = [*node.value.values, *node.value.values][:2]
            if not ends:
                return REMOVE
            return ObjectFieldNode(name=node.name, value=ListValueNode(values=tuple(ends)))
        return node

    def enter_string_value(
        self, node: StringValueNode, key: Any, parent: Any, path: Any, above: Any
    ) -> Any:
        named = get_named_type(self.info.get_input_type())
        parent_type = next(self.inputs(), None)
        if named is None or named.name not in ("String", "ID"):
            return None
        fields = [each.name.value for each in above if isinstance(each, ObjectFieldNode)]
        place = len(node.value) + len(above)
        if named.name == "ID":
            of = (parent_type.name if parent_type else "").removesuffix("By")
            ids = self.ids.get(of) or [each for some in self.ids.values() for each in some]
            return StringValueNode(value=ids[place % len(ids)])
        if parent_type is not None and parent_type.name in ("RegionFilter", "RegionCodeFilter"):
            return StringValueNode(value=REGIONS[place % len(REGIONS)])
        if fields and (fields[-1] == "region" or "region" in fields[-2:]):
            return StringValueNode(value=REGIONS[place % len(REGIONS)])
        if parent_type is not None and parent_type.name == "ClassificationFilter":
            return StringValueNode(value=CODES[place % len(CODES)])
        return StringValueNode(value=TEXTS[place % len(TEXTS)])

    def enter_int_value(self, node: IntValueNode, *_: Any) -> Any:
        parent = next(self.inputs(), None)
        argument = self.info.get_argument()
        if parent is not None and parent.name == "IntFilter":
            return IntValueNode(value=str(2024 + len(node.value) % 2))
        if parent is not None and parent.name == "FiscalPeriod":
            return IntValueNode(value=str(1 + len(node.value) % 2))
        if parent is not None and parent.name == "ByCode":
            return IntValueNode(value="1")
        if argument is not None and parent is None:
            return IntValueNode(value=str(abs(int(node.value)) % 7))
        return None

    def leave_field(self, node: FieldNode, *_: Any) -> Any:
        """Pages of a few records, from either end, without made-up cursors."""
        field = self.info.get_field_def()
        if field is None or "first" not in field.args:
            return node
        kept = [
            a
            for a in grouped(node.arguments)
            if a.name.value not in ("first", "last", "after", "before")
        ]
        place = at(node)
        name = "last" if "last" in field.args and place % 3 == 0 else "first"
        size = IntValueNode(value=str(place % 5))
        page = ArgumentNode(name=NameNode(value=name), value=size)
        return FieldNode(
            name=node.name, alias=node.alias, directives=node.directives,
            arguments=(*kept, page), selection_set=node.selection_set,
        )  # fmt: skip


def one_part(node: ObjectValueNode) -> ObjectValueNode:
    """A period of a year that there is and at most one part of it; a tally and only one."""
    fields = {each.name.value: each for each in node.fields}
    fields = {k: v for k, v in fields.items() if not isinstance(v.value, NullValueNode)}
    if "year" in fields:
        year = ObjectFieldNode(name=NameNode(value="year"), value=IntValueNode(value="2024"))
        parts = [fields[name] for name in ("half", "quarter", "month") if name in fields]
        return ObjectValueNode(fields=(year, *parts[:1]))
    tallies = [each for name, each in fields.items() if name != "where"]
    count = ObjectFieldNode(name=NameNode(value="count"), value=EnumValueNode(value="DESC"))
    where = [fields["where"]] if "where" in fields else []
    return ObjectValueNode(fields=(*where, *(tallies or [count])[:1]))


def grouped(arguments: Sequence[ArgumentNode]) -> list[ArgumentNode]:
    """The arguments of a grouping with each dimension once, ordered by none that is not grouped
    by; those of other fields as they are."""
    lists = {each.name.value: each.value for each in arguments}
    by = lists.get("by")
    if not isinstance(by, ListValueNode):
        return list(arguments)
    once = {key_of(each): each for each in by.values}
    made = []
    for each in arguments:
        if each.name.value == "by":
            each = argument("by", once.values())
        elif each.name.value == "orderBy" and isinstance(each.value, ListValueNode):
            kept = [
                term
                for term in each.value.values
                if key_of(term) != "by" or key_of(term.fields[0].value) in once  # type: ignore[attr-defined]
            ]
            each = argument("orderBy", kept)
        made.append(each)
    return made


def argument(name: str, values: Iterable[ValueNode]) -> ArgumentNode:
    return ArgumentNode(name=NameNode(value=name), value=ListValueNode(values=tuple(values)))


def key_of(node: ValueNode) -> str:
    """The one field of an input object."""
    assert isinstance(node, ObjectValueNode)
    return node.fields[0].name.value


def answerable(document: DocumentNode, schema: GraphQLSchema, ids: dict[str, list[str]]) -> Any:
    info = TypeInfo(schema)
    return visit(document, TypeInfoVisitor(info, Answerable(info, ids)))


def some_ids(oracle: Oracle) -> dict[str, list[str]]:
    """Ids of a few records of every entity."""
    return {
        name: [make_id(record) for record in records[:: max(1, len(records) // 3)]]
        for name, records in sorted(oracle.records.items())
        if name != "RegionClosure"
    }


def filled(type_: Any, place: int) -> ValueNode:
    """Some value of an input type that a `@oneOf` may hold."""
    if isinstance(type_, GraphQLEnumType):
        return EnumValueNode(value=list(type_.values)[place % len(type_.values)])
    if not isinstance(type_, GraphQLInputObjectType):
        return BooleanValueNode(value=True)
    if not type_.is_one_of:
        return ObjectValueNode(fields=())
    names = [name for name in type_.fields if name not in ("id", "key")] or ["id"]
    name = names[place % len(names)]
    if name == "id":
        value: ValueNode = StringValueNode(value="WyJTb3VyY2UiLCJ4Il0")
    else:
        value = filled(get_named_type(type_.fields[name].type), place // 3)
    return ObjectValueNode(fields=(ObjectFieldNode(name=NameNode(value=name), value=value),))


def at(node: Node) -> int:
    """Where a node stood in the generated text: a number that no value changes."""
    return node.loc.start if node.loc else 0
