"""Pass: a grouping's parts, conditions and order."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, cast

from graphql import FieldNode, GraphQLObjectType

from hub.query.measures import offered, term_of, throughs
from hub.query.plan.consolidation import unit, unmatched
from hub.query.plan.context import Planning
from hub.query.plan.dimensions import dimensions
from hub.query.plan.filters import TALLIES, predicate
from hub.query.plan.nodes.groups import (
    Bundle,
    Coverage,
    Drill,
    GroupNodes,
    GroupOrder,
    GroupOutput,
    Groups,
    GroupsPart,
    Hanging,
    KeyOutput,
    MeasureOutput,
    Subtotals,
    Totals,
)
from hub.query.plan.nodes.predicates import AnyOf, Measure, Not, Nothing, Predicate
from hub.query.plan.nodes.records import Connection, Page, PageInfo, Record, TotalCount, Typename
from hub.query.plan.operators import NO_FILTER, both, operators
from hub.query.plan.orders import way
from hub.query.plan.paths import IN_LIST
from hub.query.plan.summing import check_sums
from hub.query.plan.units import money_arguments
from hub.query.plan.values import Bind, as_value
from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities
from schema.problems import HubError

MEASURES = {**TALLIES, "eliminated": "eliminated", "net": "net"}
"""Field of a group, of its conditions and orders -> kind of measure."""


@dataclass(frozen=True)
class Planners:
    """How the records and lists inside a grouping are planned."""

    record: Callable[[Planning, Entity, list[FieldNode]], Record]
    rows: Callable[[Planning, Entity, Mapping[str, Any], list[FieldNode]], Connection]


def groups(
    plan: Planning,
    entity: Entity,
    arguments: Mapping[str, Any],
    nodes: list[FieldNode],
    planners: Planners,
    hanging: Hanging | None = None,
) -> Groups:
    """The node of a grouping. raises: Q119 for what cannot be grouped by; Q150, Q151 for sums"""
    keys = dimensions(plan, entity, arguments["by"])
    names = tuple(dict.fromkeys(each.name for each in keys))
    type_ = cast(GraphQLObjectType, plan.schema.get_type(f"{entity.name}Groups"))
    where = predicate(plan, entity, arguments.get("where"))
    asking = _Asking(plan, entity, planners, names, where)
    made = Groups(
        entity.name,
        keys,
        tuple(asking.part(type_, *each) for each in plan.fields(nodes, type_)),
        where=where,
        having=having(plan, entity, arguments.get("having")),
        order=_order(entity, [each.name for each in keys], arguments.get("orderBy") or []),
        page=_page(arguments),
        hanging=hanging,
        unit=unit(plan, entity, arguments),
    )
    check_sums(entity, made)
    return made


# -- what is answered -----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Asking:
    """The planning of one grouping's parts. `names`: its dimensions; `where`: its records."""

    plan: Planning
    entity: Entity
    planners: Planners
    names: tuple[str, ...]
    where: Predicate

    def part(
        self, type_: GraphQLObjectType, key: str, name: str, nodes: list[FieldNode]
    ) -> GroupsPart:
        match name:
            case "nodes":
                with self.plan.under(key, IN_LIST):
                    return GroupNodes(key, self.outputs("Group", nodes, frozenset(self.names)))
            case "total" | "others":
                with self.plan.under(key):
                    outputs = self.outputs("Totals", nodes, frozenset())
                return Totals(key, name == "others", outputs)
            case "subtotals":
                with self.plan.under(key, IN_LIST):
                    return self.subtotals(key, nodes)
            case "totalCount":
                return TotalCount(key)
            case "pageInfo":
                return PageInfo(key, self.named("PageInfo", nodes))
            case "unmatched":
                with self.plan.under(key, IN_LIST):
                    return unmatched(self.plan, self.entity, key, nodes, self.planners.record)
            case "coverage":
                return Coverage(key, self.named("Coverage", nodes))
        return Typename(key, type_.name)

    def type(self, suffix: str) -> GraphQLObjectType:
        return cast(GraphQLObjectType, self.plan.schema.get_type(self.entity.name + suffix))

    def named(self, type_: str, nodes: list[FieldNode]) -> tuple[tuple[str, str], ...]:
        """(response key, name) of the fields of a type that takes no arguments."""
        found = cast(GraphQLObjectType, self.plan.schema.get_type(type_))
        return tuple((key, name) for key, name, _ in self.plan.fields(nodes, found))

    def subtotals(self, key: str, nodes: list[FieldNode]) -> Subtotals:
        """Deeper dimensions have no value in a subtotal's key; which, differs by its depth."""
        fields = []
        for each, name, found in self.plan.fields(nodes, self.type("Subtotals")):
            keyed = frozenset(self.names[:-1])
            outputs = self.outputs("Group", found, keyed) if name == "nodes" else ()
            fields.append((each, name, outputs))
        return Subtotals(key, tuple(fields))

    def outputs(
        self, suffix: str, nodes: list[FieldNode], keyed: frozenset[str]
    ) -> tuple[GroupOutput, ...]:
        """`keyed`: names of the dimensions; only they have a value in the groups' keys."""
        type_ = self.type(suffix)

        def make(key: str, name: str, found: list[FieldNode]) -> GroupOutput:
            return self.output(type_, key, name, found, keyed)

        return self.each(type_, nodes, make)

    def each(
        self,
        type_: GraphQLObjectType,
        nodes: list[FieldNode],
        make: Callable[[str, str, list[FieldNode]], GroupOutput],
    ) -> tuple[GroupOutput, ...]:
        """What is made of each field that `nodes` select of a type."""
        made = []
        for key, name, found in self.plan.fields(nodes, type_):
            with self.plan.under(key):
                made.append(make(key, name, found))
        return tuple(made)

    def output(
        self,
        type_: GraphQLObjectType,
        key: str,
        name: str,
        nodes: list[FieldNode],
        keyed: frozenset[str],
    ) -> GroupOutput:
        if name == "__typename":
            return Typename(key, type_.name)
        if name == "count":
            return MeasureOutput(key, Measure("count"))
        if name == "rows":
            arguments = self.plan.arguments(type_, nodes[0])
            with self.plan.deeper():
                rows = self.planners.rows(self.plan, self.entity, arguments, nodes)
            return Drill(key, replace(rows, where=self.where))
        inner = cast(GraphQLObjectType, _named(type_, name))

        def make(key: str, field: str, found: list[FieldNode]) -> GroupOutput:
            if name == "key":
                return self.key(inner, self.entity, "", key, field, found, keyed)
            if name == "share":
                return self.share(inner, key, field, found)
            return self.measure(inner, MEASURES[name], key, field, found)

        return Bundle(key, name, self.each(inner, nodes, make))

    def key(
        self,
        type_: GraphQLObjectType,
        entity: Entity,
        path: str,
        key: str,
        name: str,
        nodes: list[FieldNode],
        keyed: frozenset[str],
    ) -> GroupOutput:
        """A field of the key of `entity`, which is the grouped one or lies down the `path`."""
        if name == "__typename":
            return Typename(key, type_.name)
        through = throughs(entity.name).get(name)
        if through is not None:
            target, below = entities()[through.target], f"{path}{name}."
            inner = cast(GraphQLObjectType, _named(type_, name))

            def make(key: str, field: str, found: list[FieldNode]) -> GroupOutput:
                return self.key(inner, target, below, key, field, found, keyed)

            return Bundle(key, name, self.each(inner, nodes, make))
        member, whole = entity.members[name], f"{path}{name}"
        if isinstance(member, ResolvedLink) and whole in keyed:
            target = entities()[member.target]
            return KeyOutput(key, whole, self.planners.record(self.plan, target, nodes))
        return KeyOutput(key, whole, None)

    def share(
        self, type_: GraphQLObjectType, key: str, name: str, nodes: list[FieldNode]
    ) -> GroupOutput:
        if name == "__typename":
            return Typename(key, type_.name)
        if name == "count":
            return MeasureOutput(key, Measure("share", "count"))
        inner = cast(GraphQLObjectType, _named(type_, name))
        outputs: list[GroupOutput] = []
        for each, field, _ in self.plan.fields(nodes, inner):
            if field == "__typename":
                outputs.append(Typename(each, inner.name))
            else:
                of = measure(self.entity, "sum", field)
                outputs.append(MeasureOutput(each, Measure("share", of.name)))
        return Bundle(key, name, tuple(outputs))

    def measure(
        self, type_: GraphQLObjectType, what: str, key: str, name: str, nodes: list[FieldNode]
    ) -> GroupOutput:
        if name == "__typename":
            return Typename(key, type_.name)
        arguments = self.plan.arguments(type_, nodes[0])
        of = measure(self.entity, what, name)
        return MeasureOutput(key, of, *money_arguments(self.plan, arguments))


