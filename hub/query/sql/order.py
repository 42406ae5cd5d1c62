"""Orders and cursors in SQL. What an order reaches through links is joined into the page; its
values stand in the page's rows under names of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ColumnElement,
    and_,
    or_,
    true,
    tuple_,
)
from sqlalchemy.sql.selectable import FromClause

from hub.query.plan.nodes.predicates import All, Compare, Predicate, Term, Via, Within
from hub.query.plan.nodes.records import Order
from hub.query.sql.statement import CursorPart
from hub.query.sql.terms import (
    Columns,
    Parameters,
    condition,
    joined,
    nullable,
    tallied,
    term,
    type_of,
)
from schema.model import Entity, entities


def flipped(order: Order) -> Order:
    """The same order from its other end."""
    return Order(order.term, not order.descending, not order.nulls_first)


def place_name(order: Sequence[Order], n: int) -> str:
    """The name by which the n-th term of an order is known in the page's rows."""
    name = order[n].term
    return name if isinstance(name, str) else f"order_{n}"


def equated(where: Predicate) -> frozenset[str]:
    """The columns that have one value in every row of the predicate."""
    parts = where.parts if isinstance(where, All) else (where,)
    return frozenset(
        part.term
        for part in parts
        if isinstance(part, Compare) and part.operator == "eq" and isinstance(part.term, str)
    )


def at_home(where: Predicate, order: Sequence[Order]) -> Predicate:
    """The predicate as an order by key wants it: the home of what lies in a city is the city, and
    the key, which homes lead, then answers in its own order without a sort."""
    if order[0].term != "home_code":
        return where
    parts = where.parts if isinstance(where, All) else (where,)
    return All(
        tuple(
            Compare("home_code", "eq", part.bind)
            if isinstance(part, Within) and part.tier == "CITY"
            else part
            for part in parts
        )
    )


@dataclass
class Ordering:
    """An order in a statement under construction. `start` is the FROM that has all it reaches;
    `values` are its terms there."""

    entity: Entity
    order: tuple[Order, ...]
    parameters: Parameters
    base: FromClause

    def __post_init__(self) -> None:
        self.start: FromClause = self.base
        self._near: dict[tuple[str, ...], FromClause] = {(): self.base}
        self._tallies = 0
        self.values = [self._value(self.entity, each.term, ()) for each in self.order]

    @property
    def reaches(self) -> bool:
        """Whether any term lies beyond the record itself."""
        return self.start is not self.base

    def _value(self, entity: Entity, wanted: Term, path: tuple[str, ...]) -> ColumnElement[Any]:
        near = self._near[path]
        if isinstance(wanted, str):
            return term(entity, near.c, wanted)
        link = entity.links[wanted.link]
        target = entities()[link.target]
        if isinstance(wanted, Via):
            path = (*path, wanted.link)
            if path not in self._near:
                far = target.table.alias(f"o{len(self._near)}_{wanted.link}")
                seen = condition(wanted.scope, target, far.c, self.parameters)
                on = and_(joined(link, near.c, far.c), seen)
                self.start = self.start.outerjoin(far, on)
                self._near[path] = far
            return self._value(target, wanted.term, path)
        mine = tallied(wanted, entity, near.c, self.parameters).correlate(near)
        tally = mine.lateral(f"t{self._tallies}_{wanted.link}")
        self._tallies += 1
        if path:  # no target, no tally
            self.start = self.start.outerjoin(tally, near.c[entity.key[-1]].is_not(None))
        else:
            self.start = self.start.join(tally, true())
        value: ColumnElement[Any] = tally.c.v
        return value

    def labelled(self) -> list[ColumnElement[Any]]:
        """The values that are no columns of the record, under their names."""
        return [
            value.label(place_name(self.order, n))
            for n, value in enumerate(self.values)
            if not isinstance(self.order[n].term, str)
        ]

    def within(self) -> list[ColumnElement[Any]]:
        """ORDER BY inside the page."""
        return self._directed(self.values)

    def again(self, columns: Columns, fixed: frozenset[str]) -> list[ColumnElement[Any]]:
        """ORDER BY over the page's rows. What is `fixed` inside the page is left out: outside it
        PostgreSQL no longer knows that it is, and would sort what is sorted."""
        return self._directed(
            [term(self.entity, columns, place_name(self.order, n)) for n in range(len(self.order))],
            fixed,
        )

    def _directed(
        self, values: Sequence[ColumnElement[Any]], fixed: frozenset[str] = frozenset()
    ) -> list[ColumnElement[Any]]:
        made: list[ColumnElement[Any]] = []
        for each, value in zip(self.order, values, strict=True):
            if each.term in fixed:
                continue
            directed = value.desc() if each.descending else value.asc()
            if nullable(self.entity, each.term):
                directed = directed.nulls_first() if each.nulls_first else directed.nulls_last()
            made.append(directed)
        return made

    def after(self) -> ColumnElement[bool]:
        """The rows beyond the cursor."""
        bounds = [
            self.parameters.of(CursorPart(n), type_of(self.entity, each.term))
            for n, each in enumerate(self.order)
        ]
        if len({each.descending for each in self.order}) == 1 and not any(
            nullable(self.entity, each.term) for each in self.order
        ):
            row, bound = tuple_(*self.values), tuple_(*bounds)
            return row < bound if self.order[0].descending else row > bound
        beyond: ColumnElement[bool] | None = None
        for each, value, bound in reversed(list(zip(self.order, self.values, bounds, strict=True))):
            strictly = value < bound if each.descending else value > bound
            same = value == bound
            if nullable(self.entity, each.term):
                first, last = (bound, value) if each.nulls_first else (value, bound)
                strictly = or_(strictly, and_(first.is_(None), last.is_not(None)))
                same = value.is_not_distinct_from(bound)
            beyond = strictly if beyond is None else or_(strictly, and_(same, beyond))
        assert beyond is not None
        return beyond
