"""Terms and predicates as SQLAlchemy expressions. Values become parameters, never text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Numeric,
    Select,
    SmallInteger,
    and_,
    bindparam,
    cast,
    exists,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Because,
    Compare,
    Everything,
    IsNull,
    Linked,
    Measure,
    Not,
    Nothing,
    OwnLevel,
    Predicate,
    Some,
    Tally,
    Term,
    Under,
    Via,
    Within,
)
from hub.query.sql.statement import Source
from schema.base import Fact
from schema.model import Entity, ResolvedLink, entities
from schema.regions import FOREVER

PLACES: ColumnElement[Any] = literal_column("40")
"""Decimals of a quotient. Two quotients of whole numbers below 10²⁰ that differ, differ in these;
so its order is exact, and so is its rounding to the few places of the answer."""

NOTHING: ColumnElement[Any] = literal_column("0")
COUNTED, ENDS = ("count", "distinct"), ("min", "max")
"""Measures that are numbers of something; measures of one of the values there are."""

Columns = Mapping[str, ColumnElement[Any]] | ReadOnlyColumnCollection[str, Any]
"""The columns of a record in a statement, by name."""


@dataclass
class Parameters:
    """The parameters of one statement: each source once for each type it is compared with (an
    empty list may stand for texts and for days), under a name of its own."""

    named: dict[tuple[Source, str], str] = field(default_factory=dict)

    def of(self, source: Source, type_: TypeEngine[Any]) -> ColumnElement[Any]:
        name = self.named.setdefault((source, repr(type_)), f"p{len(self.named)}")
        return bindparam(name, type_=type_)


def term(entity: Entity, columns: Columns, name: str) -> ColumnElement[Any]:
    """A column, formula or ratio of an entity."""
    if name in entity.formulas:
        formula = entity.formulas[name]
        total: Any = None
        for sign, part in formula.terms:
            value = columns[part] if sign > 0 else -columns[part]
            total = value if total is None else total + value
        return cast(total, BigInteger)
    if name in entity.ratios:
        ratio = entity.ratios[name]
        over = cast(term(entity, columns, ratio.numerator), Numeric)
        return over / func.nullif(term(entity, columns, ratio.denominator), literal_column("0"))
    return columns[name]


def sources(entity: Entity, name: str) -> tuple[str, ...]:
    """The columns a term reads."""
    if name in entity.formulas:
        return tuple(part for _, part in entity.formulas[name].terms)
    if name in entity.ratios:
        ratio = entity.ratios[name]
        return sources(entity, ratio.numerator) + sources(entity, ratio.denominator)
    return (name,)


def values_of(entity: Entity, measure: Measure) -> tuple[str, ...]:
    """The terms of a record that a measure reads."""
    if measure.what in ("count", "share"):
        return ()
    if measure.what == "ratio":
        ratio = entity.ratios[measure.term]
        return (ratio.numerator, ratio.denominator)
    if measure.what == "distinct" and measure.term in entity.links:
        link = entity.links[measure.term]
        if link.field is not None:
            return (link.field.name,)
        return tuple(local.column for local, _ in link.pairs if local.column)
    return (measure.term,)


def quotient(over: ColumnElement[Any], under: ColumnElement[Any]) -> ColumnElement[Any]:
    """To 40 decimals; null on a zero denominator."""
    exact = func.round(cast(over, Numeric), PLACES, type_=Numeric())
    return exact / func.nullif(cast(under, Numeric), NOTHING, type_=Numeric())


def tallied(
    tally: Tally, entity: Entity, near: Columns, parameters: Parameters, depth: int = 0
) -> Select[Any]:
    """SELECT one value `v` over the records of a to-many link of the record in `near`."""
    link = entity.links[tally.link]
    target = entities()[link.target]
    far = target.table.alias(f"a{depth}_{tally.link}")
    read = [term(target, far.c, name) for name in values_of(target, tally.measure)]
    return select(_measured(tally.how, read).label("v")).where(
        joined(link, near, far.c), condition(tally.where, target, far.c, parameters, depth + 1)
    )


def _measured(how: str, read: list[ColumnElement[Any]]) -> ColumnElement[Any]:
    """A measure of records, of each of which these values are read."""
    match how:
        case "count":
            return func.count()
        case "min":
            return func.min(read[0])
        case "max":
            return func.max(read[0])
        case "avg":
            return quotient(func.sum(read[0]), func.count(read[0]))
        case "distinct":
            named = read[0] if len(read) == 1 else tuple_(*read)
            counted = func.count(named.distinct())
            whole = and_(*(each.is_not(None) for each in read))
            return counted if len(read) == 1 else counted.filter(whole)
    added = [func.coalesce(func.sum(each), NOTHING) for each in read]
    return added[0] if how == "sum" else quotient(*added)


def resolved(entity: Entity, wanted: Term) -> tuple[Entity, str | Tally]:
    """The term at the end of the links, and the entity it is one of."""
    while isinstance(wanted, Via):
        entity, wanted = entities()[entity.links[wanted.link].target], wanted.term
    return entity, wanted


def type_of(entity: Entity, wanted: Term) -> TypeEngine[Any]:
    """The type of a parameter that a term is compared with: wide enough for all a caller may
    write: a year 99999 is no year of any record, and no error; 0.12345 is not rounded to fit."""
    entity, name = resolved(entity, wanted)
    if isinstance(name, Tally):
        if name.how in COUNTED:
            return BigInteger()
        target = entities()[entity.links[name.link].target]
        return type_of(target, name.term) if name.how in ENDS else Numeric()
    if name in entity.formulas:
        return BigInteger()
    if name in entity.ratios:
        return Numeric()
    sql = entity.fields[name].kind.sql
    if isinstance(sql, Numeric):
        return Numeric()
    return Integer() if isinstance(sql, SmallInteger) else sql


def nullable(entity: Entity, wanted: Term) -> bool:
    if isinstance(wanted, Tally):
        return wanted.how not in (*COUNTED, "sum")
    if isinstance(wanted, Via) or wanted in entity.ratios:
        return True
    return any(entity.fields[each].nullable for each in sources(entity, wanted))


def python_of(entity: Entity, wanted: Term) -> type:
    """The type of a term's values as the database gives them."""
    entity, name = resolved(entity, wanted)
    if isinstance(name, Tally):
        if name.how in COUNTED:
            return int
        target = entities()[entity.links[name.link].target]
        return python_of(target, name.term) if name.how in ENDS else Decimal
    if name in entity.fields:
        return entity.fields[name].kind.python
    return (
        entity.fields[sources(entity, name)[0]].kind.python if name in entity.formulas else Decimal
    )


