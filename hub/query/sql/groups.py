"""Lowering of groupings: their pages, totals and counts, and the objects their keys are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    Numeric,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes import (
    Dimension,
    GroupOrder,
    GroupPart,
    Groups,
    KeyOutput,
    Measure,
    Typename,
)
from hub.query.plan.rollup import measures
from hub.query.sql.grouped import Grouped
from hub.query.sql.layout import Cell, Child, Fixed, GroupList, ListPart, Nested, Out
from hub.query.sql.rows import form_of_kind, record_fields
from hub.query.sql.shelf import Lowering, Shelf, with_links, words_of
from hub.query.sql.statement import CursorPart, Seek
from hub.query.sql.terms import Parameters, condition, constant
from schema.classification import LATEST, LISTS
from schema.model import Entity, entities


def lower_groups(low: Lowering, key: str, node: Groups) -> GroupList:
    """A grouping: statements of its groups, its total and their number, and its layout."""
    entity = entities()[node.entity]
    wanted = dict.fromkeys(each.term for each in measures(node))
    wanted |= dict.fromkeys(each.by for each in node.order if each.by not in ("count", "key"))
    grouped = Grouped(entity, node, tuple(wanted))
    kinds = {part.kind for part in node.parts}
    extra = "pageInfo" in kinds
    predicates = f"{words_of(node.where)} {words_of(node.scope)}"
    words = f"{node.entity} groups {node.dimensions} {predicates} {node.order}"
    mark = low.mark(words, node.where, node.page)
    rows: int | None = None
    order: tuple[int, ...] = ()
    made: dict[str, ListPart] = {}
    if kinds & {"nodes", "pageInfo"}:
        rows, order, made = _rows(low, grouped, extra, mark)
    total = _total(low, grouped) if "total" in kinds else None
    count = _count(low, grouped) if "totalCount" in kinds else None
    parts = tuple(_part(grouped, made, each) for each in node.parts)
    return GroupList(key, rows, total, count, parts, extra, order, mark)


# -- statements -----------------------------------------------------------------------------------


def _rows(
    low: Lowering, grouped: Grouped, extra: bool, mark: int
) -> tuple[int, tuple[int, ...], dict[str, ListPart]]:
    node = grouped.node
    number = low.reserve()
    parameters = Parameters()
    groups = grouped.source(parameters, keyed=True).subquery("g")
    order = _ordering(grouped)
    page = select(groups)
    seek = None
    if node.page.seek is not None:
        kinds = tuple(_python(type_) for _, _, type_ in order)
        seek = Seek(node.page.seek, kinds, mark)
        page = page.where(_after(groups.c, order, parameters))
    page = page.order_by(*_order_by(groups.c, order))
    size = parameters.of(node.page.size, BigInteger())
    cut = page.limit(size + literal_column("1") if extra else size).subquery("t")
    base = len(node.dimensions) + 1 + len(grouped.sums)
    query: Any = select(*cut.c).select_from(cut)
    made: dict[str, ListPart] = {}
    start: Any = cut
    columns: list[Any] = list(cut.c)
    for part in node.parts:
        if part.kind != "nodes":
            continue
        fields: list[Any] = []
        for each in part.parts:
            if each.kind != "key":
                fields.append(_group_field(grouped, each))
                continue
            outs: list[Any] = []
            for output in each.keys:
                if isinstance(output, Typename):
                    outs.append(Fixed(output.key, output.name))
                    continue
                out, start, added = _key_out(
                    low, number, grouped, output, cut, start, parameters, base
                )
                base += len(added)
                columns += added
                outs.append(out)
            fields.append(Nested(each.key, tuple(outs)))
        made[part.key] = ListPart(part.key, "nodes", tuple(fields))
    query = select(*columns).select_from(start).order_by(*_order_by(cut.c, order))
    low.finish(number, f"{node.entity} groups", query, parameters, seek=seek, custom=True)
    places = tuple(list(cut.c.keys()).index(name) for name, _, _ in order)
    return number, places, made


def _total(low: Lowering, grouped: Grouped) -> int:
    number = low.reserve()
    parameters = Parameters()
    query = grouped.source(parameters, keyed=False)
    low.finish(number, f"{grouped.node.entity} total", query, parameters, custom=True)
    return number


def _count(low: Lowering, grouped: Grouped) -> int:
    number = low.reserve()
    parameters = Parameters()
    groups = grouped.source(parameters, keyed=True).subquery("g")
    query = select(func.count()).select_from(groups)
    low.finish(number, f"{grouped.node.entity} group count", query, parameters, custom=True)
    return number


# -- order and paging -----------------------------------------------------------------------------

Ordering = tuple[str, GroupOrder, TypeEngine[Any]]


def _ordering(grouped: Grouped) -> tuple[Ordering, ...]:
    """(column of the group, its order, type) in order; keys stand for every dimension."""
    made: list[Ordering] = []
    for each in grouped.node.order:
        made += _terms_of(grouped, each)
    return tuple(made)


def _terms_of(grouped: Grouped, order: GroupOrder) -> list[Ordering]:
    if order.by == "count":
        return [("n", order, BigInteger())]
    if order.by == "key":
        return [
            (f"k{n}", order, key_type(grouped.entity, each))
            for n, each in enumerate(grouped.node.dimensions)
        ]
    return [(f"s{grouped.sums.index(order.by)}", order, Numeric())]


def key_type(entity: Entity, dimension: Dimension) -> TypeEngine[Any]:
    if dimension.how == "period":
        return Date()
    return entity.fields[dimension.column].kind.sql


def _order_by(columns: Any, order: Sequence[Ordering]) -> list[ColumnElement[Any]]:
    made = []
    for name, each, _ in order:
        way = columns[name].desc() if each.descending else columns[name].asc()
        made.append(way.nulls_first() if each.nulls_first else way.nulls_last())
    return made


def _after(columns: Any, order: Sequence[Ordering], parameters: Parameters) -> ColumnElement[bool]:
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


def _python(type_: TypeEngine[Any]) -> type:
    python: type = type_.python_type
    return python


# -- the answer -----------------------------------------------------------------------------------


def _part(grouped: Grouped, made: dict[str, ListPart], part: Any) -> ListPart:
    if part.kind == "nodes":
        return made[part.key]
    if part.kind == "total":
        fields = tuple(_group_field(grouped, each, total=True) for each in part.parts)
        return ListPart(part.key, "total", fields)
    if part.kind == "__typename":
        return ListPart(part.key, "fixed", value=part.fields[0][0])
    return ListPart(part.key, part.kind, names=part.fields)


def _group_field(grouped: Grouped, part: GroupPart, total: bool = False) -> Any:
    """A field of a group. In the total there are no key columns, and its key is all nulls."""
    keys = 0 if total else len(grouped.node.dimensions)
    if part.kind == "count":
        return Cell(part.key, keys, "count")
    if part.kind == "__typename":
        return Fixed(part.key, f"{grouped.entity.name}Group")
    if part.kind == "key":
        return Nested(
            part.key,
            tuple(
                Fixed(each.key, each.name if isinstance(each, Typename) else None)
                for each in part.keys
            ),
        )
    fields: list[Out] = []
    for each in part.measures:
        if isinstance(each, Typename):
            fields.append(Fixed(each.key, each.name))
        else:
            fields.append(_sum_cell(grouped, each, keys))
    return Nested(part.key, tuple(fields))


def _sum_cell(grouped: Grouped, measure: Measure, keys: int) -> Cell:
    declared = grouped.entity.fields.get(measure.term)
    place = keys + 1 + grouped.sums.index(measure.term)
    kind = declared.kind.name if declared else "money"
    if kind == "money":
        return Cell(measure.key, place, "sum", (measure.unit or "YUAN", measure.scale))
    return Cell(measure.key, place, "count" if kind == "count" else "decimal")


def _key_out(
    low: Lowering,
    number: int,
    grouped: Grouped,
    output: KeyOutput,
    cut: Any,
    start: Any,
    parameters: Parameters,
    base: int,
) -> tuple[Out, Any, list[Any]]:
    """A dimension in the answer: (its layout, the FROM with its join, the columns it adds)."""
    names = [each.name for each in grouped.node.dimensions]
    if output.dimension not in names:
        return Fixed(output.key, None), start, []
    place = names.index(output.dimension)
    dimension = grouped.node.dimensions[place]
    if output.record is None:
        declared = grouped.entity.fields[dimension.column]
        return Cell(output.key, place, form_of_kind(declared.kind.name)), start, []
    link = grouped.entity.links[_link_name(grouped.entity, dimension)]
    target = entities()[link.target]
    code = cut.c[f"k{place}"]
    if target.name == "Classification":
        far, on = _named_code(grouped, dimension, cut, code, base)
    else:
        far = target.table.alias(f"x{base}")
        on = far.c[target.key[-1]] == code
    on = and_(on, condition(output.record.scope, target, far.c, parameters))
    shelf = Shelf(target, number, offset=base)
    test = shelf.column((), target.key[-1])
    fields = record_fields(low, shelf, (), output.record)
    joined, added = with_links(shelf, start.outerjoin(far, on), far.c, parameters)
    return Child(output.key, test, fields), joined, added


def _link_name(entity: Entity, dimension: Dimension) -> str:
    return next(
        link.name
        for link in entity.links.values()
        if link.field and link.field.name == dimension.column
    )


def _named_code(
    grouped: Grouped, dimension: Dimension, cut: Any, code: Any, base: int
) -> tuple[Any, ColumnElement[bool]]:
    """Which dated row of the classification names the code: of the group's own year and budget
    where it has them, else the latest name, in the first budget that has the code.

    Found for each code by itself, so that PostgreSQL remembers it from group to group.
    """
    declared = grouped.entity.fields[dimension.column].list
    assert declared is not None
    keyed = {each.column: f"k{n}" for n, each in enumerate(grouped.node.dimensions)}
    table = entities()["Classification"].table.alias(f"c{base}")
    by_year = LISTS[declared].dated and "fiscal_year" in keyed
    year = cut.c[keyed["fiscal_year"]] if by_year else constant(LATEST)
    query = select(table).where(
        table.c.list == constant(declared), table.c.year == year, table.c.code == code
    )
    if not LISTS[declared].by_budget:
        query = query.where(table.c.budget_type == constant(""))
    elif "budget_type" in keyed:
        query = query.where(table.c.budget_type == cut.c[keyed["budget_type"]])
    first = query.order_by(table.c.budget_type).limit(literal_column("1"))
    return first.correlate(cut).lateral(f"x{base}"), true()
