"""The rows of a grouping, `[ord] k0 … a0 …`: over the facts, or over a roll-up proved to hold them.

Two steps: the records with the keys and values that are wanted of them (`hub.query.sql.members`),
then their aggregates. `ord` is the place of the parent where a grouping hangs on records.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Numeric,
    Select,
    and_,
    cast,
    exists,
    func,
    literal_column,
    select,
    tuple_,
)
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes.groups import Dimension, Groups, Ready
from hub.query.plan.nodes.predicates import Measure
from hub.query.plan.rollup import serving
from hub.query.plan.summing import page_measures
from hub.query.sql.consolidated import inside
from hub.query.sql.members import key_type, members, same
from hub.query.sql.shelf import Parents
from hub.query.sql.statement import PageKey
from hub.query.sql.terms import NOTHING, Parameters, quotient, type_of, values_of
from schema.model import Entity, entities

WHOLE = ("count", "sum", "eliminated", "net", "distinct")
"""Measures of which nothing has the value 0."""


@dataclass(frozen=True)
class Grouped:
    """One statement of a grouping: what it is of, and the measures it computes."""

    node: Groups
    parents: Parents | None
    parameters: Parameters
    measures: tuple[Measure, ...]

    @property
    def entity(self) -> Entity:
        return entities()[self.node.entity]

    @property
    def ready(self) -> Ready | None:
        """The roll-up that serves the grouping, where it has all the statement computes."""
        return serving(self.node, self.measures)

    @property
    def ahead(self) -> int:
        """Columns before a row's keys: the place of the parent."""
        return 1 if self.parents else 0

    def names(self, dimensions: Sequence[Dimension]) -> list[str]:
        """The columns of a group's row, in order."""
        keys = [f"k{n}" for n in range(len(dimensions))]
        return [*(["ord"] if self.parents else []), *keys, *map(self.column, self.measures)]

    def column(self, measure: Measure) -> str:
        return f"a{self.measures.index(measure)}"


def measure_type(entity: Entity, measure: Measure) -> TypeEngine[Any]:
    if measure.what in ("count", "distinct"):
        return BigInteger()
    if measure.what in ("min", "max"):
        return type_of(entity, measure.term)
    return Numeric()


# -- groups ---------------------------------------------------------------------------------------


def cells(one: Grouped, dimensions: Sequence[Dimension]) -> Select[Any]:
    """SELECT [ord,] k0 …, a0 … — one row a group; without dimensions one in all, or a parent."""
    rows = _rows(one, dimensions)
    by = [rows.c.ord] if one.parents else []
    by += [rows.c[f"k{n}"] for n in range(len(dimensions))]
    made = select(*_told([*by, *_aggregates(one, rows)])).select_from(rows).group_by(*by)
    if one.ready and dimensions:
        made = made.having(func.sum(rows.c.n) != NOTHING)
    if one.parents and not dimensions:
        made = _each_parent(one, made)
    if not any(each.what == "share" for each in one.measures):
        return made
    groups = made.subquery("s")
    whole = [groups.c.ord] if one.parents else []
    shares = [
        quotient(value, func.sum(value).over(partition_by=whole)).label(one.column(each))
        for each in one.measures
        if each.what == "share"
        for value in (groups.c[one.column(Measure.named(each.term))],)
    ]
    return select(*groups.c, *shares)


def others(one: Grouped, page: int, size: Any) -> Select[Any]:
    """SELECT [ord,] a0 … of all records in none of the groups of a page."""
    dimensions = one.node.dimensions
    rows = _rows(one, dimensions)
    shown = page_rows(one, dimensions, page)
    start = rows.outerjoin(shown, _on_page(one, dimensions, rows, shown, size))
    by = [rows.c.ord] if one.parents else []
    answer = _told([*by, *_aggregates(one, rows, shown.c.rn.is_(None))])
    made = select(*answer).select_from(start)
    made = made.group_by(*by)
    return _each_parent(one, made) if one.parents else made


