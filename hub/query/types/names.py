"""Names of the GraphQL types that belong to an entity, and their texts."""

from __future__ import annotations

import re
from collections.abc import Mapping

from schema.kinds import Field, Formula, Ratio
from schema.model import Entity, Member, entities

HIDDEN = frozenset({"RegionClosure"})
"""Entities that are machinery: their content shows through others (`ancestors`, `within`)."""

UNITS = {"money": "元 yuan", "stock": "元 yuan", "rate": "as reported"}


def shown() -> Mapping[str, Entity]:
    """The entities on the wire, by name."""
    return {name: each for name, each in entities().items() if name not in HIDDEN}


def own_fields(entity: Entity) -> Mapping[str, Field]:
    """Plain fields on the wire, by wire name: no secrets, no codes that show as objects."""
    return {
        wire: member
        for wire, member in entity.members.items()
        if isinstance(member, Field) and not member.secret
    }


def unit_of(member: Member) -> str:
    """The unit of a member's values, or ''."""
    if isinstance(member, Formula):
        return UNITS["money"]
    if isinstance(member, Field):
        return member.unit or UNITS.get(member.kind.name, "")
    return ""


def describe(member: Member) -> str:
    """Title, English, the Ministry's name and the unit, as GraphQL shows them.

    >>> describe(shown()["Payment"].members["amount"])
    '支付金额 · Amount of the voucher; refunds negative. [元 yuan; MoF PAY_AMT]'
    """
    notes = [unit_of(member)]
    if isinstance(member, Ratio):
        notes = [f"{member.numerator} / {member.denominator}"]
    if isinstance(member, Formula):
        notes.append(member.expression)
    field = member if isinstance(member, Field) else getattr(member, "field", None)
    if field is not None and field.mof:
        notes.append(f"MoF {field.mof}")
    if field is not None and field.secret:
        notes.append("masked 脱敏")
    kept = "; ".join(note for note in notes if note)
    return f"{member.title} · {member.en}" + (f" [{kept}]" if kept else "")


def brief(wire: str, member: Member) -> str:
    """Title and name: enough where an input names what its output describes in full.

    >>> brief("amount", shown()["Payment"].members["amount"])
    '支付金额 · `amount`.'
    """
    return f"{member.title} · `{wire}`."


def grain_of(entity: Entity) -> str:
    """What one record is, as the entity's docstring says.

    >>> grain_of(shown()["Contract"]), grain_of(shown()["CodeMatch"])
    ('one contract', 'of one batch, field, grade')
    """
    found = re.search(r"grain:\s+(.+?)\.(?:\s|$)", entity.doc, re.DOTALL)
    assert found is not None, f"{entity.name} does not say its grain"
    grain = " ".join(found[1].split())
    return grain if grain.startswith("one ") else f"of one {grain}"


def describe_entity(entity: Entity) -> str:
    """The entity's own docstring: title, grain, key, source."""
    return entity.doc