def constant(value: str | int | None) -> ColumnElement[Any]:
    """A constant of the model (a list's name), as text: it is no value of a request."""
    return literal_column(str(value) if isinstance(value, int) else f"'{value or ''}'")


def tree_year(entity: Entity, columns: Columns) -> ColumnElement[Any]:
    """The year whose tree a record's regions lie in: a fact's own, else the latest."""
    return columns["fiscal_year"] if entity.role is Fact else constant(FOREVER - 1)


def in_tree(
    tree: str, entity: Entity, columns: Columns, column: str
) -> tuple[Any, ColumnElement[bool]]:
    """(the closure, which of its rows lie above the region in a record's column in its year)."""
    closure, year = entities()["RegionClosure"].table.alias("d"), tree_year(entity, columns)
    return closure, and_(
        closure.c.tree == constant(tree),
        closure.c.descendant == columns[column],
        closure.c.from_year <= year,
        year < closure.c.to_year,
    )


def joined(link: ResolvedLink, near: Columns, far: Columns) -> ColumnElement[bool]:
    """The condition under which two records are linked."""
    return and_(
        *(
            far[column] == (near[local.column] if local.column else constant(local.constant))
            for local, column in link.pairs
        )
    )


ALWAYS, NEVER = literal_column("true", Boolean()), literal_column("false", Boolean())
"""Not SQLAlchemy's own: what stands beside those it leaves out, and its parameters with it, and a
bad value among them would go unnoticed."""


