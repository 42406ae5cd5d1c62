"""Asset registers: the unit in the header, the register's own total, layouts that are not it."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import pytest
import xlsxwriter

from adapters.assets.registers import ABOUT, register_page
from adapters.assets.source import SOURCE
from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.source import Control, Page
from schema.problems import StopBatch

LABELS = (
    "填报地区：曲江区", None, "区划代码：440221", "截止日期：2024-12-31",
    "导出时间：2025-01-10 09:30:00",
)  # fmt: skip
GROUPS = (
    "处置单号",
    "资产信息",
    None,
    None,
    None,
    None,
    "价值（万元）",
    None,
    None,
    "末次登记年度",
)
HEADS = (
    None, "卡片编号", "资产名称", "处置单位代码", "处置方式", "处置日期", "资产原值", "资产净值",
    "处置收益", None,
)  # fmt: skip
ROW = ("CZ1", "ZC1", "轿车", "440205000001000", "报废", "2024-03-05", 12.5, 0.5, 0, "2023")
TOTAL = ("合计", "处置数", 1, "资产原值合计（元）", 125000)
TABLE: list[Sequence[Any]] = [("曲江区2024年度资产处置表",), LABELS, GROUPS, HEADS, ROW, TOTAL]


def book(rows: list[Sequence[Any]]) -> bytes:
    made = io.BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
        sheet = file.add_worksheet("处置")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def page(rows: list[Sequence[Any]]) -> Page:
    return register_page("资产处置表", "处置单号", "r.xlsx", book(rows), "")


def changed(number: int, row: Sequence[Any]) -> list[Sequence[Any]]:
    return [row if place == number else each for place, each in enumerate(TABLE)]


def test_a_register_says_where_when_and_in_what_unit() -> None:
    found = page(TABLE)
    assert found.columns[: len(ABOUT)] == ABOUT
    assert found.columns[len(ABOUT) :] == (GROUPS[0], *HEADS[1:9], GROUPS[9])
    assert found.whole == {"document": "assets_440221_2024"}
    assert (found.control, found.numbers) == (Control(1, 12_500_000), [5])
    (disposals,) = [stream for stream in SOURCE.streams if stream.name == "disposals"]
    mapped = mapper(disposals, CodeFiles()).map(found)
    (row,) = mapped.rows
    assert mapped.total == 12_500_000 and not mapped.rejected
    # The code was abolished in 2004; the name tells which of its successors is meant.
    assert {440205000, 12_500_000, 50_000_000 // 100} <= set(row.values)


def test_the_unit_may_stand_in_each_heading() -> None:
    heads = tuple(f"{each}（元）" if each in HEADS[6:9] else each for each in HEADS)
    rows = changed(3, heads)
    rows[2] = tuple("价值" if each == GROUPS[6] else each for each in GROUPS)
    found = page(rows)
    assert found.columns == page(TABLE).columns
    assert found.rows[0][found.columns.index("unit")] == "元"


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (changed(0, ("曲江区2024年度资产登记表",)), "A307"),
        (changed(0, ("资产处置表",)), "A307"),
        (changed(1, LABELS[:1]), "A307"),
        (changed(2, ("编号", *GROUPS[1:])), "A307"),
        (changed(2, (*GROUPS[:6], "价值", *GROUPS[7:])), "A307"),
        (changed(3, (*HEADS[:8], "处置收益（元）", None)), "A307"),
        (TABLE[:-1], "A301"),
        (changed(5, ("合计", "处置数", 2, TOTAL[3], 125000)), "A301"),
        (changed(5, ("合计", "处置数", 1, "资产原值合计（万元）", 12.5)), "A302"),
        (changed(5, ("合计", "处置数", 1, TOTAL[3], "不详")), "A302"),
    ],
)
def test_a_sheet_that_is_not_a_register(rows: list[Sequence[Any]], code: str) -> None:
    with pytest.raises(StopBatch) as caught:
        page(rows)
    assert caught.value.code == code


def test_what_is_no_workbook() -> None:
    with pytest.raises(StopBatch, match="A309"):
        register_page("资产处置表", "处置单号", "r.xlsx", b"no workbook", "")
