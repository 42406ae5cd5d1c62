"""Inputs that name one record: by its id or by its business key (XBy, XKey)."""

from __future__ import annotations

from hub.query.types.forge import Forge, Spec
from hub.query.types.names import describe, own_fields, shown
from hub.query.types.outputs import wire_type
from schema.kinds import Field
from schema.model import Entity, Member


def add_lookups(forge: Forge) -> None:
    for name, entity in shown().items():
        forge.input(
            f"{name}Key", _key(entity), f"{entity.title}的业务主键 · The business key, whole."
        )
        forge.input(
            f"{name}By",
            [
                Spec("id", "ID", "节点标识 · By the id a query gave."),
                Spec("key", f"{name}Key", "业务主键 · By business key."),
            ],
            f"指明一条{entity.title} · Names one: exactly one way.",
            one_of=True,
        )


def _key(entity: Entity) -> list[Spec]:
    """The key's parts that are not derived: the region as its code, then the others."""
    wires: dict[str, tuple[str, Member]] = {
        field.name: (wire, field) for wire, field in own_fields(entity).items()
    }
    for link in entity.links.values():
        if link.field is not None:
            wires[link.field.name] = (link.wire, link)
    specs = []
    for column in entity.key:
        if column not in wires:
            continue
        wire, member = wires[column]
        type_ = wire_type(member) if isinstance(member, Field) else "String"
        specs.append(Spec(wire, f"{type_}!", describe(member)))
    return specs