def any_of(
    parts: Sequence[Predicate], inner: Callable[[Predicate], ColumnElement[bool]]
) -> ColumnElement[bool]:
    """At least one of the parts."""
    made = [ALWAYS if isinstance(each, Everything) else inner(each) for each in parts]
    return or_(false(), *made)


def condition(
    part: Predicate, entity: Entity, columns: Columns, parameters: Parameters, depth: int = 0
) -> ColumnElement[bool]:
    """A predicate over one record."""

    def inner(each: Predicate) -> ColumnElement[bool]:
        return condition(each, entity, columns, parameters, depth)

    match part:
        case Everything():
            return true()
        case Nothing():
            return NEVER
        case Because(part=each):
            return inner(each)
        case All(parts=parts):
            return and_(true(), *(inner(each) for each in parts))
        case AnyOf(parts=parts):
            return any_of(parts, inner)
        case Not(part=each):
            return inner(each).is_not(true())
        case Compare():
            return _compare(part, entity, columns, parameters, depth)
        case IsNull(term=name, yes=yes):
            value = reached(entity, columns, name, parameters, depth)
            return value.is_(None) if yes else value.is_not(None)
        case Within(tier=tier, bind=bind):
            column = "region_code" if tier == "TOWNSHIP" else f"{tier.lower()}_code"
            return columns[column] == parameters.of(bind, Integer())
        case Under(column=column, bind=bind):
            closure, above = in_tree("ADMINISTRATIVE", entity, columns, column)
            asked: Any = select(literal_column("1")).where(
                above, closure.c.ancestor == parameters.of(bind, Integer())
            )
            return exists(asked.correlate_except(closure))
        case OwnLevel(homes=homes, codes=codes):
            many = ARRAY(Integer())
            return and_(
                columns["home_code"] == func.any(parameters.of(homes, many)),
                columns["region_code"] == func.any(parameters.of(codes, many)),
            )
        case Linked(link=name, part=each) | Some(link=name, part=each):
            link = entity.links[name]
            target = entities()[link.target]
            far = target.table.alias(f"f{depth}_{name}")
            found: Any = select(literal_column("1")).where(
                joined(link, columns, far.c),
                condition(each, target, far.c, parameters, depth + 1),
            )
            return exists(found)
    raise AssertionError(part)


def reached(
    entity: Entity, columns: Columns, wanted: Term, parameters: Parameters, depth: int
) -> ColumnElement[Any]:
    """A term of a record as a value, looked up where it lies beyond the record itself."""
    if isinstance(wanted, str):
        return term(entity, columns, wanted)
    assert isinstance(wanted, Tally), "a filter reaches a to-one link by Linked"
    return tallied(wanted, entity, columns, parameters, depth).scalar_subquery()


def _compare(
    part: Compare, entity: Entity, columns: Columns, parameters: Parameters, depth: int
) -> ColumnElement[bool]:
    value = reached(entity, columns, part.term, parameters, depth)
    return compared(value, part, type_of(entity, part.term), parameters)


def compared(
    value: ColumnElement[Any], part: Compare, type_: TypeEngine[Any], parameters: Parameters
) -> ColumnElement[bool]:
    """A value against the bound one."""
    if part.operator == "in":
        return value == func.any(parameters.of(part.bind, ARRAY(type_)))
    right = parameters.of(part.bind, type_)
    match part.operator:
        case "eq":
            return value == right
        case "ne":
            return value.is_distinct_from(right)
        case "lt":
            return value < right
        case "lte":
            return value <= right
        case "gt":
            return value > right
        case "gte":
            return value >= right
        case "like":
            return value.like(right)
        case "holds":
            return func.strpos(func.hub_folded(value), func.hub_folded(right)) > literal_column("0")
        case "bigrams":
            return _bigrams(value).op("@>", is_comparison=True)(_bigrams(right))
    raise AssertionError(part.operator)


def _bigrams(text: ColumnElement[Any]) -> ColumnElement[Any]:
    """The pairs of characters of a folded text, as the indexes of names have them."""
    return func.hub_bigrams(func.hub_folded(text))
