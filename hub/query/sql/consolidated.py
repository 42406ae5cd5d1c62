"""Lowering of consolidation: which records are paid inside the unit, and whose sides differ."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    and_,
    cast,
    exists,
    false,
    func,
    literal_column,
    select,
    true,
)

from hub.query.measures import elimination_of
from hub.query.plan.nodes.groups import Dimension, Groups, Unmatched, UnmatchedOutput
from hub.query.plan.nodes.predicates import Nothing
from hub.query.plan.nodes.records import Typename
from hub.query.sql.layout import Cell, Child, Fixed, ListPart, Out
from hub.query.sql.members import ancestor, members, tree_of
from hub.query.sql.rows import record_fields
from hub.query.sql.shelf import Lowering, Parents, Shelf, with_links
from hub.query.sql.terms import Parameters, condition, in_tree, joined, term
from schema.base import Elimination
from schema.model import Entity, entities


def inside(
    node: Groups,
    parents: Parents | None,
    dimensions: Sequence[Dimension],
    values: Sequence[str],
    parameters: Parameters,
) -> Any:
    """The members of a grouping, `[ord] k0 … v0 …`, and `e`: whether the record is paid to a
    member of the same unit."""
    entity = entities()[node.entity]
    declared = elimination_of(entity)
    assert declared is not None
    payee = declared.payee
    read = tuple(dict.fromkeys((*values, payee, "region_code", "fiscal_year")))
    rows = members(node, None, parents, dimensions, read, parameters).subquery("i")
    columns: Mapping[str, Any] = {name: rows.c[f"v{n}"] for n, name in enumerate(read)}
    start: Any = rows
    tests: list[ColumnElement[bool]] = []
    if node.unit is None:
        tests.append(false())
    else:
        tests.append(columns[payee].is_not(None))
        tests += [
            condition(each, entity, columns, parameters)
            for each in (node.unit.where, node.unit.scope)
        ]
        if parents is not None and node.hanging is not None and node.hanging.scope is not None:
            above = parents.rows(parameters).alias("o")
            start = start.join(above, above.c.ord == rows.c.ord)
            tests.append(_below(node, columns, payee, above.c.k0))
        pair = _unit_of(dimensions, payee)
        if pair is not None:
            n, other = pair
            key = columns[other.column]
            if other.how == "tier":
                key, start = ancestor(entity, columns, start, other, len(dimensions))
            tests.append(func.coalesce(rows.c[f"k{n}"] == key, false()))
    return select(*rows.c, and_(*tests).label("e")).select_from(start).subquery("m")


def _unit_of(dimensions: Sequence[Dimension], payee: str) -> tuple[int, Dimension] | None:
    """(the dimension whose regions are units, the same of the other side): the payer's region
    where it is grouped by, else the payee's."""
    for mine, other in (("region_code", payee), (payee, "region_code")):
        for n, each in enumerate(dimensions):
            if each.column == mine and not each.via:
                return n, replace(each, column=other)
    return None


def _below(node: Groups, columns: Mapping[str, Any], payee: str, code: Any) -> ColumnElement[bool]:
    """Whether the payee is the parent region, or lies below it in the tree asked for."""
    assert node.hanging is not None
    if node.hanging.scope == "OWN_LEVEL":
        same: ColumnElement[bool] = columns[payee] == code
        return same
    closure, above = in_tree(tree_of(node.hanging), entities()[node.entity], columns, payee)
    found: Any = select(literal_column("1")).where(above, closure.c.ancestor == code)
    return exists(found.correlate_except(closure))


# -- what does not match --------------------------------------------------------------------------


def lower_unmatched(
    low: Lowering, node: Groups, parents: Parents | None, part: Unmatched
) -> ListPart:
    """One row a pair of governments and document whose two sides differ (of each parent)."""
    entity = entities()[node.entity]
    declared = elimination_of(entity)
    assert declared is not None
    number, parameters = low.reserve(), Parameters()
    low.mark(f"{node.entity} unmatched", node.where, part.page)
    found = _pairs(node, parents, entity, declared, part, parameters).subquery("t")
    places = [*(["ord"] if parents else []), *NAMES.values()]
    columns: list[Any] = [found.c[name] for name in places]
    start: Any = found
    fields: list[Out] = []
    for each in part.outputs:
        if isinstance(each, UnmatchedOutput) and each.record is not None:
            region = entities()["Region"]
            far = region.table.alias(f"x{len(columns)}")
            shelf = Shelf(region, number, offset=len(columns))
            test = shelf.column((), "code")
            inner = record_fields(low, shelf, (), each.record)
            on = and_(
                far.c.code == found.c[NAMES[each.name]],
                condition(each.record.scope, region, far.c, parameters),
            )
            start, added = with_links(shelf, start.outerjoin(far, on), far.c, parameters)
            columns += added
            fields.append(Child(each.key, test, inner))
        else:
            fields.append(_cell(each, places))
    before = [found.c.ord] if parents else []
    query = select(*columns).select_from(start).order_by(*before, found.c.rn)
    low.finish(
        number, f"{node.entity} unmatched", query, parameters,
        parent=parents.number if parents else None, custom=parents is None,
    )  # fmt: skip
    return ListPart(part.key, "rows", tuple(fields), rows=number)


