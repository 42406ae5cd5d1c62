"""What an entity's records may be grouped by, and what may be computed of the groups: derived from
its declaration.

Dimensions, of which different values may be counted too: regions, codes, agencies, linked records,
days and instants, years, states, flags, texts. Sums, averages: flows of money, counts, quantities,
formulas of these, and stocks where the entity declares the point in time they stand at. Least and
greatest: whatever has an order of size or time.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from schema.base import Elimination, Fact, Record
from schema.kinds import NUMBER, TIME, Field, Formula, Ratio
from schema.model import Entity, Member, ResolvedLink, entities

LINEAGE = frozenset(vars(Record)["__annotations__"]) - {"source"}
"""Columns nobody groups by or computes with; `source` one may group by."""

PERIODS = ("day", "instant")
"""Kinds that are grouped by the period they lie in, in Asia/Shanghai."""

PLAIN = (*PERIODS, "year", "state", "flag", "text")
"""Kinds of plain fields that may be grouped by."""

NAMED_BY = {"Region": "region_code", "Agency": "agency_code"}
"""Entities under which all records are grouped that name them in this column."""

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
            "max": _sizes, "distinct": _groups, "ratio": _ratios}[what]  # fmt: skip
    found = {wire: each for wire, each in entity.members.items() if test(entity, each)}
    return MappingProxyType(found)


@cache
def dimensions_of(name: str) -> Offered:
    """The members of an entity that its records may be grouped by: regions, codes and agencies
    first, then linked records, then what is plain.

    >>> list(dimensions_of("ContractChange"))
    ['region', 'contract', 'contractNo', 'changedOn', 'reason', 'source']
    """
    entity = entities()[name]
    found = [(wire, each) for wire, each in entity.members.items() if _groups(entity, each)]

    def rank(item: tuple[str, Member]) -> int:
        _, member = item
        return 2 if not isinstance(member, ResolvedLink) else 0 if member.field else 1

    return MappingProxyType(dict(sorted(found, key=rank)))


@cache
def throughs(name: str) -> Mapping[str, ResolvedLink]:
    """The to-one links through which an entity's records are grouped by what is said of another
    record: field -> link.

    >>> list(throughs("Contract"))
    ['ofAgency', 'ofAward', 'ofPlan', 'ofProject', 'ofSupplier']
    """
    found = dimensions_of(name).values()
    links = [each for each in found if isinstance(each, ResolvedLink)]
    whole = [each for each in links if each.field is None or each.target == "Agency"]
    return MappingProxyType({f"of{each.wire[0].upper()}{each.wire[1:]}": each for each in whole})


def near(link: ResolvedLink) -> tuple[str, ...]:
    """The columns of a record by which it names another."""
    return tuple(local.column for local, _ in link.pairs if local.column)


def flows(name: str) -> Offered:
    """What of an entity may be summed whatever the records: nothing that stands at a point in time
    or that other rows repeat."""
    entity = entities()[name]
    if point_of(entity) is not None or repeats_of(entity):
        return {}
    return offered(name, "sum")


def term_of(member: Member, entity: Entity) -> str:
    """The name by which a plan knows a member: a field's column, a link's, formula's or ratio's."""
    if isinstance(member, (Field, ResolvedLink)):
        return member.name
    named = {**entity.formulas, **entity.ratios}
    return next(name for name, each in named.items() if each is member)


@cache
def groupings(name: str) -> Mapping[str, tuple[Entity, str | None]]:
    """The groupings that are fields of an entity: field -> (the entity grouped, the to-many link to
    its records). None under a region and an agency: every record that names it, of a region also
    those of regions below it.

    >>> [(field, link) for field, (_, link) in groupings("Tender").items()]
    [('awardGroups', 'awards')]
    >>> groupings("Region")["contractGroups"][1], groupings("Region")["childGroups"][1]
    (None, 'children')
    """
    found: dict[str, tuple[Entity, str | None]] = {}
    if name in NAMED_BY:
        named = [each for each in entities().values() if NAMED_BY[name] in each.fields]
        found |= {f"{each.singular_wire}Groups": (each, None) for each in named}
    links = [each for each in entities()[name].links.values() if each.many]
    found |= {f"{_one(each.wire)}Groups": (entities()[each.target], each.name) for each in links}
    return MappingProxyType(found)


def _one(many: str) -> str:
    """
    >>> _one("paymentRequests"), _one("bodies"), _one("children"), _one("codeMatches")
    ('paymentRequest', 'body', 'child', 'codeMatch')
    """
    if many.endswith("ies"):
        return many.removesuffix("ies") + "y"
    if many.endswith("ches"):
        return many.removesuffix("es")
    return many.removesuffix("ren").removesuffix("s")


def point_of(entity: Entity) -> str | None:
    """The column of the point in time the entity's records stand at, or None."""
    return entity.cls.point or None


def elimination_of(entity: Entity) -> Elimination | None:
    """What the entity's records eliminate when they are consolidated, or None."""
    return entity.cls.eliminates if issubclass(entity.cls, Fact) else None


def repeats_of(entity: Entity) -> tuple[str, ...]:
    """The columns that tell rows from others which repeat what they hold."""
    return entity.cls.repeats


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
    """Whatever is compared by size: amounts, numbers, days and instants."""
    if isinstance(member, Formula):
        return True
    sized = isinstance(member, Field) and member.kind.operators in (NUMBER, TIME)
    return sized and not getattr(member, "secret", False)


def _groups(entity: Entity, member: Member) -> bool:
    if isinstance(member, ResolvedLink):
        return not member.many and not any(entity.fields[name].secret for name in near(member))
    if not isinstance(member, Field) or not _plain(member) or member.kind.name not in PLAIN:
        return False
    return not (member.kind.name == "text" and _own_id(entity, member))


def _own_id(entity: Entity, field: Field) -> bool:
    """Whether the field tells a record from all others of its kind, or of its region and year."""
    alone = entity.is_record or len(entity.key) == 1
    return alone and field.name == entity.key[-1]


def _ratios(entity: Entity, member: Member) -> bool:
    if not isinstance(member, Ratio):
        return False
    parts = [
        entity.formulas.get(name) or entity.fields[name]
        for name in (member.numerator, member.denominator)
    ]
    return all(_sums(entity, part) for part in parts)
