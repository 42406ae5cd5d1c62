"""Pass: the `where` argument becomes a predicate. `not` is two-valued: the unknown is not so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hub.query.measures import term_of
from hub.query.plan.context import Planning
from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Compare,
    Everything,
    IsNull,
    Linked,
    Not,
    Nothing,
    OwnLevel,
    Predicate,
    Some,
    Tally,
    Within,
)
from hub.query.plan.operators import NO_FILTER, OPERATORS, both, compared, null, operator, operators
from hub.query.plan.values import Bind, as_value
from schema.base import Fact, Master
from schema.kinds import Field, snake_of
from schema.model import Entity, ResolvedLink, entities

REGION_OPERATORS = ("eq", "in", "childOf", "within")


def predicate(plan: Planning, entity: Entity, where: Mapping[str, Any] | None) -> Predicate:
    """The predicate of a filter input of `entity`; an absent or null filter is no filter."""
    asked = where or {}
    with plan.deeper():
        parts = [
            _own_code(plan, entity, name, given, asked) or _part(plan, entity, name, given)
            for name, given in asked.items()
        ]
    return both(*(part for part in parts if part is not None))


def _own_code(
    plan: Planning, entity: Entity, name: str, given: Any, where: Mapping[str, Any]
) -> Predicate | None:
    """The operators a region's or a code's filter has on the record itself, on its code."""
    if entity.name == "Region":
        if name == "tree":
            return NO_FILTER
        if name == "tier" and given is not None:
            return Compare("tier", "eq", Bind((as_value(given),)))
        if name in REGION_OPERATORS:
            if given is None:
                return null("code", name)
            tree = where.get("tree") or "ADMINISTRATIVE"
            return _regions(plan, "code", False, name, as_value(given), tree)
    elif entity.name == "Classification" and name == "under" and given is not None:
        return _under("code", given)
    if entity.name in ("Region", "Classification") and name in OPERATORS:
        return operator("code", name, given)
    return None


def _under(column: str, given: Any) -> Predicate:
    """A code and all below it: they begin with it."""
    low = as_value(given)
    return All((Compare(column, "gte", Bind((low,))), Compare(column, "lt", Bind((low,), "past"))))


def _part(plan: Planning, entity: Entity, name: str, given: Any) -> Predicate | None:
    if given is None:
        return None
    if name == "and":
        return both(*(predicate(plan, entity, each) for each in given))
    if name == "or":
        options = tuple(predicate(plan, entity, each) for each in given)
        return AnyOf(options) if options else Nothing("an empty `or`")
    if name == "not":
        return Not(predicate(plan, entity, given))
    if name == "exists":
        absent = Nothing("the record is here")
        return Not(absent) if given else absent
    member = entity.members.get(name)
    if isinstance(member, ResolvedLink):
        return _link(plan, entity, member, given)
    if isinstance(member, Field) and member.kind.name == "region":
        return both(*(_region_code(member.name, each, value) for each, value in given.items()))
    if isinstance(member, Field):
        return operators(member.name, given, member)
    return operators(snake_of(name), given)


def _link(
    plan: Planning, entity: Entity, link: ResolvedLink, given: Mapping[str, Any]
) -> Predicate | None:
    target = entities()[link.target]
    if link.many:
        return _many(plan, link, target, given)
    if link.target == "Region" and link.field:
        return region_filter(plan, entity, link.field.name, given)
    if link.target == "Classification" and link.field:
        return _code(plan, link, given)
    return _target(plan, link, given)


TALLIES = {"sum": "sum", "min": "min", "max": "max", "avg": "avg", "countDistinct": "distinct",
           "ratio": "ratio"}  # fmt: skip
"""Field of a tally, but `count` -> kind of measure."""


def _many(
    plan: Planning, link: ResolvedLink, target: Entity, given: Mapping[str, Any]
) -> Predicate:
    """That some or none of a to-many link's records are so; how many, or how much, those are that
    fulfil `where`."""
    parts: list[Predicate] = []
    if given.get("some") is not None:
        parts.append(Some(link.name, predicate(plan, target, given["some"])))
    if given.get("none") is not None:
        parts.append(Not(Some(link.name, predicate(plan, target, given["none"]))))
    where = predicate(plan, target, given.get("where"))
    if given.get("count") is not None:
        parts.append(operators(Tally(link.name, "count", "", where), given["count"]))
    for name, how in TALLIES.items():
        for wire, asked in (given.get(name) or {}).items():
            if asked is not None:
                member = target.members[wire]
                tally = Tally(link.name, how, term_of(member, target), where)
                declared = member if isinstance(member, Field) else None
                parts.append(operators(tally, asked, declared))
    return both(*parts)


def _target(plan: Planning, link: ResolvedLink, given: Mapping[str, Any]) -> Predicate:
    """A filter on a to-one link's target; one that asks for nothing does not even ask for it."""
    asked = {name: value for name, value in given.items() if name != "exists"}
    wanted = predicate(plan, entities()[link.target], asked)
    parts: list[Predicate] = []
    if given.get("exists") is False:
        parts.append(Not(Linked(link.name, NO_FILTER)))
    if given.get("exists") or wanted != NO_FILTER:
        parts.append(Linked(link.name, wanted))
    return both(*parts)


