"""Types of measures: what is computed of the groups of an entity, compared and ordered by.

Inputs of the same fields are one type: means are ordered as sums are, the number of different
values as the dimensions are.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from hub.query.measures import dimensions_of, offered
from hub.query.types.filters import filter_of
from hub.query.types.forge import Forge, Spec
from hub.query.types.names import brief, describe
from hub.query.types.outputs import MONEY_ARGUMENTS
from schema.kinds import Field, Formula, Ratio
from schema.model import Entity, Member

WAY = "OrderDirection"


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


def whats(entity: Entity) -> list[What]:
    """The kinds of measure there are of an entity."""
    return [each for each in WHATS if offered(entity.name, each.offered)]


def add_measures(forge: Forge, entity: Entity) -> None:
    """The outputs of an entity's measures, and the inputs that compare them and order by them."""
    name, title = entity.name, entity.title
    for what in {each.suffix: each for each in whats(entity)}.values():
        forge.output(f"{name}{what.suffix}", list(_outputs(entity, what)), f"{title}: {what.text}")
        if having_of(entity, what) == f"{name}{what.suffix}Having":
            text = f"{title}各项的条件 · All that are given must hold."
            forge.input(f"{name}{what.suffix}Having", list(_conditions(entity, what)), text)
        if order_of(entity, what) == f"{name}{what.suffix}Order":
            terms = [Spec(each, WAY, brief(each, m)) for each, m in _members(entity, what).items()]
            text = f"按{title}的一项排序 · By one of these: exactly one field."
            forge.input(f"{name}{what.suffix}Order", terms, text, one_of=True)


def having_of(entity: Entity, what: What) -> str:
    """The input of conditions on a measure: that of the first one with the same conditions."""
    mine = [(each.name, each.type) for each in _conditions(entity, what)]
    for other in whats(entity):
        if [(each.name, each.type) for each in _conditions(entity, other)] == mine:
            return f"{entity.name}{other.suffix}Having"
    raise AssertionError(what)


def order_of(entity: Entity, what: What) -> str:
    """The input of orders by a measure: that of the first one of the same members."""
    mine = _members(entity, what).keys()
    if mine == dimensions_of(entity.name).keys():
        return f"{entity.name}DimensionOrder"
    same = (each for each in whats(entity) if _members(entity, each).keys() == mine)
    return f"{entity.name}{next(same).suffix}Order"


def _members(entity: Entity, what: What) -> dict[str, Member]:
    return dict(offered(entity.name, what.offered))


def _outputs(entity: Entity, what: What) -> Iterator[Spec]:
    """Sums keep their kind; means of counts are decimals."""
    for wire, member in _members(entity, what).items():
        text = brief(wire, member) if what.wire == "Count" else describe(member)
        yield Spec(wire, _type_of(member, what), text, _arguments(member, what))


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


def _conditions(entity: Entity, what: What) -> Iterator[Spec]:
    for wire, member in _members(entity, what).items():
        yield Spec(wire, _filter(member, what), brief(wire, member))


def _filter(member: Member, what: What) -> str:
    if what.wire == "Count":
        return "CountFilter"
    if isinstance(member, Ratio) or _type_of(member, what) == "Decimal":
        return "DecimalFilter"
    return filter_of(member)
