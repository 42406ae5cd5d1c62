"""The enums: every closed list of states of the model, and the few that queries need."""

from __future__ import annotations

from hub.query.types.forge import Forge
from hub.query.types.names import shown
from schema.kinds import States
from schema.regions import Tier, Tree

QUERY_ENUMS = (
    (
        "Basis",
        "口径 · Whether payments between members of the same whole are eliminated.",
        (
            ("SUMMED", "汇总 · All payments added up; nothing is eliminated"),
            ("CONSOLIDATED", "合并 · What one member of the whole pays another is eliminated"),
        ),
    ),
    (
        "OrderDirection",
        "排序方向 · Direction of an order. Null comes last either way, unless said.",
        (
            ("ASC", "升序 · Smallest first"),
            ("DESC", "降序 · Largest first"),
            ("ASC_NULLS_FIRST", "升序，空值在前 · Null first, then smallest first"),
            ("DESC_NULLS_FIRST", "降序，空值在前 · Null first, then largest first"),
        ),
    ),
    (
        "MoneyUnit",
        "金额单位 · Unit a sum of money is given in; default decimals 2, 2 and 4.",
        (
            ("YUAN", "元 · Yuan"),
            ("WAN_YUAN", "万元 · 10,000 yuan"),
            ("YI_YUAN", "亿元 · 100 million yuan"),
        ),
    ),
    (
        "Period",
        "期间 · Span of days that a group takes together.",
        (
            ("YEAR", "年 · Calendar year"),
            ("QUARTER", "季 · Quarter"),
            ("MONTH", "月 · Month"),
            ("DAY", "日 · Day"),
        ),
    ),
)


def add_enums(forge: Forge) -> None:
    for name, text, choices in QUERY_ENUMS:
        forge.enum(name, choices, text)
    for states in (Tier, Tree, *_states()):
        if states.__name__ not in forge.names:
            members = [(each.value, f"{each.title_zh} · {each.meaning}") for each in states]
            forge.enum(states.__name__, members, _text(states))


def _states() -> list[type[States]]:
    """Every list of states a visible entity uses, once, in order of first use."""
    fields = (field for entity in shown().values() for field in entity.fields.values())
    return list(dict.fromkeys(field.states for field in fields if field.states))


def _text(states: type[States]) -> str:
    """The titles of the fields that use it: 预算类型 · Which of the four budgets."""
    for entity in shown().values():
        for field in entity.fields.values():
            if field.states is states:
                return f"{field.title} · {field.en}"
    return states.__name__