def measure(entity: Entity, what: str, wire: str) -> Measure:
    """The measure of a member by its wire name."""
    return Measure(what, term_of(offered(entity.name, what)[wire], entity))


def _named(type_: GraphQLObjectType, field: str) -> Any:
    found: Any = type_.fields[field].type
    return getattr(found, "of_type", found)


# -- which groups, in which order -----------------------------------------------------------------


def having(plan: Planning, entity: Entity, given: Mapping[str, Any] | None) -> Predicate:
    """The condition on a group's measures; they stand in it by their names."""
    with plan.deeper():
        parts = [_condition(plan, entity, name, each) for name, each in (given or {}).items()]
    return both(*parts)


def _condition(plan: Planning, entity: Entity, name: str, given: Any) -> Predicate:
    if given is None:
        return NO_FILTER
    if name == "and":
        return both(*(having(plan, entity, each) for each in given))
    if name == "or":
        options = tuple(having(plan, entity, each) for each in given)
        return AnyOf(options) if options else Nothing("an empty `or`")
    if name == "not":
        return Not(having(plan, entity, given))
    if name == "count":
        return operators(Measure("count").name, given)
    what = MEASURES[name]
    return both(
        *(
            operators(measure(entity, what, wire).name, each, _declared(entity, wire))
            for wire, each in given.items()
            if each is not None
        )
    )


