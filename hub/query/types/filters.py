"""Inputs of `where`: one filter per kind of value, one per enum, one per entity."""

from __future__ import annotations

from collections.abc import Iterator

from hub.query.types.forge import Forge, Spec
from hub.query.types.names import describe, shown
from schema.kinds import CHOICE, KINDS, Field, Formula, Ratio
from schema.model import Entity, Member, ResolvedLink

OPERATORS = {
    "eq": ("{}", "等于 · Equal to."),
    "ne": ("{}", "不等于 · Not equal to; null counts as different."),
    "in": ("[{}!]", "属于 · Equal to one of."),
    "lt": ("{}", "小于 · Less than."),
    "lte": ("{}", "不大于 · At most."),
    "gt": ("{}", "大于 · Greater than."),
    "gte": ("{}", "不小于 · At least."),
    "between": ("[{}!]", "介于 · From the first to the second of exactly two, both included."),
    "contains": ("String", "包含 · Has this text in it."),
    "startsWith": ("String", "开头为 · Begins with this text."),
    "matches": (
        "String",
        "匹配 · Has this in it, whatever the width, case, spaces and shape of brackets: "
        "`广 州（市）` is `广州(市)`.",
    ),
    "period": ("FiscalPeriod", "在期间内 · On a day of this year, half, quarter or month."),
    "isNull": ("Boolean", "为空 · true: has no value; false: has one."),
}
"""Operator -> (type of its operand, what it means)."""

WIRES = {"Money": "MoneyFilter", "String": "TextFilter", "Date": "DateFilter",
         "DateTime": "DateTimeFilter", "Int": "IntFilter", "Boolean": "BooleanFilter",
         "Count": "CountFilter", "Decimal": "DecimalFilter"}  # fmt: skip
"""Scalar -> its filter."""

REGION_EXTRAS = (
    Spec("eq", "String", "等于 · The region with this code (6 or 9 digits)."),
    Spec("in", "[String!]", "属于 · One of these codes."),
    Spec("within", "String", "在辖区内 · This region or any below it in `tree`."),
    Spec("childOf", "String", "直接下级 · Directly below this region in `tree`."),
    Spec("isNull", "Boolean", "为空 · true: names no region; false: names one."),
)
CLASSIFICATION_EXTRAS = (
    Spec("eq", "String", "等于 · This code."),
    Spec("ne", "String", "不等于 · Another code than this; null counts as different."),
    Spec("in", "[String!]", "属于 · One of these codes."),
    Spec("under", "String", "属于该科目 · This code or any below it in the same list."),
    Spec("isNull", "Boolean", "为空 · true: has no code; false: has one."),
)


FISCAL_PERIOD = (
    Spec("year", "Int!", "年度 · The fiscal year: January to December."),
    Spec("half", "Int", "半年 · 1 or 2."),
    Spec("quarter", "Int", "季度 · 1 to 4."),
    Spec("month", "Int", "月份 · 1 to 12."),
)


def add_filters(forge: Forge) -> None:
    """XFilter for every scalar, enum and entity."""
    forge.input("FiscalPeriod", FISCAL_PERIOD, "期间 · A year, or at most one part of it.")
    for kind in KINDS.values():
        name = WIRES.get(kind.wire)
        if name and name not in forge.names:
            forge.input(
                name, _operators(kind.wire, kind.operators), f"{kind.wire} 的条件 · All hold."
            )
    forge.input("RegionCodeFilter", _operators("String", CHOICE), "区划代码的条件 · All hold.")
    for entity in shown().values():
        for state in (f.states for f in entity.fields.values() if f.states):
            name = f"{state.__name__}Filter"
            if name not in forge.names:
                text = f"{state.__name__} 的条件 · All hold."
                forge.input(name, _operators(state.__name__, CHOICE), text)
    one = _targets()
    for name, entity in shown().items():
        forge.input(
            f"{name}Filter",
            _entity(entity, found=name in one),
            f"{entity.title}的条件 · All that are given must hold.",
        )


def _operators(wire: str, operators: tuple[str, ...]) -> list[Spec]:
    return [Spec(name, OPERATORS[name][0].format(wire), OPERATORS[name][1]) for name in operators]


def _targets() -> frozenset[str]:
    """What to-one links lead to."""
    links = (link for entity in shown().values() for link in entity.links.values())
    return frozenset(link.target for link in links if not link.many)


def _entity(entity: Entity, *, found: bool) -> list[Spec]:
    name = f"{entity.name}Filter"
    specs = {
        "and": Spec("and", f"[{name}!]", "且 · Every one of these holds."),
        "or": Spec("or", f"[{name}!]", "或 · At least one of these holds."),
        "not": Spec("not", name, "非 · This does not hold."),
    }
    if found:
        specs["exists"] = Spec(
            "exists", "Boolean", "关联存在 · true: the linked record is here; false: it is not."
        )
    specs |= {spec.name: spec for spec in _members(entity)}
    if entity.name == "Region":
        from_tree = Spec(
            "tree", "Tree!", "所用的树 · Tree of `within` and `childOf`.",
            default="ADMINISTRATIVE",
        )  # fmt: skip
        tier = Spec("tier", "Tier", "级次 · Of this tier.")
        specs |= {spec.name: spec for spec in (*REGION_EXTRAS, from_tree, tier)}
    if entity.name == "Classification":
        specs |= {spec.name: spec for spec in CLASSIFICATION_EXTRAS}
    return list(specs.values())


def _members(entity: Entity) -> Iterator[Spec]:
    for wire, member in entity.members.items():
        if not (isinstance(member, Field) and member.secret):
            yield Spec(wire, filter_of(member), describe(member))


def filter_of(member: Member) -> str:
    """The name of the filter input of a member."""
    if isinstance(member, Formula):
        return "MoneyFilter"
    if isinstance(member, Ratio):
        return "DecimalFilter"
    if isinstance(member, ResolvedLink):
        return f"{member.target}{'Many' if member.many else 'Filter'}"
    if member.states:
        return f"{member.states.__name__}Filter"
    return "RegionCodeFilter" if member.kind.name == "region" else WIRES[member.kind.wire]