def region_filter(
    plan: Planning, entity: Entity, column: str, given: Mapping[str, Any]
) -> Predicate:
    """RegionFilter on a region column: of the record's own region by key and ancestor columns, of
    any other by the codes the subtree holds."""
    own = column == "region_code" and entity.role in (Fact, Master)
    tree = given.get("tree") or "ADMINISTRATIVE"
    parts: list[Predicate] = []
    rest: dict[str, Any] = {}
    for name, value in given.items():
        if name == "tree":
            continue
        if name == "isNull" and value is not None:
            parts.append(IsNull(column, bool(value)))
        elif name in REGION_OPERATORS:
            if value is None:
                parts.append(null(column, name))
                continue
            parts.append(_regions(plan, column, own, name, as_value(value), tree))
        elif name == "not" and value is not None:
            with plan.deeper():
                parts.append(Not(region_filter(plan, entity, column, value)))
        elif name in ("and", "or") and value is not None:
            with plan.deeper():
                options = tuple(region_filter(plan, entity, column, each) for each in value)
            parts.append(both(*options) if name == "and" else AnyOf(options))
        elif value is not None:
            rest[name] = value
    if rest:
        link = next(
            each for each in entity.links.values() if each.field and each.field.name == column
        )
        parts.append(_target(plan, link, rest))
    return both(*parts)


def _regions(plan: Planning, column: str, own: bool, name: str, value: Any, tree: str) -> Predicate:
    if own and name == "within" and tree == "ADMINISTRATIVE":
        tier = plan.pin(value, "tier")
        if tier == "CENTRE":
            return Everything("within the country")
        return Within(tier, Bind((value,), "region"))
    if name == "eq" and not own:
        return Compare(column, "eq", Bind((value,), "region"))
    codes, homes = {
        "eq": (Bind((value,), "regions"), Bind((value,), "homes of")),
        "in": (Bind((value,), "regions"), Bind((value,), "homes of")),
        "childOf": (
            Bind((value,), "children of", (tree,)),
            Bind((value,), "homes of children of", (tree,)),
        ),
        "within": (
            Bind((value,), "subtree of", (tree,)),
            Bind((value,), "homes of subtree of", (tree,)),
        ),
    }[name]
    return OwnLevel(homes, codes) if own else Compare(column, "in", codes)


def _code(plan: Planning, link: ResolvedLink, given: Mapping[str, Any]) -> Predicate:
    assert link.field is not None
    column = link.field.name
    parts: list[Predicate] = []
    rest: dict[str, Any] = {}
    for name, value in given.items():
        if name == "under" and value is not None:
            parts.append(_under(column, value))
        elif name in OPERATORS:
            parts.append(operator(column, name, value))
        elif name == "not" and value is not None:
            with plan.deeper():
                parts.append(Not(_code(plan, link, value)))
        elif name in ("and", "or") and value is not None:
            with plan.deeper():
                options = tuple(_code(plan, link, each) for each in value)
            parts.append(both(*options) if name == "and" else AnyOf(options))
        elif value is not None:
            rest[name] = value
    if rest:
        parts.append(_target(plan, link, rest))
    return both(*parts)


def _region_code(column: str, name: str, value: Any) -> Predicate:
    """One operator on a region's own code, which is text outside."""
    if value is None or name == "isNull":
        return operator(column, name, value)
    via = "regions" if name == "in" else "region"
    return compared(name, via)(column, value)
