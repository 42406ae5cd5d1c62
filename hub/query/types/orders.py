"""Inputs of `orderBy`: one order per entity, and one per target of a to-many link."""

from __future__ import annotations

from hub.query.measures import flows
from hub.query.types.forge import Forge, Spec
from hub.query.types.measured import WAY, order_of, whats
from hub.query.types.names import describe, shown
from schema.model import Entity, Member, ResolvedLink


def add_orders(forge: Forge) -> None:
    """XOrder for every entity, and XManyOrder for every target of a to-many link."""
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
    texts = {
        "sum": "按合计 · By a sum; of nothing it is 0.",
        "min": "按最小值 · By the least; of nothing null.",
        "max": "按最大值 · By the greatest; of nothing null.",
    }
    for what in whats(entity):
        if what.field in texts and (what.field != "sum" or flows(name)):
            specs.append(Spec(what.field, order_of(entity, what), texts[what.field]))
    text = f"按{title}(多条)排序 · By a tally of them: exactly one of count, sum, min and max."
    forge.input(f"{name}ManyOrder", specs, text)
