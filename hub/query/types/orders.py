"""Inputs of `orderBy`: one order per entity."""

from __future__ import annotations

from hub.query.types.forge import Forge, Spec
from hub.query.types.measured import WAY
from hub.query.types.names import describe, shown
from schema.model import Member, ResolvedLink


def add_orders(forge: Forge) -> None:
    """XOrder for every entity."""
    for name, entity in shown().items():
        orders = [
            Spec(wire, _input_of(member), describe(member))
            for wire, member in entity.members.items()
            if orderable(member)
        ]
        text = f"{entity.title}的一项排序 · One term of an order: exactly one field."
        forge.input(f"{name}Order", orders, text, one_of=True)


def orderable(member: Member) -> bool:
    """Everything but secrets."""
    return not getattr(member, "secret", False)


def _input_of(member: Member) -> str:
    if isinstance(member, ResolvedLink):
        return f"{member.target}{'ManyOrder' if member.many else 'Order'}"
    return WAY
