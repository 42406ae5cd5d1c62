"""The rows of a grouping, `k0 … n s0 …`: over the facts, or over a roll-up proved to hold them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    cast,
    false,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)

from hub.query.plan.nodes import (
    All,
    Dimension,
    Facts,
    Groups,
    OwnLevel,
    Ready,
    Within,
)
from hub.query.plan.values import Bind, Const
from hub.query.sql.terms import Parameters, condition, constant, term
from schema.classification import LISTS
from schema.model import Entity, entities
from schema.regions import FOREVER, ROOT
from schema.rollups import ROLLUPS, Level, Month, Rollup, rollup_table

_INTS = ARRAY(Integer())
_FLAT = 64  # a flat list's codes are cut to no less than this


@dataclass(frozen=True)
class Grouped:
    """What the grouping's statements share."""

    entity: Entity
    node: Groups
    sums: tuple[str, ...]

    def source(self, parameters: Parameters, keyed: bool) -> Select[Any]:
        """SELECT [k0 …,] n, s0 … — one row a group, or one in all."""
        dimensions = self.node.dimensions if keyed else ()
        if isinstance(self.node.source, Ready):
            return _from_rollup(self, self.node.source, dimensions, parameters)
        assert isinstance(self.node.source, Facts)
        return _from_facts(self, dimensions, parameters)


def _from_facts(
    grouped: Grouped, dimensions: Sequence[Dimension], parameters: Parameters
) -> Select[Any]:
    entity, node = grouped.entity, grouped.node
    base = entity.table.alias("b")
    start: Any = base
    keys: list[ColumnElement[Any]] = []
    for n, each in enumerate(dimensions):
        key, start = _fact_key(entity, base.c, start, each, n)
        keys.append(key.label(f"k{n}"))
    sums = [
        func.coalesce(func.sum(term(entity, base.c, name)), literal_column("0")).label(f"s{n}")
        for n, name in enumerate(grouped.sums)
    ]
    query = select(*keys, func.count().label("n"), *sums).select_from(start)
    query = query.where(condition(All((node.scope, node.where)), entity, base.c, parameters))
    return query.group_by(*(literal_column(str(n + 1)) for n in range(len(keys))))


def _fact_key(
    entity: Entity, columns: Any, start: Any, dimension: Dimension, n: int
) -> tuple[ColumnElement[Any], Any]:
    column = columns[dimension.column]
    if dimension.how == "level":
        return func.left(column, constant(_width(entity, dimension))), start
    if dimension.how == "period":
        return cast(func.date_trunc(constant(dimension.detail.lower()), column), Date), start
    if dimension.how != "tier":
        return column, start
    own = dimension.column == "region_code" and dimension.tree == "ADMINISTRATIVE"
    if own and dimension.detail in ("PROVINCE", "CITY", "COUNTY"):
        return columns[f"{dimension.detail.lower()}_code"], start
    region, closure = entities()["Region"].table, entities()["RegionClosure"].table
    above, up = region.alias(f"r{n}"), closure.alias(f"u{n}")
    year = columns["fiscal_year"] if "fiscal_year" in entity.fields else constant(FOREVER - 1)
    ancestors = select(up.c.descendant, up.c.from_year, up.c.to_year, above.c.code).where(
        up.c.tree == constant(dimension.tree),
        up.c.ancestor == above.c.code,
        above.c.tier == constant(dimension.detail),
    ).subquery(f"a{n}")  # fmt: skip
    on = and_(
        ancestors.c.descendant == column,
        ancestors.c.from_year <= year,
        year < ancestors.c.to_year,
    )
    return ancestors.c.code, start.outerjoin(ancestors, on)


def _width(entity: Entity, dimension: Dimension) -> int:
    declared = entity.fields[dimension.column].list
    assert declared is not None
    widths = LISTS[declared].widths or (_FLAT,)
    width: int = widths[dimension.detail - 1]
    return width


