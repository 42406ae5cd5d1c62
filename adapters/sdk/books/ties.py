"""What must hold in budget books: within a table by its outline, and between tables.

No table is named by its number: the figures of an identity are found by what they are (whole or
own level, revenue or expenditure, which row), so it holds for other years and provinces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from adapters.sdk.books.about import About, Book
from adapters.sdk.books.outline import TOTALS, Line, divided, parents_of
from adapters.sdk.identities import UNDISCLOSED, Identity, Other, Part, Quotient, Same

WITHHELD = frozenset({"一般公共服务", "外交", "国防", "公共安全"})
"""Classes of which some items are secret by law and left out of print."""

Where = Mapping[str, object]

_BUDGETS = ("OPENING", "ADJUSTED")
_WAYS = (("REVENUE", "收入", "revenue"), ("EXPENDITURE", "支出", "expenditure"))


def identities_of(
    book: Book, what: About, lines: Sequence[Line], is_part: Sequence[bool],
    repeats: Mapping[int, Sequence[int]], by_region: bool,
) -> tuple[Identity, ...]:  # fmt: skip
    """The identities of one table's outline; figures named by their numbers in the table."""
    here = {"document": what.document(book), "table_no": what.table}
    if by_region:
        return tuple(_of_groups(here, lines, repeats))
    return (*_of_items(here, lines, is_part), *_of_parts(here, lines, is_part))


def _of_items(here: Where, lines: Sequence[Line], is_part: Sequence[bool]) -> Iterator[Identity]:
    """Each row with rows under it is their sum, the parts (其中) left out."""
    under: dict[int, list[int]] = {}
    for number, (parent, part) in enumerate(zip(parents_of(lines), is_part, strict=True), 1):
        if parent is not None and not part:
            under.setdefault(parent, []).append(number)
    for parent, children in under.items():
        name = lines[parent - 1].name
        yield Identity(
            "ITEMS",
            f"{name} = 各项之和",
            f"{name} = the sum of its items",
            _rows(here, (parent,)),
            (_rows(here, children),),
            each=("phase",),
            residual=UNDISCLOSED if name.removesuffix("支出") in WITHHELD else None,
            place=f"line_no={parent}",
        )


def _of_parts(here: Where, lines: Sequence[Line], is_part: Sequence[bool]) -> Iterator[Identity]:
    """The parts (其中) of a row are no more than the row."""
    for whole, members in divided(lines, is_part).items():
        name = lines[whole - 1].name
        yield Identity(
            "PARTS",
            f"{name}的其中项之和不超过{name}",
            f"the parts of {name} are no more than {name}",
            _rows(here, members),
            (_rows(here, (whole,)),),
            each=("phase",),
            relation="<=",
            place=f"line_no={whole}",
        )


def _of_groups(
    here: Where, lines: Sequence[Line], repeats: Mapping[int, Sequence[int]]
) -> Iterator[Identity]:
    """Each subtotal is the sum of its regions, and together they are all of them."""
    for number, members in repeats.items():
        yield _subtotal(here, lines[number - 1].name, number, members)
    groups = [number for number in repeats if lines[number - 1].name not in TOTALS]
    if len(groups) > 1:
        yield Identity(
            "GROUPS",
            "各分区小计之和 = 各市之和",
            "the subtotals of groups = the sum of all regions",
            _rows(here, groups),
            (_rows(here, [n for n in range(1, len(lines) + 1) if n not in repeats]),),
            each=("phase",),
        )


def _subtotal(here: Where, name: str, number: int, members: Sequence[int]) -> Identity:
    return Identity(
        "SUBTOTAL",
        f"{name} = 所属各市之和",
        f"{name} = the sum of its regions",
        _rows(here, (number,)),
        (_rows(here, members),),
        each=("phase",),
        place=f"line_no={number}",
    )


def _rows(here: Where, numbers: Sequence[int]) -> Part:
    return Part({**here, "line_no": tuple(numbers)})


def _whole_is_own_and_lower(way: str, zh: str, en: str) -> Identity:
    """全省 = 省级 + 各市, by three tables that were made one by one."""
    total = {"direction": way, "name": f"一般公共预算{zh}", "is_part": False}
    at_province = {**total, "region_code": Same("province_code")}
    return Identity(
        f"WHOLE_{way}",
        f"全省一般公共预算{zh} = 省级 + 各市之和",
        f"general public budget {en}: the whole province = its own level + all cities",
        Part({**at_province, "scope": "WHOLE_ADMINISTRATIVE"}),
        (
            Part({**at_province, "scope": "OWN_LEVEL"}),
            Part(
                {
                    "direction": way, "scope": "WHOLE_ADMINISTRATIVE", "is_repeat": False,
                    "region_code": Other("province_code"),
                }
            ),
            *(_reserve_beside() if way == "EXPENDITURE" else ()),
        ),
        each=("province_code", "budget_type", "phase"),
    )  # fmt: skip


def _reserve_beside() -> tuple[Part, ...]:
    """预备费 of the own level, where its table has it beside 一般公共预算支出 and not within."""
    own = {"direction": "EXPENDITURE", "scope": "OWN_LEVEL", "region_code": Same("province_code")}
    return (Part({**own, "name": "预备费", "outline_level": 1}, optional=True),)


def _grand_total(way: str, phases: tuple[str, ...]) -> Part:
    return Part({"direction": way, "scope": "OWN_LEVEL", "outline_level": 0, "phase": phases})


def _with_systems(way: str, zh: str, en: str, entity: str, amount: str) -> Identity:
    """A region's own executed total against the records of its transaction systems."""
    return Identity(
        f"SYSTEM_{way}",
        f"省级一般公共预算{zh}执行数 = 业务系统合计",
        f"own-level {en} executed = what the transaction systems add up to",
        Part(
            {
                "direction": way, "scope": "OWN_LEVEL", "phase": "EXECUTED",
                "name": f"一般公共预算{zh}",
            }
        ),
        (Part({"budget_type": "GENERAL_PUBLIC"}, of=entity, amount=amount),),
        each=("region_code",),
        system=True,
    )  # fmt: skip


BETWEEN: tuple[Identity | Quotient, ...] = (
    *(_whole_is_own_and_lower(*way) for way in _WAYS),
    Identity(
        "BALANCED",
        "收入总计 = 支出总计(预算)",
        "total revenue = total expenditure, as budgeted",
        _grand_total("REVENUE", _BUDGETS),
        (_grand_total("EXPENDITURE", _BUDGETS),),
        each=("region_code", "budget_type", "phase"),
    ),
    Identity(
        "COVERED",
        "支出总计不超过收入总计(执行)",
        "total expenditure <= total revenue, as executed",
        _grand_total("EXPENDITURE", ("EXECUTED",)),
        (_grand_total("REVENUE", ("EXECUTED",)),),
        each=("region_code", "budget_type", "phase"),
        relation="<=",
    ),
    Quotient(
        "TO_ADJUSTED",
        "印出的完成调整预算% = 执行数 ÷ 调整预算数",
        "the printed rate = executed / adjusted budget",
        "to_adjusted",
        Part({"phase": "EXECUTED"}),
        Part({"phase": "ADJUSTED"}),
        each=("document", "table_no", "line_no"),
    ),
    _with_systems("REVENUE", "收入", "revenue", "Receipt", "amount"),
    _with_systems("EXPENDITURE", "支出", "expenditure", "Payment", "paid"),
)
"""What must hold between the tables of a book, and between it and the transaction systems."""
