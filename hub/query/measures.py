"""What may be computed of an entity's groups: derived from its declaration.

Sums, averages: flows of money, counts, quantities, formulas of these, and stocks where the entity
declares the point in time they stand at. Least and greatest: whatever has an order of size or
time. Distinct: regions, codes, agencies, linked records, texts.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from schema.base import Elimination, Fact, Record
from schema.kinds import Field, Formula, Ratio
from schema.model import Entity, Member, ResolvedLink, entities

LINEAGE = frozenset(vars(Record)["__annotations__"]) - {"source"}
"""Columns nobody groups by or computes with; `source` one may group by."""

SIZES = ("money", "stock", "count", "ordinal", "quantity", "rate", "day", "instant")
"""Kinds whose values have a least and a greatest."""

Offered = Mapping[str, Member]
"""Wire name -> member, in declared order."""


@cache
def offered(name: str, what: str) -> Offered:
    """The members of an entity that a measure can be of. what: sum, eliminated, net, min, max, avg,
    distinct, ratio.

    >>> list(offered("Payment", "sum"))
    ['amount', 'paid']
    """
    entity = entities()[name]
    test = {"sum": _sums, "eliminated": _flows, "net": _flows, "avg": _sums, "min": _sizes,
            "max": _sizes, "distinct": _distinct, "ratio": _ratios}[what]  # fmt: skip
    found = {wire: each for wire, each in entity.members.items() if test(entity, each)}
    return MappingProxyType(found)


def flows(name: str) -> Offered:
    """What of an entity may be summed whatever the records: no stocks."""
    entity = entities()[name]
    found = offered(name, "sum").items()
    return {wire: each for wire, each in found if not stocks(entity, term_of(each, entity))}


def term_of(member: Member, entity: Entity) -> str:
    """The name by which a plan knows a member: a field's column, a link's, formula's or ratio's."""
    if isinstance(member, (Field, ResolvedLink)):
        return member.name
    named = {**entity.formulas, **entity.ratios}
    return next(name for name, each in named.items() if each is member)


@cache
def groupings(name: str) -> Mapping[str, tuple[Entity, str | None]]:
    """The groupings of facts that are fields of an entity: field -> (the facts' entity, the
    to-many link to them). Under a region, None: every fact is its own, or of regions below it.

    >>> [(field, link) for field, (_, link) in groupings("Batch").items()]
    []
    >>> groupings("Project")["paymentRequestGroups"][1]
    'payment_requests'
    """
    facts = {each.name: each for each in entities().values() if each.role is Fact}
    if name == "Region":
        return {f"{each.singular_wire}Groups": (each, None) for each in facts.values()}
    links = [each for each in entities()[name].links.values() if each.many]
    return {
        f"{_one(each.wire)}Groups": (facts[each.target], each.name)
        for each in links
        if each.target in facts
    }


def _one(many: str) -> str:
    """
    >>> _one("paymentRequests"), _one("bodies"), _one("children")
    ('paymentRequest', 'body', 'child')
    """
    if many.endswith("ies"):
        return many.removesuffix("ies") + "y"
    return many.removesuffix("ren").removesuffix("s")


def stocks(entity: Entity, term: str) -> bool:
    """Whether a term is a stock, or a formula or ratio of stocks."""
    if term in entity.ratios:
        ratio = entity.ratios[term]
        return stocks(entity, ratio.numerator) or stocks(entity, ratio.denominator)
    if term in entity.formulas:
        return any(stocks(entity, name) for _, name in entity.formulas[term].terms)
    return entity.fields[term].kind.name == "stock"


def point_of(entity: Entity) -> str | None:
    """The column of the point in time the entity's stocks stand at, or None."""
    return (entity.cls.point or None) if issubclass(entity.cls, Fact) else None


def elimination_of(entity: Entity) -> Elimination | None:
    """What the entity's records eliminate when they are consolidated, or None."""
    return entity.cls.eliminates if issubclass(entity.cls, Fact) else None


def repeats_of(entity: Entity) -> tuple[str, ...]:
    """The flags of rows that repeat what other rows hold."""
    return entity.cls.repeats if issubclass(entity.cls, Fact) else ()


def _plain(member: Member) -> bool:
    return isinstance(member, Field) and not member.secret and member.name not in LINEAGE


def _sums(entity: Entity, member: Member) -> bool:
    if isinstance(member, Formula):
        return all(_sums(entity, entity.fields[name]) for _, name in member.terms)
    if not isinstance(member, Field) or not _plain(member) or member.key:
        return False
    return member.kind.summable and (member.kind.name != "stock" or point_of(entity) is not None)


def _flows(entity: Entity, member: Member) -> bool:
    """Sums of money of an entity that declares an elimination."""
    money = isinstance(member, Formula) or (
        isinstance(member, Field) and member.kind.name == "money"
    )
    return elimination_of(entity) is not None and money and _sums(entity, member)


def _sizes(entity: Entity, member: Member) -> bool:
    if isinstance(member, Formula):
        return True
    return isinstance(member, Field) and _plain(member) and member.kind.name in SIZES


def _distinct(entity: Entity, member: Member) -> bool:
    if isinstance(member, ResolvedLink):
        near = [local.column for local, _ in member.pairs if local.column]
        return not member.many and not any(entity.fields[name].secret for name in near)
    if not isinstance(member, Field) or not _plain(member):
        return False
    return member.kind.name == "text" and not member.key


def _ratios(entity: Entity, member: Member) -> bool:
    if not isinstance(member, Ratio):
        return False
    parts = [
        entity.formulas.get(name) or entity.fields[name]
        for name in (member.numerator, member.denominator)
    ]
    return all(_sums(entity, part) for part in parts)
