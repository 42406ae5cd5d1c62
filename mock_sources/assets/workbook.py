"""One region's register of a year: cards, and what was disposed of, each a sheet.

Above the rows stand a title, labels, and a header of two rows with merged cells; the unit is in the
header, 元 in some regions and 万元 in others. The last line states number and total, always in 元.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import xlsxwriter

from mock_sources.world import people
from mock_sources.world.assets import AssetBook, Disposal, Entry
from mock_sources.world.clock import CHANGED_AT, FINAL, OPENING
from mock_sources.world.irregular import ABOLISHED
from mock_sources.world.lists import Region
from mock_sources.world.seeds import pick

Cell = str | float | int | None
Group = tuple[str, tuple[str, ...]]
"""A heading over several columns; without columns it is a column itself, merged downwards."""

MADE = datetime(2024, 1, 1)
_USES = ("在用", "在用", "在用", "在用", "闲置", "出租出借", "待处置")
_OTHER_UNIT = {"元": "万元", "万元": "元"}


class Sheet(NamedTuple):
    """A sheet: title, groups of headings, rows, and its own total in fen."""

    name: str
    title: str
    counted: str
    groups: tuple[Group, ...]
    rows: list[Sequence[Cell]]
    total: int


def unit_of(region: Region) -> str:
    """The unit a region writes amounts in."""
    return "元" if pick(2, region.code, "unit") else "万元"


def exported_at(year: int, corrected: bool) -> datetime:
    """When a register was written."""
    return CHANGED_AT if corrected else datetime(year + 1, 1, 10, 9, 30)


def workbook(
    book: AssetBook, region: Region, year: int, stage: str, struck: frozenset[str]
) -> bytes:
    """The file. `struck`: `header-changed` and `wrong-unit` where these faults hit."""
    made = io.BytesIO()
    unit = unit_of(region)
    corrected = stage == FINAL and book.is_corrected(region, year)
    with xlsxwriter.Workbook(made, {"in_memory": True}) as file:
        file.set_properties({"created": MADE})
        for sheet in (
            _cards(book, region, year, stage, unit),
            _disposals(book, region, year, unit),
        ):
            if "wrong-unit" in struck:
                sheet = sheet._replace(groups=_restated(sheet.groups, unit))
            if "header-changed" in struck:
                sheet = sheet._replace(groups=_renamed(sheet.groups))
            _write(file, sheet, region, year, exported_at(year, corrected))
    return made.getvalue()


def _restated(groups: tuple[Group, ...], unit: str) -> tuple[Group, ...]:
    """The same headings with the other unit."""

    def other(heading: str) -> str:
        return heading.replace(f"（{unit}）", f"（{_OTHER_UNIT[unit]}）")

    return tuple((other(name), tuple(map(other, below))) for name, below in groups)


def _renamed(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The same with another word for the value at cost."""
    return tuple(
        (name, tuple(heading.replace("资产原值", "账面原值") for heading in below))
        for name, below in groups
    )


def _write(
    file: xlsxwriter.Workbook, sheet: Sheet, region: Region, year: int, exported: datetime
) -> None:
    page = file.add_worksheet(sheet.name)
    middle = file.add_format({"align": "center"})
    width = sum(max(1, len(below)) for _, below in sheet.groups)
    page.merge_range(0, 0, 0, width - 1, f"{region.name}{year}年度{sheet.title}", middle)
    code = ABOLISHED.get(region.code, region.code[:6])
    labels = (
        f"填报地区：{region.name}", f"区划代码：{code}", f"截止日期：{year}-12-31",
        f"导出时间：{exported}",
    )  # fmt: skip
    for place, label in enumerate(labels):
        page.write_string(1, place * 2, label)
    column = 0
    for name, below in sheet.groups:
        if not below:
            page.merge_range(2, column, 3, column, name, middle)
            column += 1
            continue
        if len(below) > 1:
            page.merge_range(2, column, 2, column + len(below) - 1, name, middle)
        else:
            page.write_string(2, column, name)
        page.write_row(3, column, below)
        column += len(below)
    for number, row in enumerate(sheet.rows, 4):
        page.write_row(number, 0, row)
    last = 4 + len(sheet.rows)
    stated = ("合计", sheet.counted, len(sheet.rows), "资产原值合计（元）", sheet.total / 100)
    page.write_row(last, 0, stated)
    page.write_row(last + 1, 0, ("填表人：某甲", None, "审核人：某乙"))


def _money(unit: str, *names: str) -> Group:
    """The columns of amounts: 万元 stands over them, 元 in each."""
    if unit == "万元":
        return "价值（万元）", names
    return "价值", tuple(f"{name}（{unit}）" for name in names)


def _amount(fen: int, unit: str) -> float:
    return fen / (100 if unit == "元" else 1_000_000)


def _cards(book: AssetBook, region: Region, year: int, stage: str, unit: str) -> Sheet:
    entries = [
        entry
        for entry in book.register(region, year)
        if entry.mark != "withdrawn" or stage == OPENING
    ]
    groups: tuple[Group, ...] = (
        ("卡片编号", ()),
        ("资产信息", ("资产分类代码", "资产名称", "使用单位代码", "取得方式", "取得日期")),
        _money(unit, "资产原值", "累计折旧", "资产净值"),
        ("数量与使用", ("数量", "计量单位", "面积（平方米）", "使用状况", "存放地点", "保管人")),
        ("资金来源", ("采购合同编号", "支付凭证主键", "支付年度", "项目代码")),
    )
    rows = [_card(entry, region, unit, stage) for entry in entries]
    total = sum(_stated(entry, stage) for entry in entries if entry.mark != "missing_value")
    if book.total_is_wrong(region, year):
        total += 100_000
    return Sheet("资产登记表", "行政事业性国有资产登记表", "卡片数", groups, rows, total)


def _stated(entry: Entry, stage: str) -> int:
    before = stage == OPENING and entry.mark == "late_correction"
    return entry.was if before else entry.amount


def _card(entry: Entry, region: Region, unit: str, stage: str) -> Sequence[Cell]:
    card = entry.card
    worth = _stated(entry, stage)
    key, year = card.voucher or (None, None)
    amount = None if entry.mark == "missing_value" else _amount(worth, unit)
    return (
        card.key, card.kind.code, card.kind.name, card.agency, card.way, str(card.acquired), amount,
        _amount(entry.depreciation, unit), _amount(worth - entry.depreciation, unit), card.quantity,
        card.kind.measure, card.area or None, _USES[card.custodian % len(_USES)],
        f"{region.name}{card.custodian % 30 + 1}号", people.person(card.custodian), card.contract,
        key, None if year is None else str(year), card.project,
    )  # fmt: skip


def _disposals(book: AssetBook, region: Region, year: int, unit: str) -> Sheet:
    found = list(book.disposals(region, year))
    groups: tuple[Group, ...] = (
        ("处置单号", ()),
        ("资产信息", ("卡片编号", "资产名称", "处置单位代码", "处置方式", "处置日期")),
        _money(unit, "资产原值", "资产净值", "处置收益"),
        ("末次登记年度", ()),
    )
    rows = [_disposal(each, unit) for each in found]
    total = sum(each.amount for each in found)
    return Sheet("资产处置表", "行政事业性国有资产处置表", "处置数", groups, rows, total)


def _disposal(each: Disposal, unit: str) -> Sequence[Cell]:
    return (
        each.key, each.card, each.kind.name, each.agency, each.way, str(each.dated),
        _amount(each.amount, unit), _amount(each.net, unit), _amount(each.proceeds, unit),
        str(each.held),
    )  # fmt: skip
