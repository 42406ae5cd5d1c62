"""Orders and cursors in SQL: nulls come last going forward, so first going back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    or_,
    tuple_,
)

from hub.query.plan.nodes import (
    Order,
)
from hub.query.sql.statement import CursorPart
from hub.query.sql.terms import (
    Columns,
    Parameters,
    nullable,
    term,
    type_of,
)
from schema.model import Entity


def flipped(order: Order) -> Order:
    return Order(order.term, not order.descending)


def order_by(
    entity: Entity, columns: Columns, order: Sequence[Order], backward: bool
) -> list[ColumnElement[Any]]:
    """Nulls last going forward, so first going back."""
    made: list[ColumnElement[Any]] = []
    for each in order:
        value = term(entity, columns, each.term)
        way = value.desc() if each.descending else value.asc()
        if nullable(entity, each.term):
            way = way.nulls_first() if backward else way.nulls_last()
        made.append(way)
    return made


def after(
    entity: Entity, columns: Columns, order: Sequence[Order], backward: bool, parameters: Parameters
) -> ColumnElement[bool]:
    """The rows beyond the cursor in `order` (already flipped when going back)."""
    values = [term(entity, columns, each.term) for each in order]
    bounds = [
        parameters.of(CursorPart(n), type_of(entity, each.term)) for n, each in enumerate(order)
    ]
    if len({each.descending for each in order}) == 1 and not any(
        nullable(entity, each.term) for each in order
    ):
        row, bound = tuple_(*values), tuple_(*bounds)
        return row < bound if order[0].descending else row > bound
    beyond: ColumnElement[bool] | None = None
    for each, value, bound in reversed(list(zip(order, values, bounds, strict=True))):
        strictly = value < bound if each.descending else value > bound
        if nullable(entity, each.term):
            strictly = or_(
                strictly,
                and_(bound.is_(None), value.is_not(None))
                if backward
                else and_(value.is_(None), bound.is_not(None)),
            )
        same = value.is_not_distinct_from(bound) if nullable(entity, each.term) else value == bound
        beyond = strictly if beyond is None else or_(strictly, and_(same, beyond))
    assert beyond is not None
    return beyond
