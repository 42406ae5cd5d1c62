"""Types of groups: by what records may be grouped, what is computed, and the answer's shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.query.measures import PERIODS, dimensions_of, offered, point_of, throughs
from hub.query.types.consolidation import add_unmatched, unmatched_field
from hub.query.types.forge import Forge, Spec
from hub.query.types.measured import WAY, add_measures, having_of, order_of, whats
from hub.query.types.names import brief, describe, grain_of, shown
from hub.query.types.outputs import connection_arguments, wire_type
from schema.kinds import Field
from schema.model import Entity, Member, ResolvedLink

BY_LINK = {"Region": "ByRegion", "Classification": "ByCode"}
"""What a dimension that is a region or code takes; other dimensions take true, days a period."""


@dataclass(frozen=True)
class Dimension:
    """What a group may be made by: its input, and the type of its value in the group's key."""

    wire: str
    input: str
    key: str
    member: Member

    @property
    def text(self) -> str:
        return describe(self.member)

    @property
    def brief(self) -> str:
        return brief(self.wire, self.member)


def dimensions(entity: Entity) -> Iterator[Dimension]:
    """Regions, codes and agency first, then linked records, then plain fields."""
    for wire, member in dimensions_of(entity.name).items():
        if isinstance(member, ResolvedLink):
            by = BY_LINK.get(member.target, "Boolean") if member.field else "Boolean"
            yield Dimension(wire, by, member.target, member)
        else:
            assert isinstance(member, Field)
            dated = member.kind.name in PERIODS
            by, key = ("Period", "Date") if dated else ("Boolean", wire_type(member))
            yield Dimension(wire, by, key, member)


def add_groups(forge: Forge) -> None:
    _shared(forge)
    for entity in shown().values():
        _groups(forge, entity)


def _shared(forge: Forge) -> None:
    forge.output(
        "Coverage",
        [
            Spec("source", "String!", "来源系统 · Source system."),
            Spec("records", "Count!", "笔数 · How many of the records asked about it delivered."),
            Spec("lastChangedAt", "DateTime", "最近变动 · When the newest of them was loaded."),
            Spec(
                "lastBatchAt", "DateTime",
                "最近批次 · End of its last complete batch of this entity; null if not visible.",
            ),
        ],
        "数据覆盖 · What of the records asked about came from a source, and until when.",
    )  # fmt: skip
    forge.input(
        "ByRegion",
        [
            Spec("tier", "Tier", "级次 · Take together all below each region of this tier."),
            Spec("tree", "Tree!", "所用的树 · Tree that `tier` goes by.", default="ADMINISTRATIVE"),
        ],
        "按区划分组 · By region: each own code, or the ancestor of a tier.",
    )
    forge.input(
        "ByCode",
        [Spec("level", "Int", "级次 · Cut codes to this level (1 类, 2 款, 3 项); else in full.")],
        "按代码分组 · By a code of a list.",
    )
    forge.output("CountShare", [COUNT_SHARE], "笔数占比 · Share in the number; six places.")


def _groups(forge: Forge, entity: Entity) -> None:
    name, title = entity.name, entity.title
    by = list(dimensions(entity))
    others = throughs(name).items()
    forge.input(
        f"{name}Dimension",
        [
            *(Spec(each.wire, each.input, each.brief) for each in by),
            *(Spec(wire, f"{link.target}Dimension", _through(link)) for wire, link in others),
        ],
        f"{title}的一个分组维度 · One dimension: exactly one field; for a Boolean, true.",
        one_of=True,
    )
    forge.output(
        f"{name}GroupKey",
        [
            *(Spec(each.wire, each.key, each.text) for each in by),
            *(Spec(wire, f"{link.target}GroupKey!", _through(link)) for wire, link in others),
        ],
        f"{title}的分组键 · Values of the dimensions asked for; the others are null.",
    )
    add_measures(forge, entity)
    add_unmatched(forge, entity)
    share = _share(forge, entity)
    values = [
        Spec("count", "Count!", _counted(entity)),
        *(Spec(each.field, f"{name}{each.suffix}!", each.text) for each in whats(entity)),
        Spec("share", f"{share}!", "占比 · Share in the total of all records asked about."),
    ]
    forge.output(
        f"{name}Group",
        [
            Spec("key", f"{name}GroupKey!", "分组键 · What the group has in common."),
            *values,
            Spec("rows", f"{name}Connection!", "明细 · The group's records.", _rows(name)),
        ],
        f"一组{title} · Records that agree in every dimension.",
    )
    forge.output(f"{name}Totals", values, f"{title}合计 · Records taken together.")
    _parts(forge, entity)
    _order(forge, entity, by)
    _having(forge, entity)


