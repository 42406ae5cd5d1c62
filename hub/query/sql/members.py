"""The records of a grouping with the keys and values wanted of them, `[ord] k0 … v0 …`.

Over the facts a row is a record. Over a roll-up a row is a cell of it, with the number `n` of its
records; its values are then sums, and cells that are taken away count negative.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    false,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes.groups import Dimension, Groups, Hanging, Ready
from hub.query.plan.nodes.predicates import All, OwnLevel, Within
from hub.query.plan.rollup import declared
from hub.query.plan.values import Bind, Const
from hub.query.sql.shelf import Parents
from hub.query.sql.terms import (
    Columns,
    Parameters,
    condition,
    constant,
    in_tree,
    joined,
    term,
    tree_year,
)
from schema.base import Fact, Master
from schema.classification import LISTS
from schema.model import Entity, entities
from schema.regions import ROOT
from schema.rollups import Level, Month, Rollup, rollup_table

_INTS = ARRAY(Integer())
_FLAT = 64  # a flat list's codes are cut to no less than this
ZONE = "Asia/Shanghai"
"""Whose days an instant lies in."""

OWN_COLUMNS = ("PROVINCE", "CITY", "COUNTY")
"""Tiers whose region every record names itself."""


def reached_by(entity: Entity, dimension: Dimension) -> Entity:
    """The entity whose record a dimension is of: the grouped one, or one it is linked with."""
    for hop in dimension.via:
        entity = entities()[entity.links[hop.link].target]
    return entity


def key_type(entity: Entity, dimension: Dimension) -> TypeEngine[Any]:
    if dimension.how == "period":
        return Date()
    return reached_by(entity, dimension).fields[dimension.column].kind.sql


def same(one: Any, other: Any, type_: TypeEngine[Any]) -> ColumnElement[bool]:
    """Equal, or both null; written so that PostgreSQL can hash it."""
    absent: ColumnElement[Any] = literal_column(
        {Date: f"DATE '{date.min}'", Boolean: "false", Text: "''"}.get(type(type_), "0")
    )
    equal: Any = func.coalesce(one, absent) == func.coalesce(other, absent)
    return and_(equal, one.is_(None) == other.is_(None))


def members(
    node: Groups,
    ready: Ready | None,
    parents: Parents | None,
    dimensions: Sequence[Dimension],
    values: Sequence[str],
    parameters: Parameters,
) -> Select[Any]:
    """SELECT [ord,] k0 …, [n,] v0 … — one row a record, or a roll-up's cell."""
    if ready is not None:
        return _from_rollup(node, ready, parents, dimensions, values, parameters)
    return _from_facts(node, parents, dimensions, values, parameters)


# -- facts ----------------------------------------------------------------------------------------


def _from_facts(
    node: Groups,
    parents: Parents | None,
    dimensions: Sequence[Dimension],
    values: Sequence[str],
    parameters: Parameters,
) -> Select[Any]:
    entity = entities()[node.entity]
    base = entity.table.alias("b")
    start: Any = base
    columns: list[Any] = []
    if parents is not None:
        ahead = parents.rows(parameters)
        start = _hung(node.hanging, parents, ahead, entity, base)
        columns.append(ahead.c.ord)
    for n, each in enumerate(dimensions):
        key, start = fact_key(entity, base.c, start, each, n, parameters)
        columns.append(key.label(f"k{n}"))
    columns += [term(entity, base.c, name).label(f"v{n}") for n, name in enumerate(values)]
    query = select(*columns or [literal_column("1")]).select_from(start)
    return query.where(condition(All((node.scope, node.where)), entity, base.c, parameters))


def _hung(hanging: Hanging | None, parents: Parents, ahead: Any, entity: Entity, base: Any) -> Any:
    """FROM the facts with the parent rows each belongs to."""
    assert hanging is not None
    if not hanging.whole:
        return base.join(ahead, and_(*parents.match(ahead, base.c)))
    closure, above = in_tree(tree_of(hanging), entity, base.c, "region_code")
    return base.join(closure, above).join(ahead, closure.c.ancestor == ahead.c.k0)


def tree_of(hanging: Hanging) -> str:
    return "FISCAL" if hanging.scope == "WHOLE_FISCAL" else "ADMINISTRATIVE"


def under_parent(
    hanging: Hanging,
    pairs: Sequence[tuple[ColumnElement[Any], str]],
    entity: Entity,
    columns: Columns,
) -> ColumnElement[bool]:
    """Whether a record belongs to a parent, whose values stand on the near side of the pairs."""
    if not hanging.whole:
        return and_(*(columns[far] == near for near, far in pairs))
    closure, above = in_tree(tree_of(hanging), entity, columns, "region_code")
    ((code, _),) = pairs
    found: Any = select(literal_column("1")).where(above, closure.c.ancestor == code)
    return exists(found.correlate_except(closure))


def fact_key(
    entity: Entity, columns: Any, start: Any, dimension: Dimension, n: int, parameters: Parameters
) -> tuple[ColumnElement[Any], Any]:
    """A dimension's value of a record: (the expression, the FROM it needs)."""
    for depth, hop in enumerate(dimension.via):
        link = entity.links[hop.link]
        target = entities()[link.target]
        far = target.table.alias(f"v{n}_{depth}")
        seen = condition(hop.scope, target, far.c, parameters)
        start = start.outerjoin(far, and_(joined(link, columns, far.c), seen))
        entity, columns = target, far.c
    if not _climbs(entity, dimension):
        return _own_key(entity, columns, dimension), start
    return ancestor(entity, columns, start, dimension, n)


