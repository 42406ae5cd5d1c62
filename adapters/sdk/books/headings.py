"""The headings of a budget book's tables, declared: what the columns of a table are.

A table is found by its header: the first row that names what its rows are (items, or regions), a
column of executed figures and one of the budget they are held against. Every other heading must be
known too; nothing is taken by its place.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from adapters.sdk.source import Text
from schema.problems import StopBatch

ITEM, REGION, LEVEL, TO_ADJUSTED, TO_PRIOR = "item", "region", "level", "to_adjusted", "to_prior"
PHASES = ("OPENING", "ADJUSTED", "EXECUTED")
"""Columns of figures, by the phase of the budget that they are of."""

HEADINGS: Mapping[str, tuple[str, ...]] = {
    ITEM: ("item", "项目", "预算项目", "科目", "预算科目", "科目名称", "收入项目", "支出项目"),
    REGION: ("city", "region", "地区", "市", "城市", "市别", "市县", "地市", "区域", "单位"),
    LEVEL: ("outline_level", "级次", "提纲级次"),
    "OPENING": ("opening_budget", "年初预算", "年初预算数", "年初预算额", "预算数"),
    "ADJUSTED": ("adjusted_budget", "调整预算", "调整预算数", "调整预算额", "调整后预算数"),
    "EXECUTED": ("executed", "执行数", "执行额", "完成数", "实际完成数", "实际执行数", "决算数"),
    TO_ADJUSTED: (
        "exec_to_adjusted", "执行数为调整预算%", "执行数占调整预算%", "完成调整预算%",
        "为调整预算%", "占调整预算%", "执行数为调整预算的%", "完成调整预算的%", "为调整预算的%",
    ),
    TO_PRIOR: (
        "exec_to_prior_year", "exec_to_prior_year_comparable", "执行数为上年执行数%",
        "执行数为上年%", "为上年执行数%", "为上年%", "执行数为上年执行数的%", "为上年的%",
        "为上年决算数%", "为上年可比口径%",
    ),
}  # fmt: skip
"""What each column may be called, spaces, brackets and the width of characters aside."""

_ROLE = {heading: role for role, headings in HEADINGS.items() for heading in headings}
_PLAIN = str.maketrans("％（）：", "%():", " \t\r\n　")


@dataclass(frozen=True)
class Header:
    """Where a table's header is (its row, counted from 0) and the column of each role."""

    row: int
    columns: Mapping[str, int]
    headings: tuple[str, ...]

    @property
    def by_region(self) -> bool:
        return REGION in self.columns

    @property
    def label(self) -> int:
        """The column that names a row."""
        return self.columns[REGION if self.by_region else ITEM]


def role_of(heading: str) -> str | None:
    """
    >>> role_of("调整预算数 "), role_of("为调整预算％"), role_of("备注")
    ('ADJUSTED', 'to_adjusted', None)
    """
    plain = heading.translate(_PLAIN).strip()
    return _ROLE.get(plain) or _ROLE.get(plain.replace("(", "").replace(")", ""))


def header_of(name: str, rows: Sequence[Sequence[Text]]) -> Header:
    """The header of the table.

    raises: StopBatch(A307) without one, and for one with headings that are not known or stand twice
    """
    for number, row in enumerate(rows):
        headings = tuple((cell or "").strip() for cell in row)
        roles = [role_of(heading) for heading in headings]
        if {ITEM, REGION} & set(roles) and set(PHASES) & set(roles):
            return _header(name, number, headings, roles)
    first = [cell for row in rows[:1] for cell in row if cell]
    raise _unknown(name, 0, ", ".join(first) or "-", f"{_names(ITEM)} + {_names('EXECUTED')}")


def _header(
    name: str, number: int, headings: tuple[str, ...], roles: Sequence[str | None]
) -> Header:
    columns: dict[str, int] = {}
    for place, (heading, role) in enumerate(zip(headings, roles, strict=True)):
        if not heading:
            continue
        if role is None:
            raise _unknown(name, number, heading, " | ".join(map(_names, HEADINGS)))
        if role in columns or {ITEM, REGION} <= {role, *columns}:
            raise _unknown(name, number, f"{headings[columns.get(role, 0)]}, {heading}", role)
        columns[role] = place
    if "EXECUTED" not in columns or not {"OPENING", "ADJUSTED"} & columns.keys():
        expected = f"{_names('EXECUTED')} + {_names('ADJUSTED')} | {_names('OPENING')}"
        raise _unknown(name, number, ", ".join(filter(None, headings)), expected)
    return Header(number, columns, headings)


def _names(role: str) -> str:
    return HEADINGS[role][1] if len(HEADINGS[role]) > 1 else role


def _unknown(name: str, row: int, found: str, expected: str) -> StopBatch:
    return StopBatch("A307", document=f"{name} row {row + 1}: {found}", known=[expected])