def _told(answer: list[ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    """Without keys and measures it is still one row, not one a record."""
    return answer or [func.count()]


def subtotals(one: Grouped, dimensions: Sequence[Dimension], page: int, size: Any) -> Select[Any]:
    """The groups by the first dimensions that a group of the page lies in."""
    groups = cells(one, dimensions).subquery("g")
    shown = page_rows(one, one.node.dimensions, page)
    found: Any = select(literal_column("1")).select_from(shown)
    found = found.where(_on_page(one, dimensions, groups, shown, size))
    return select(*groups.c).where(exists(found.correlate(groups)))


def page_rows(one: Grouped, dimensions: Sequence[Dimension], page: int) -> Any:
    """The keys of a page's groups as rows `[ord] k0 … rn`, `rn` counted from 1 in each page."""
    types: list[tuple[str, TypeEngine[Any]]] = [("ord", BigInteger())] if one.parents else []
    types += [(f"k{n}", key_type(one.entity, each)) for n, each in enumerate(dimensions)]
    place = len(types) + len(page_measures(one.node))
    arrays = [
        one.parameters.of(PageKey(page, n), ARRAY(type_)) for n, (_, type_) in enumerate(types)
    ]
    arrays.append(one.parameters.of(PageKey(page, place), ARRAY(BigInteger())))
    rows = func.unnest(*arrays).table_valued(*(name for name, _ in types), "rn")
    return rows.render_derived(name="q")


def _on_page(
    one: Grouped, dimensions: Sequence[Dimension], rows: Any, shown: Any, size: Any
) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [shown.c.rn <= size]
    if one.parents:
        parts.append(rows.c.ord == shown.c.ord)
    for n, each in enumerate(dimensions):
        parts.append(same(rows.c[f"k{n}"], shown.c[f"k{n}"], key_type(one.entity, each)))
    return and_(*parts)


def _each_parent(one: Grouped, made: Select[Any]) -> Select[Any]:
    """One row for every parent: counts and sums of nothing are 0."""
    assert one.parents is not None
    found = made.subquery("e")
    ahead = one.parents.rows(one.parameters)
    values = [
        (func.coalesce(value, NOTHING) if each.what in WHOLE else value).label(one.column(each))
        for each in one.measures
        if one.column(each) in found.c
        for value in (found.c[one.column(each)],)
    ]
    start = ahead.outerjoin(found, found.c.ord == ahead.c.ord)
    return select(ahead.c.ord, *values).select_from(start)


# -- aggregates -----------------------------------------------------------------------------------


def _rows(one: Grouped, dimensions: Sequence[Dimension]) -> Any:
    """The members of a statement's groups; what is paid inside a unit is told where it matters."""
    node, inputs, parameters = one.node, _inputs(one), one.parameters
    if any(each.what in ("eliminated", "net") for each in one.measures):
        return inside(node, one.parents, dimensions, inputs, parameters)
    return members(node, one.ready, one.parents, dimensions, inputs, parameters).subquery("m")


def _inputs(one: Grouped) -> tuple[str, ...]:
    """The terms read of each record, each once."""
    names = (name for each in one.measures for name in values_of(one.entity, each))
    return tuple(dict.fromkeys(names))


def _aggregates(one: Grouped, rows: Any, among: Any = None) -> list[ColumnElement[Any]]:
    """The measures, labelled a0 …; of the records `among` which something holds, where given.

    Shares are left to whoever knows the total, which is everything the `among` is cut from.
    """
    inputs = _inputs(one)

    def value(name: str) -> Any:
        return rows.c[f"v{inputs.index(name)}"]

    def compute(measure: Measure, limit: Any) -> Any:
        def of(made: Any) -> Any:
            return made if limit is None else made.filter(limit)

        def added(name: str) -> Any:
            return func.coalesce(of(func.sum(value(name))), NOTHING)

        names = values_of(one.entity, measure)
        match measure.what:
            case "count" if one.ready:
                return cast(func.coalesce(of(func.sum(rows.c.n)), NOTHING), BigInteger)
            case "count":
                return of(func.count())
            case "sum":
                return added(names[0])
            case "eliminated" | "net":
                paid = rows.c.e if limit is None else and_(rows.c.e, limit)
                gone = func.coalesce(func.sum(value(names[0])).filter(paid), NOTHING)
                return gone if measure.what == "eliminated" else added(names[0]) - gone
            case "min":
                return of(func.min(value(names[0])))
            case "max":
                return of(func.max(value(names[0])))
            case "avg":
                number = func.sum(rows.c.n) if one.ready else func.count(value(names[0]))
                return quotient(of(func.sum(value(names[0]))), of(number))
            case "ratio":
                return quotient(added(names[0]), added(names[1]))
            case "distinct" if len(names) == 1:
                return of(func.count(value(names[0]).distinct()))
            case "distinct":
                whole = and_(*(value(name).is_not(None) for name in names))
                named = func.count(tuple_(*(value(name) for name in names)).distinct())
                return named.filter(whole if limit is None else and_(whole, limit))
            case "share":
                part = Measure.named(measure.term)
                return quotient(compute(part, limit), compute(part, None))
        raise AssertionError(measure)

    return [
        compute(each, among).label(one.column(each))
        for each in one.measures
        if among is not None or each.what != "share"
    ]