NAMES = {
    "payer": "payer", "payee": "payee", "fiscalYear": "year", "document": "document",
    "paid": "paid", "received": "received", "difference": "difference", "records": "n",
}  # fmt: skip
"""Field -> column."""


def _cell(output: UnmatchedOutput | Typename, places: list[str]) -> Out:
    if isinstance(output, Typename):
        return Fixed(output.key, output.name)
    place = places.index(NAMES[output.name])
    if output.name in ("paid", "received", "difference"):
        return Cell(output.key, place, "money", (output.unit or "YUAN", output.scale))
    return Cell(output.key, place, "count" if output.name == "records" else "plain")


def _pairs(
    node: Groups,
    parents: Parents | None,
    entity: Entity,
    declared: Elimination,
    part: Unmatched,
    parameters: Parameters,
) -> Any:
    """SELECT [ord,] payer, payee, year, document, paid, received, difference, n, rn.

    The pairs are those of the eliminated records; what is compared is all that was paid and
    received between the two under the document, whatever else the filter says. A caller who sees
    no receiver's records at all is told of none.
    """
    link = entity.links[declared.counterpart]
    target = entities()[link.target]
    near = tuple(dict.fromkeys(
        (*(local.column for local, _ in link.pairs if local.column), "region_code",
         declared.payee, "fiscal_year", declared.document)
    ))  # fmt: skip
    rows = inside(node, parents, node.dimensions, near, parameters)
    ahead = [rows.c.ord] if parents else []
    pairs = (
        select(*ahead, *(rows.c[f"v{n}"].label(name) for n, name in enumerate(near)))
        .where(rows.c.e).distinct().subquery("d")
    )  # fmt: skip
    given = entity.table.alias("g")
    paid = select(func.sum(term(entity, given.c, declared.paid))).where(
        *(
            given.c[name].is_not_distinct_from(pairs.c[name])
            if entity.fields[name].nullable
            else given.c[name] == pairs.c[name]
            for name in near
        ),
        condition(node.scope, entity, given.c, parameters),
    )
    taken = target.table.alias("r")
    answered = (
        select(func.sum(taken.c[declared.received]).label("received"), func.count().label("n"))
        .where(joined(link, pairs.c, taken.c))
        .where(condition(part.scope, target, taken.c, parameters))
        .correlate(pairs)
        .lateral("c")
    )
    spent = cast(paid.correlate(pairs).scalar_subquery(), BigInteger)
    both = (
        select(*pairs.c, spent.label("paid"), answered.c.received, answered.c.n)
        .select_from(pairs.join(answered, literal_column("true")))
        .subquery("b")
    )
    difference = both.c.paid - func.coalesce(both.c.received, literal_column("0"))
    named = (both.c.region_code, both.c[declared.payee], both.c.fiscal_year)
    key = [*named, both.c[declared.document]]
    place = func.row_number().over(
        partition_by=[both.c.ord] if parents else [],
        order_by=[func.abs(difference).desc(), *(each.asc().nulls_last() for each in key)],
    )
    listed = (
        select(
            *([both.c.ord] if parents else []),
            both.c.region_code.label("payer"),
            both.c[declared.payee].label("payee"),
            both.c.fiscal_year.label("year"),
            both.c[declared.document].label("document"),
            both.c.paid,
            cast(both.c.received, BigInteger).label("received"),
            cast(difference, BigInteger).label("difference"),
            both.c.n,
            place.label("rn"),
        )
        .where(both.c.paid.is_distinct_from(both.c.received))
        .where(false() if isinstance(part.scope, Nothing) else true())
        .subquery("u")
    )
    return select(*listed.c).where(listed.c.rn <= parameters.of(part.page.size, BigInteger()))