def _through(link: ResolvedLink) -> str:
    return f"{link.title} · By what is said of its `{link.wire}`; null where there is none."


def _counted(entity: Entity) -> str:
    """What a count counts: the entity's grain, and whether the same things stand there again."""
    again, point = "", point_of(entity)
    if point is not None:
        again = f"; the same ones stand there again for each `{entity.fields[point].wire}`"
    return f"笔数 · How many records, each {grain_of(entity)}{again}."


def _rows(name: str) -> tuple[Spec, ...]:
    return tuple(
        each for each in connection_arguments(name) if each.name in ("orderBy", "first", "after")
    )


COUNT_SHARE = Spec("count", "Ratio", "笔数占比 · Share in the number of records.")


def _share(forge: Forge, entity: Entity) -> str:
    """The type of shares: quotients of counts or of sums; null where the total is zero."""
    name = entity.name
    sums = offered(name, "sum")
    if not sums:
        return "CountShare"
    forge.output(
        f"{name}SumShare",
        [Spec(wire, "Ratio", brief(wire, member)) for wire, member in sums.items()],
        f"{entity.title}合计占比 · Share of each sum in the total.",
    )
    share = [COUNT_SHARE, Spec("sum", f"{name}SumShare!", "合计占比 · Share in the sums.")]
    forge.output(f"{name}Share", share, f"{entity.title}占比 · Shares in the total; six places.")
    return f"{name}Share"


def _parts(forge: Forge, entity: Entity) -> None:
    name, title = entity.name, entity.title
    covered = Spec("coverage", "[Coverage!]!", "数据覆盖 · Sources of the records asked about.")
    forge.output(
        f"{name}Subtotals",
        [
            Spec("depth", "Int!", "层次 · By how many dimensions, from the first of `by`."),
            Spec("nodes", f"[{name}Group!]!", "小计 · By key; whole, whatever page they are for."),
        ],
        f"{title}小计 · The groups on this page, taken together by their first dimensions.",
    )
    forge.output(
        f"{name}Groups",
        [
            Spec("nodes", f"[{name}Group!]!", "各组 · The groups of this page."),
            Spec("total", f"{name}Totals!", "总计 · All records asked about."),
            Spec("others", f"{name}Totals!", "其余 · All records in none of this page's groups."),
            Spec("subtotals", f"[{name}Subtotals!]!", "小计 · One for each proper prefix of `by`."),
            Spec("totalCount", "Count!", "组数 · How many groups there are on all pages."),
            Spec("pageInfo", "PageInfo!", "分页信息 · Where this page stands."),
            *unmatched_field(entity),
            *([covered] if entity.is_record else []),
        ],
        f"{title}的分组 · A page of groups.",
    )


def _order(forge: Forge, entity: Entity, by: list[Dimension]) -> None:
    name, title = entity.name, entity.title
    ways = [Spec(each.wire, WAY, each.brief) for each in by]
    text = f"按{title}的一个分组维度排序 · By one of the dimensions of `by`: exactly one field."
    forge.input(f"{name}DimensionOrder", ways, text, one_of=True)
    order = [
        Spec("count", WAY, "按笔数 · By the number of records."),
        Spec("key", WAY, "按分组键 · By the key, in the order of `by`."),
        Spec("by", f"{name}DimensionOrder", "按一个维度 · By one dimension."),
    ]
    order += [Spec(each.field, order_of(entity, each), each.text) for each in whats(entity)]
    text = f"{title}分组的一项排序 · One term of an order: exactly one field."
    forge.input(f"{name}GroupOrder", order, text, one_of=True)


def _having(forge: Forge, entity: Entity) -> None:
    having = f"{entity.name}Having"
    specs = [
        Spec("and", f"[{having}!]", "且 · Every one of these holds."),
        Spec("or", f"[{having}!]", "或 · At least one of these holds."),
        Spec("not", having, "非 · This does not hold."),
        Spec("count", "CountFilter", "笔数 · How many records."),
    ]
    specs += [Spec(each.field, having_of(entity, each), each.text) for each in whats(entity)]
    forge.input(having, specs, f"{entity.title}分组的条件 · All that are given must hold.")