def ancestor(
    entity: Entity, columns: Columns, start: Any, dimension: Dimension, n: int
) -> tuple[ColumnElement[Any], Any]:
    """The region of a tier above the record's, as the tree has it: (the expression, its FROM)."""
    ancestors, on = _ancestors(entity, columns, dimension, n)
    return ancestors.c.code, start.outerjoin(ancestors, on)


def _climbs(entity: Entity, dimension: Dimension) -> bool:
    """Whether the tree has to be asked for the record's ancestor."""
    own = dimension.column == "region_code" and dimension.tree == "ADMINISTRATIVE"
    own = own and entity.role in (Fact, Master)
    return dimension.how == "tier" and not (own and dimension.detail in OWN_COLUMNS)


def _own_key(entity: Entity, columns: Columns, dimension: Dimension) -> ColumnElement[Any]:
    column: ColumnElement[Any] = columns[dimension.column]
    if dimension.how == "level":
        return func.left(column, constant(_width(entity, dimension)))
    if dimension.how == "period":
        if entity.fields[dimension.column].kind.name == "instant":
            column = func.timezone(constant(ZONE), column)
        return cast(func.date_trunc(constant(dimension.detail.lower()), column), Date)
    if dimension.how == "named":
        whole = and_(*(columns[each].is_not(None) for each in dimension.detail))
        return case((whole, column))
    if dimension.how == "tier":
        return columns[f"{dimension.detail.lower()}_code"]
    return column


def _ancestors(entity: Entity, columns: Columns, dimension: Dimension, n: int) -> tuple[Any, Any]:
    """(the regions of a tier with what lies below them, those above the record in its year)."""
    region, closure = entities()["Region"].table, entities()["RegionClosure"].table
    above, up = region.alias(f"r{n}"), closure.alias(f"u{n}")
    year = tree_year(entity, columns)
    ancestors = select(up.c.descendant, up.c.from_year, up.c.to_year, above.c.code).where(
        up.c.tree == constant(dimension.tree),
        up.c.ancestor == above.c.code,
        above.c.tier == constant(dimension.detail),
    ).subquery(f"a{n}")  # fmt: skip
    on = and_(
        ancestors.c.descendant == columns[dimension.column],
        ancestors.c.from_year <= year,
        year < ancestors.c.to_year,
    )
    return ancestors, on


def _width(entity: Entity, dimension: Dimension) -> int:
    declared = entity.fields[dimension.column].list
    assert declared is not None
    widths = LISTS[declared].widths or (_FLAT,)
    width: int = widths[dimension.detail - 1]
    return width


# -- roll-ups -------------------------------------------------------------------------------------


def _from_rollup(
    node: Groups,
    ready: Ready,
    parents: Parents | None,
    dimensions: Sequence[Dimension],
    values: Sequence[str],
    parameters: Parameters,
) -> Select[Any]:
    """Own rows for own levels; subtree rows for subtrees. By tier, what lies under no region of
    the tier is the whole less its parts: it has the null key."""
    entity, rollup = entities()[node.entity], declared(ready)
    table = rollup_table(rollup).alias("b")
    where = [condition(part, entity, table.c, parameters) for part in ready.parts]

    def arm(region: ColumnElement[Any], sign: int, start: Any, *first: Any) -> Select[Any]:
        keys = [
            (
                cast(region, Integer)
                if each.column == "region_code"
                else _rollup_key(entity, rollup, table, each)
            ).label(f"k{n}")
            for n, each in enumerate(dimensions)
        ]
        way: ColumnElement[Any] = literal_column(str(sign))
        read = [(way * term(entity, table.c, name)).label(f"v{n}") for n, name in enumerate(values)]
        made = select(*first, *keys, (way * table.c.count).label("n"), *read)
        return made.select_from(start).where(*where)

    if parents is not None:
        assert node.hanging is not None
        ahead = parents.rows(parameters)
        own = table.c.own == (true() if node.hanging.scope == "OWN_LEVEL" else false())
        start = table.join(ahead, and_(own, table.c.region_code == ahead.c.k0))
        return arm(table.c.region_code, 1, start, ahead.c.ord)
    tier = next((each for each in dimensions if each.how == "tier"), None)
    each = next((d for d in dimensions if d.column == "region_code" and d.how == "each"), None)
    within = ready.region
    if tier is None or tier.detail == "CENTRE":
        owned = each is not None or isinstance(within, OwnLevel)
        region = constant(ROOT) if tier is not None else table.c.region_code
        return arm(region, 1, table).where(_region(table, within, owned, parameters))
    asked = within.bind.values[0] if isinstance(within, Within) else Const(None)
    codes = parameters.of(Bind((asked,), "regions of tier", (tier.detail,)), _INTS)
    parts = and_(table.c.region_code == func.any(codes), table.c.own == false())
    stacked = union_all(
        arm(table.c.region_code, 1, table).where(parts),
        arm(null(), 1, table).where(_region(table, within, False, parameters)),
        arm(null(), -1, table).where(parts),
    ).subquery("w")
    return select(*stacked.c)


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