def _order(
    entity: Entity, names: list[str], asked: list[Mapping[str, Any]]
) -> tuple[GroupOrder, ...]:
    """The asked order, made total by the keys, of which `names` are the dimensions.

    raises: Q119 by a dimension not grouped by
    """
    order: list[GroupOrder] = []
    keys = range(len(names))
    for each in asked:
        for by, given in each.items():
            if by == "count":
                order.append(GroupOrder(Measure("count"), *way(given)))
            elif by == "key":
                order += [GroupOrder(n, *way(given)) for n in keys]
            elif by == "by":
                ((name, direction),) = given.items()
                found = [n for n in keys if names[n] == name]
                if not found:
                    kind = "orderBy: {by: …} (维度须在 by 中; not one of `by`)"
                    raise HubError("Q119", kind=kind, value=name)
                order += [GroupOrder(n, *way(direction)) for n in found]
            else:
                ((name, direction),) = given.items()
                of = measure(entity, MEASURES[by], name)
                order.append(GroupOrder(of, *way(direction)))
    order += [GroupOrder(n, False) for n in keys]
    first: dict[Measure | int, GroupOrder] = {}
    for term in order:
        first.setdefault(term.by, term)
    return tuple(first.values())


def _page(arguments: Mapping[str, Any]) -> Page:
    after = arguments.get("after")
    seek = Bind((as_value(after),)) if after is not None else None
    return Page(Bind((as_value(arguments.get("first")),), "size"), False, seek)


def _declared(entity: Entity, wire: str) -> Field | None:
    """The field a measure is of, or None where it is a formula or ratio."""
    member = entity.members.get(wire)
    return member if isinstance(member, Field) else None
