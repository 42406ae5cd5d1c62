"""Output types: interfaces, one type per entity, and its connection."""

from __future__ import annotations

from hub.query.documents import DOCUMENTS
from hub.query.types.forge import Forge, Spec
from hub.query.types.names import describe, describe_entity, shown
from hub.query.types.nested import nested_groups
from schema.base import Fact
from schema.kinds import Field, Formula, Ratio
from schema.model import Entity, Member, ResolvedLink

ID = Spec("id", "ID!", "节点标识 · Opaque id; holds the record's whole key.")

MONEY_ARGUMENTS = (
    Spec("unit", "MoneyUnit!", "单位 · Unit to give it in.", default="YUAN"),
    Spec("scale", "Int", "小数位数 · Decimals, 0 to 6; half-up. Default 2, 2, 4 by unit."),
)
TREE = Spec("tree", "Tree!", "所用的树 · Which tree.", default="ADMINISTRATIVE")


def add_outputs(forge: Forge) -> None:
    _shared(forge)
    for entity in shown().values():
        bases = ("Fact",) if entity.role is Fact else ("Node",)
        specs = [ID, *(_member(entity, wire, each) for wire, each in entity.members.items())]
        if entity.name == "Region":
            specs.append(
                Spec("ancestors", "[Region!]!", "各级上级 · Ancestors, nearest first.", (TREE,))
            )
        specs += nested_groups(entity)
        specs += [
            Spec(field, "JSON", document.text)
            for (of, field), document in DOCUMENTS.items()
            if of == entity.name
        ]
        forge.output(entity.name, specs, describe_entity(entity), *bases)
        _connection(forge, entity)


def connection_arguments(target: str) -> tuple[Spec, ...]:
    """The arguments of every list of `target`s."""
    return (
        Spec("where", f"{target}Filter", "条件 · Which of them."),
        Spec("orderBy", f"[{target}Order!]", "排序 · Order, most important first; then by key."),
        Spec(
            "first", "Int", "取前几条 · At most so many from the front; 50 unless said, to 10000."
        ),
        Spec("after", "String", "其后 · Only those after this cursor."),
        Spec("last", "Int", "取后几条 · At most so many, from the back."),
        Spec("before", "String", "其前 · Only those before this cursor."),
    )


def _shared(forge: Forge) -> None:
    forge.interface("Node", [ID], "节点 · Anything with an id.")
    lineage = shown()["Payment"].members
    forge.interface(
        "Fact",
        [
            Spec("region", "Region", "财政区划 · Fiscal region; own level."),
            Spec("fiscalYear", "Int!", "预算年度 · Fiscal year as the source says."),
            Spec("source", "String!", describe(lineage["source"])),
            Spec("sourceKey", "String!", describe(lineage["sourceKey"])),
        ],
        "事实 · A record of one region's own level (本级) in one fiscal year.",
        "Node",
    )
    forge.output(
        "PageInfo",
        [
            Spec("hasNextPage", "Boolean!", "还有下一页 · Whether more follow."),
            Spec("hasPreviousPage", "Boolean!", "还有上一页 · Whether there are some before."),
            Spec("startCursor", "String", "首条游标 · Cursor of the first here."),
            Spec("endCursor", "String", "末条游标 · Cursor of the last here."),
        ],
        "分页信息 · Where a page stands.",
    )


def _connection(forge: Forge, entity: Entity) -> None:
    name = entity.name
    forge.output(
        f"{name}Edge",
        [
            Spec("node", f"{name}!", f"{entity.title} · The record."),
            Spec("cursor", "String!", "游标 · Its place in this order."),
        ],
        f"{entity.title}及其游标 · One record with its cursor.",
    )
    forge.output(
        f"{name}Connection",
        [
            Spec("nodes", f"[{name}!]!", f"{entity.title} · The records of this page."),
            Spec("edges", f"[{name}Edge!]!", "带游标的记录 · The records with their cursors."),
            Spec("pageInfo", "PageInfo!", "分页信息 · Where this page stands."),
            Spec("totalCount", "Count!", "总数 · How many there are on all pages."),
        ],
        f"{entity.title}的一页 · A page of them.",
    )


def _member(entity: Entity, wire: str, member: Member) -> Spec:
    text = describe(member)
    if isinstance(member, ResolvedLink):
        if member.many:
            arguments = connection_arguments(member.target)
            return Spec(wire, f"{member.target}Connection!", text, arguments)
        return Spec(wire, member.target, text)
    if isinstance(member, Ratio):
        return Spec(wire, "Ratio", text)
    if isinstance(member, Formula):
        nullable = any(entity.fields[name].nullable for _, name in member.terms)
        return Spec(wire, "Money" if nullable else "Money!", text, MONEY_ARGUMENTS)
    return _field(wire, member, text)


def _field(wire: str, field: Field, text: str) -> Spec:
    if field.secret:
        return Spec(wire, "String", text)
    mark = "" if field.nullable else "!"
    name = wire_type(field)
    return Spec(wire, name + mark, text, MONEY_ARGUMENTS if name == "Money" else ())


def wire_type(field: Field) -> str:
    """The GraphQL type of a plain field; a region's own code is a string."""
    if field.states:
        return field.states.__name__
    return "String" if field.kind.name == "region" else field.kind.wire