def _from_rollup(
    grouped: Grouped, source: Ready, dimensions: Sequence[Dimension], parameters: Parameters
) -> Select[Any]:
    """Own rows for own levels; subtree rows for subtrees. By tier, what lies under no region of
    the tier is the whole less its parts: it has the null key."""
    rollup = next(each for each in ROLLUPS if each.name == source.rollup)
    table = rollup_table(rollup).alias("b")
    tier = next((each for each in dimensions if each.how == "tier"), None)
    each = next((d for d in dimensions if d.column == "region_code" and d.how == "each"), None)
    within = source.region
    if tier is not None and tier.detail != "CENTRE":
        asked = within.bind.values[0] if isinstance(within, Within) else Const(None)
        codes = parameters.of(Bind((asked,), "regions of tier", (tier.detail,)), _INTS)
        parts = and_(table.c.region_code == func.any(codes), table.c.own == false())
        arms = [
            _arm(grouped, rollup, dimensions, table, table.c.region_code, 1).where(parts),
            _arm(grouped, rollup, dimensions, table, null(), 1).where(
                _region(table, within, False, parameters)
            ),
            _arm(grouped, rollup, dimensions, table, null(), -1).where(parts),
        ]
    else:
        own = each is not None or isinstance(within, OwnLevel)
        region = constant(ROOT) if tier is not None else table.c.region_code
        arm = _arm(grouped, rollup, dimensions, table, region, 1)
        arms = [arm.where(_region(table, within, own, parameters))]
    where = [condition(part, grouped.entity, table.c, parameters) for part in source.parts]
    stacked: Any = arms[0].where(*where) if len(arms) == 1 else union_all(
        *(arm.where(*where) for arm in arms)
    )  # fmt: skip
    rows = stacked.subquery("u")
    keys = [rows.c[f"k{n}"] for n in range(len(dimensions))]
    sums = [
        func.coalesce(func.sum(rows.c[f"s{n}"]), literal_column("0")).label(f"s{n}")
        for n in range(len(grouped.sums))
    ]
    count = func.coalesce(func.sum(rows.c.n), literal_column("0"))
    query = select(*keys, cast(count, BigInteger).label("n"), *sums)
    if not keys:
        return query
    return query.group_by(*keys).having(func.sum(rows.c.n) != literal_column("0"))


def _arm(
    grouped: Grouped,
    rollup: Rollup,
    dimensions: Sequence[Dimension],
    table: Any,
    region: ColumnElement[Any],
    sign: int,
) -> Select[Any]:
    keys = [
        (
            cast(region, Integer)
            if each.column == "region_code"
            else _rollup_key(grouped.entity, rollup, table, each)
        ).label(f"k{n}")
        for n, each in enumerate(dimensions)
    ]
    way: ColumnElement[Any] = literal_column(str(sign))
    sums = [
        (way * term(grouped.entity, table.c, name)).label(f"s{n}")
        for n, name in enumerate(grouped.sums)
    ]
    return select(*keys, (way * table.c.count).label("n"), *sums).select_from(table)


def _region(table: Any, within: Any, own: bool, parameters: Parameters) -> ColumnElement[bool]:
    side = table.c.own == (true() if own else false())
    if isinstance(within, Within):
        return and_(side, table.c.region_code == parameters.of(within.bind, Integer()))
    if isinstance(within, OwnLevel):
        return and_(side, table.c.region_code == func.any(parameters.of(within.codes, _INTS)))
    return side if own else and_(side, table.c.region_code == constant(ROOT))


def _rollup_key(
    entity: Entity, rollup: Rollup, table: Any, dimension: Dimension
) -> ColumnElement[Any]:
    for each in rollup.dimensions:
        if each.column != dimension.column:
            continue
        column: ColumnElement[Any] = table.c[each.name]
        if isinstance(each, Month):
            day = cast(func.nullif(column, constant("")), Date)
            return cast(func.date_trunc(constant(dimension.detail.lower()), day), Date)
        if isinstance(each, Level):
            return func.nullif(column, constant(""))
        if dimension.how == "level":
            column = func.left(column, constant(_width(entity, dimension)))
        if not isinstance(table.c[each.name].type, Text):
            return column
        return func.nullif(column, constant(""))
    raise AssertionError(dimension)
