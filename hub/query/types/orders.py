"""Inputs of `orderBy`: one order per entity, and one per target of a to-many link."""

from __future__ import annotations

from collections.abc import Iterator

from hub.query.measures import flows
from hub.query.types.forge import Forge, Spec
from hub.query.types.names import describe, own_fields, shown
from schema.kinds import NUMBER, TIME, Formula
from schema.model import Entity, Member, ResolvedLink

WAY = "OrderDirection"


def add_orders(forge: Forge) -> None:
    """XOrder for every entity; XManyOrder, and what it sums and compares, for every target of a
    to-many link."""
    many = {link.target for each in shown().values() for link in each.links.values() if link.many}
    for name, entity in shown().items():
        orders = [
            Spec(wire, _input_of(member), describe(member))
            for wire, member in entity.members.items()
            if orderable(member)
        ]
        text = f"{entity.title}的一项排序 · One term of an order: exactly one field."
        forge.input(f"{name}Order", orders, text, one_of=True)
        if name in many:
            _many(forge, entity)


def orderable(member: Member) -> bool:
    """Everything but secrets."""
    return not getattr(member, "secret", False)


def _input_of(member: Member) -> str:
    if isinstance(member, ResolvedLink):
        return f"{member.target}{'ManyOrder' if member.many else 'Order'}"
    return WAY


def _many(forge: Forge, entity: Entity) -> None:
    name, title = entity.name, entity.title
    specs = [
        Spec("where", f"{name}Filter", "条件 · Which of them count; all unless said."),
        Spec("count", WAY, "按条数 · By how many there are."),
    ]
    sums = [Spec(wire, WAY, describe(each)) for wire, each in flows(entity.name).items()]
    if sums:
        text = f"按{title}的一项合计排序 · By one sum: exactly one field."
        forge.input(f"{name}ManySumOrder", sums, text, one_of=True)
        specs.append(Spec("sum", f"{name}ManySumOrder", "按合计 · By a sum; of nothing it is 0."))
    ends = list(_ends(entity))
    if ends:
        text = f"按{title}的一项最值排序 · By one least or greatest value: exactly one field."
        forge.input(f"{name}ManyEndOrder", ends, text, one_of=True)
        specs.append(
            Spec("min", f"{name}ManyEndOrder", "按最小值 · By the least; of nothing null.")
        )
        specs.append(
            Spec("max", f"{name}ManyEndOrder", "按最大值 · By the greatest; of nothing null.")
        )
    text = f"按{title}(多条)排序 · By a tally of them: exactly one of count, sum, min and max."
    forge.input(f"{name}ManyOrder", specs, text)


def _ends(entity: Entity) -> Iterator[Spec]:
    """Fields that have a least and a greatest value: amounts, numbers, days."""
    for wire, field in own_fields(entity).items():
        if field.kind.operators in (NUMBER, TIME):
            yield Spec(wire, WAY, describe(field))
    for wire, member in entity.members.items():
        if isinstance(member, Formula):
            yield Spec(wire, WAY, describe(member))
