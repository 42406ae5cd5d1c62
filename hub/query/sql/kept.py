"""Which groups a page has, and in which order: conditions on measures, orders, cursors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes.groups import GroupOrder
from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Compare,
    Everything,
    IsNull,
    Measure,
    Not,
    Nothing,
    Predicate,
)
from hub.query.sql.grouped import Grouped, measure_type
from hub.query.sql.members import key_type
from hub.query.sql.statement import CursorPart
from hub.query.sql.terms import NEVER, Parameters, any_of, compared

Ordering = tuple[str, GroupOrder, TypeEngine[Any]]


def having(one: Grouped, part: Predicate, columns: Any) -> ColumnElement[bool]:
    """A condition over the measures of a group."""

    def inner(each: Predicate) -> ColumnElement[bool]:
        return having(one, each, columns)

    match part:
        case Everything():
            return true()
        case Nothing():
            return NEVER
        case All(parts=parts):
            return and_(true(), *map(inner, parts))
        case AnyOf(parts=parts):
            return any_of(parts, inner)
        case Not(part=each):
            return inner(each).is_not(true())
        case IsNull(term=str(name), yes=yes):
            value = columns[one.column(Measure.named(name))]
            absent: ColumnElement[bool] = value.is_(None) if yes else value.is_not(None)
            return absent
        case Compare(term=str(name)):
            measure = Measure.named(name)
            type_ = measure_type(one.entity, measure)
            return compared(columns[one.column(measure)], part, type_, one.parameters)
    raise AssertionError(part)


def ordering(one: Grouped) -> tuple[Ordering, ...]:
    """(column of the group, its order, type) in order."""
    return tuple(_ordered(one))


def _ordered(one: Grouped) -> Iterator[Ordering]:
    for each in one.node.order:
        if isinstance(each.by, Measure):
            type_ = measure_type(one.entity, each.by)
            yield one.column(each.by), each, type_
        else:
            dimension = one.node.dimensions[each.by]
            yield f"k{each.by}", each, key_type(one.entity, dimension)


def order_by(columns: Any, order: Sequence[Ordering]) -> list[ColumnElement[Any]]:
    made = []
    for name, each, _ in order:
        way = columns[name].desc() if each.descending else columns[name].asc()
        made.append(way.nulls_first() if each.nulls_first else way.nulls_last())
    return made


def after(columns: Any, order: Sequence[Ordering], parameters: Parameters) -> ColumnElement[bool]:
    beyond: ColumnElement[bool] = false()
    for n in reversed(range(len(order))):
        name, each, type_ = order[n]
        value, bound = columns[name], parameters.of(CursorPart(n), type_)
        first, last = (bound, value) if each.nulls_first else (value, bound)
        strictly = or_(
            value < bound if each.descending else value > bound,
            and_(first.is_(None), last.is_not(None)),
        )
        beyond = or_(strictly, and_(value.is_not_distinct_from(bound), beyond))
    return beyond


def python_type(type_: TypeEngine[Any]) -> type:
    python: type = type_.python_type
    return python
