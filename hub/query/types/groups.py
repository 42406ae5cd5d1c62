"""Types of groups: by what facts may be grouped, what is computed, and the answer's shape."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.query.measures import LINEAGE, offered
from hub.query.types.consolidation import add_unmatched, unmatched_field
from hub.query.types.filters import filter_of
from hub.query.types.forge import Forge, Spec
from hub.query.types.names import describe, own_fields, shown
from hub.query.types.outputs import MONEY_ARGUMENTS, connection_arguments, wire_type
from schema.base import Fact
from schema.kinds import Field, Formula, Ratio
from schema.model import Entity, Member

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


@dataclass(frozen=True)
class What:
    """One kind of measure: its field, what its types are called after, and what it says.

    `whole`: whether it always has a value. `wire`: the type of its values, else each member's own.
    """

    field: str
    suffix: str
    offered: str
    text: str
    whole: bool = False
    wire: str = ""


WHATS = (
    What("sum", "Sum", "sum", "合计 · Sums; the sum of nothing is 0.", whole=True),
    What(
        "eliminated", "Flows", "eliminated", whole=True,
        text="抵销 · What of the sum one member of the whole pays another; 0 when summed.",
    ),
    What("net", "Flows", "net", "净额 · The sum less what is eliminated.", whole=True),
    What("min", "Extremes", "min", "最小 · The least value."),
    What("max", "Extremes", "max", "最大 · The greatest value."),
    What("avg", "Average", "avg", "平均 · Mean of the values there are, rounded once."),
    What(
        "countDistinct", "Distinct", "distinct", whole=True, wire="Count",
        text="去重计数 · How many different values there are, null not counted.",
    ),
    What("ratio", "Ratios", "ratio", "比率 · Quotients of sums, never averaged.", wire="Ratio"),
)  # fmt: skip


def measures(entity: Entity, what: What) -> list[Spec]:
    """The fields of a kind of measure. Sums keep their kind; means of counts are decimals."""
    return [
        Spec(wire, _type_of(member, what), describe(member), _arguments(member, what))
        for wire, member in offered(entity.name, what.offered).items()
    ]


def _type_of(member: Member, what: What) -> str:
    wire = what.wire or (member.kind.wire if isinstance(member, Field) else "Money")
    if what.field == "avg" and wire == "Count":
        wire = "Decimal"
    return f"{wire}{'!' if what.whole else ''}"


def _arguments(member: Member, what: What) -> tuple[Spec, ...]:
    money = isinstance(member, Formula) or (
        isinstance(member, Field) and member.kind.wire == "Money"
    )
    return MONEY_ARGUMENTS if money and not what.wire else ()


def _filter(member: Member, what: What) -> str:
    if what.wire == "Count":
        return "CountFilter"
    if isinstance(member, Ratio) or _type_of(member, what) == "Decimal":
        return "DecimalFilter"
    return filter_of(member)


def add_groups(forge: Forge) -> None:
    _shared(forge)
    for entity in shown().values():
        if entity.role is Fact:
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
    by = list(dimensions(entity))
    asked = [each for each in WHATS if offered(name, each.offered)]
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
    for what in {each.suffix: each for each in asked}.values():
        forge.output(f"{name}{what.suffix}", measures(entity, what), f"{title}: {what.text}")
    add_unmatched(forge, entity)
    _share(forge, entity)
    values = [
        Spec("count", "Count!", "笔数 · How many records; nothing is taken twice for one."),
        *(Spec(each.field, f"{name}{each.suffix}!", each.text) for each in asked),
        Spec("share", f"{name}Share!", "占比 · Share in the total of all records asked about."),
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
    _order(forge, entity, by, asked)
    _having(forge, entity, asked)


def _rows(name: str) -> tuple[Spec, ...]:
    return tuple(
        each for each in connection_arguments(name) if each.name in ("orderBy", "first", "after")
    )


def _share(forge: Forge, entity: Entity) -> None:
    """A share is a quotient of counts or of sums; null where the total is zero."""
    name = entity.name
    share = [Spec("count", "Ratio", "笔数占比 · Share in the number of records.")]
    sums = offered(name, "sum")
    if sums:
        forge.output(
            f"{name}SumShare",
            [Spec(wire, "Ratio", describe(member)) for wire, member in sums.items()],
            f"{entity.title}合计占比 · Share of each sum in the total.",
        )
        share.append(Spec("sum", f"{name}SumShare!", "合计占比 · Share in the sums."))
    forge.output(f"{name}Share", share, f"{entity.title}占比 · Shares in the total; six places.")


def _parts(forge: Forge, entity: Entity) -> None:
    name, title = entity.name, entity.title
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
            Spec("coverage", "[Coverage!]!", "数据覆盖 · Sources of the records asked about."),
        ],
        f"{title}的分组 · A page of groups.",
    )


def _order(forge: Forge, entity: Entity, by: list[Dimension], asked: list[What]) -> None:
    name, title = entity.name, entity.title
    ways = [Spec(each.wire, "OrderDirection", each.text) for each in by]
    text = f"按{title}的一个分组维度排序 · By one of the dimensions of `by`: exactly one field."
    forge.input(f"{name}DimensionOrder", ways, text, one_of=True)
    order = [
        Spec("count", "OrderDirection", "按笔数 · By the number of records."),
        Spec("key", "OrderDirection", "按分组键 · By the key, in the order of `by`."),
        Spec("by", f"{name}DimensionOrder", "按一个维度 · By one dimension."),
    ]
    for what in {each.suffix: each for each in asked}.values():
        terms = [
            Spec(each.name, "OrderDirection", each.description) for each in measures(entity, what)
        ]
        text = f"按{title}的一项排序 · By one of these: exactly one field."
        forge.input(f"{name}{what.suffix}Order", terms, text, one_of=True)
    order += [Spec(each.field, f"{name}{each.suffix}Order", each.text) for each in asked]
    text = f"{title}分组的一项排序 · One term of an order: exactly one field."
    forge.input(f"{name}GroupOrder", order, text, one_of=True)


def _having(forge: Forge, entity: Entity, asked: list[What]) -> None:
    having = f"{entity.name}Having"
    specs = [
        Spec("and", f"[{having}!]", "且 · Every one of these holds."),
        Spec("or", f"[{having}!]", "或 · At least one of these holds."),
        Spec("not", having, "非 · This does not hold."),
        Spec("count", "CountFilter", "笔数 · How many records."),
    ]
    for what in {each.suffix: each for each in asked}.values():
        members = offered(entity.name, what.offered).items()
        terms = [Spec(wire, _filter(each, what), describe(each)) for wire, each in members]
        text = f"{entity.title}各项的条件 · All that are given must hold."
        forge.input(f"{entity.name}{what.suffix}Having", terms, text)
    specs += [Spec(each.field, f"{entity.name}{each.suffix}Having", each.text) for each in asked]
    forge.input(having, specs, f"{entity.title}分组的条件 · All that are given must hold.")
