"""Types of `xGroups`: by what facts may be grouped, what is summed, and the answer's shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.query.types.forge import Forge, Spec
from hub.query.types.names import describe, own_fields, shown
from hub.query.types.outputs import MONEY_ARGUMENTS, wire_type
from schema.base import Fact, Record
from schema.model import Entity

LINEAGE = frozenset(vars(Record)["__annotations__"]) - {"source"}
"""Columns nobody groups by or sums; `source` one may group by."""

BY_LINK = {"Region": "RegionDimension", "Classification": "CodeDimension", "Agency": "Boolean"}
BY_KIND = {"day": "Period", "year": "Boolean", "state": "Boolean", "flag": "Boolean",
           "text": "Boolean"}  # fmt: skip


@dataclass(frozen=True)
class Dimension:
    """What a group may be made by: its input, and the type of its value in the group's key."""

    wire: str
    input: str
    key: str
    text: str


def dimensions(entity: Entity) -> Iterator[Dimension]:
    """Regions, codes and agency first, then days, years, states, flags and texts."""
    for link in entity.links.values():
        if link.field is not None:
            yield Dimension(link.wire, BY_LINK[link.target], link.target, describe(link))
    for wire, field in own_fields(entity).items():
        unique = field.key and field.kind.name == "text"
        if field.kind.name in BY_KIND and not unique and field.name not in LINEAGE:
            yield Dimension(wire, BY_KIND[field.kind.name], wire_type(field), describe(field))


def measures(entity: Entity) -> Iterator[Spec]:
    """What may be summed: flows of money, counts, quantities and formulas of flows."""
    fields = entity.fields
    for wire, field in own_fields(entity).items():
        if field.kind.summable and field.kind.name != "stock" and field.name not in LINEAGE:
            arguments = MONEY_ARGUMENTS if field.kind.wire == "Money" else ()
            yield Spec(wire, f"{field.kind.wire}!", describe(field), arguments)
    for name, formula in entity.formulas.items():
        if all(fields[term].kind.name == "money" for _, term in formula.terms):
            wire = next(wire for wire, each in entity.members.items() if each is formula)
            yield Spec(wire, "Money!", describe(entity.members[name]), MONEY_ARGUMENTS)


def add_groups(forge: Forge) -> None:
    _shared(forge)
    for entity in shown().values():
        if entity.role is Fact:
            _groups(forge, entity)


def _shared(forge: Forge) -> None:
    forge.input(
        "RegionDimension",
        [
            Spec("tier", "Tier", "级次 · Take together all below each region of this tier."),
            Spec("tree", "Tree!", "所用的树 · Tree that `tier` goes by.", default="ADMINISTRATIVE"),
        ],
        "按区划分组 · By region: each own code, or the ancestor of a tier.",
    )
    forge.input(
        "CodeDimension",
        [Spec("level", "Int", "级次 · Cut codes to this level (1 类, 2 款, 3 项); else in full.")],
        "按代码分组 · By a code of a list.",
    )


def _groups(forge: Forge, entity: Entity) -> None:
    name, title = entity.name, entity.title
    by, sums = list(dimensions(entity)), list(measures(entity))
    forge.input(
        f"{name}Dimension",
        [Spec(each.wire, each.input, each.text) for each in by],
        f"{title}的一个分组维度 · One dimension: exactly one field; for a Boolean, true.",
        one_of=True,
    )
    forge.output(
        f"{name}GroupKey",
        [Spec(each.wire, each.key, each.text) for each in by],
        f"{title}的分组键 · Values of the dimensions asked for; the others are null.",
    )
    group = [
        Spec("key", f"{name}GroupKey!", "分组键 · What the group has in common."),
        Spec("count", "Count!", "笔数 · How many records."),
    ]
    order = [
        Spec("count", "OrderDirection", "按笔数 · By the number of records."),
        Spec("key", "OrderDirection", "按分组键 · By the key, in the order of `by`."),
    ]
    if sums:
        forge.output(f"{name}Sum", sums, f"{title}的合计 · Sums; the sum of nothing is 0.00.")
        terms = [Spec(each.name, "OrderDirection", each.description) for each in sums]
        text = f"按{title}的一项合计排序 · By one sum: exactly one field."
        forge.input(f"{name}SumOrder", terms, text, one_of=True)
        group.append(Spec("sum", f"{name}Sum!", "合计 · Sums over the group."))
        order.append(Spec("sum", f"{name}SumOrder", "按合计 · By a sum."))
    forge.output(f"{name}Group", group, f"一组{title} · Records that agree in every dimension.")
    forge.output(
        f"{name}Groups",
        [
            Spec("nodes", f"[{name}Group!]!", "各组 · The groups of this page."),
            Spec("total", f"{name}Group!", "总计 · All groups together; its key is empty."),
            Spec("totalCount", "Count!", "组数 · How many groups there are on all pages."),
            Spec("pageInfo", "PageInfo!", "分页信息 · Where this page stands."),
        ],
        f"{title}的分组 · A page of groups.",
    )
    text = f"{title}分组的一项排序 · One term of an order: exactly one field."
    forge.input(f"{name}GroupOrder", order, text, one_of=True)


def group_arguments(entity: Entity) -> tuple[Spec, ...]:
    """The arguments of `xGroups`."""
    name = entity.name
    return (
        Spec("by", f"[{name}Dimension!]!", "分组维度 · Dimensions, outermost first."),
        Spec("where", f"{name}Filter", "条件 · Which records count."),
        Spec("orderBy", f"[{name}GroupOrder!]", "排序 · Order of the groups; by key unless said."),
        Spec("first", "Int", "取前几组 · At most so many: 50 unless said, to 10000."),
        Spec("after", "String", "其后 · Only those after this cursor."),
    )
