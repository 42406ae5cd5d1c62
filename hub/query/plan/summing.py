"""Which sums may be asked: stocks at one point in time, and no row together with its repeats.

Total, others and shares take all records together, a group those of its key, a subtotal those of
a prefix of it. What a sum takes together must lie at one point in time where the records stand at
some, and must not mix rows with rows that repeat them: fixed by a filter, or a dimension of its
key.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hub.query.measures import PERIODS, dimensions_of, near, point_of, repeats_of
from hub.query.plan.nodes.groups import (
    Dimension,
    GroupNodes,
    Groups,
    MeasureOutput,
    Subtotals,
    Totals,
)
from hub.query.plan.nodes.predicates import All, AnyOf, Compare, IsNull, Measure, Not, Predicate
from schema.kinds import Field, camel
from schema.model import Entity, ResolvedLink, entities
from schema.problems import HubError


def check_sums(entity: Entity, node: Groups) -> None:
    """raises: Q150 for a stock summed over time, Q151 for rows summed with what repeats them"""
    fixed = frozenset(_fixed(node.where))
    if node.hanging is not None and node.hanging.link is not None:
        link = entities()[node.hanging.entity].links[node.hanging.link]
        fixed |= {column for _, column in link.pairs}
    for measure, dimensions in _asked(node):
        own = (each for each in dimensions if not each.via)
        keyed = fixed | {each.column for each in own if each.how == "each" or _daily(each)}
        _check(entity, measure, keyed)


def measures_of(outputs: Any) -> Iterator[Measure]:
    """Every measure in the outputs of a group, not those of lists inside it."""
    for each in outputs:
        if isinstance(each, MeasureOutput):
            yield each.measure
        elif hasattr(each, "outputs"):
            yield from measures_of(each.outputs)


def having_measures(part: Predicate) -> Iterator[Measure]:
    """The measures a condition on groups compares."""
    if isinstance(part, (Compare, IsNull)):
        assert isinstance(part.term, str), "measures stand by their names"
        yield Measure.named(part.term)
    elif isinstance(part, (All, AnyOf)):
        for each in part.parts:
            yield from having_measures(each)
    elif isinstance(part, Not):
        yield from having_measures(part.part)


def order_measures(node: Groups) -> Iterator[Measure]:
    for each in node.order:
        if isinstance(each.by, Measure):
            yield each.by


def page_measures(node: Groups) -> tuple[Measure, ...]:
    """The measures of a page of groups: answered of them, compared and ordered by; each once."""
    found: dict[Measure, None] = {}
    for part in node.parts:
        if isinstance(part, GroupNodes):
            found |= dict.fromkeys(measures_of(part.outputs))
    found |= dict.fromkeys(having_measures(node.having))
    found |= dict.fromkeys(order_measures(node))
    return with_bases(found)


def with_bases(measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """Each measure once, and what shares are of before them."""
    found: dict[Measure, None] = {}
    for each in measures:
        if each.what == "share":
            found[Measure.named(each.term)] = None
        found[each] = None
    return tuple(found)


def _asked(node: Groups) -> Iterator[tuple[Measure, Sequence[Dimension]]]:
    """(measure, the dimensions its records agree in)."""
    every, prefixes = node.dimensions, node.prefixes[:-1]
    for measure in (*order_measures(node), *having_measures(node.having)):
        yield measure, every
    for part in node.parts:
        if isinstance(part, GroupNodes):
            yield from _of(part.outputs, every)
        elif isinstance(part, Totals):
            yield from _of(part.outputs, ())
        elif isinstance(part, Subtotals):
            for _, _, outputs in part.fields:
                for prefix in prefixes:
                    yield from _of(outputs, prefix)


def _of(
    outputs: Any, dimensions: Sequence[Dimension]
) -> Iterator[tuple[Measure, Sequence[Dimension]]]:
    for measure in measures_of(outputs):
        if measure.what == "share":
            yield Measure.named(measure.term), ()
        else:
            yield measure, dimensions


def _check(entity: Entity, measure: Measure, keyed: frozenset[str]) -> None:
    if measure.what not in ("sum", "eliminated", "net", "avg", "ratio"):
        return
    point = point_of(entity)
    if measure.what != "avg" and point is not None and point not in keyed:
        raise HubError(
            "Q150", entity=entity.name, term=camel(measure.term),
            point=entity.fields[point].wire, by=_by(entity, point),
        )  # fmt: skip
    for column in repeats_of(entity):
        if column not in keyed:
            field = entity.fields[column]
            raise HubError(
                "Q151", entity=entity.name, term=camel(measure.term), flag=field.wire,
                value="false" if field.kind.name == "flag" else "…", by=_by(entity, column),
            )  # fmt: skip


def _by(entity: Entity, column: str) -> str:
    """How to group by each value of a column."""
    for wire, member in dimensions_of(entity.name).items():
        if isinstance(member, Field) and member.name == column:
            return f"{wire}: {'DAY' if member.kind.name in PERIODS else 'true'}"
        if isinstance(member, ResolvedLink) and near(member) == (column,):
            return f"{wire}: {'{}' if member.field else 'true'}"
    raise AssertionError(f"{entity.name} is not grouped by {column}")


def _daily(dimension: Dimension) -> bool:
    return dimension.how == "period" and dimension.detail == "DAY"


def _fixed(where: Predicate) -> Iterator[str]:
    """Columns that have one value in all records a filter lets through."""
    if isinstance(where, (Compare, IsNull)) and isinstance(where.term, str):
        if where.yes if isinstance(where, IsNull) else where.operator == "eq":
            yield where.term
    elif isinstance(where, All):
        for part in where.parts:
            yield from _fixed(part)
