"""Crosswalk of the asset registers: cards, and disposals.

A register says all there is of its region and year: a corrected one replaces it.
"""

from __future__ import annotations

from functools import partial

from adapters.assets.registers import register_page
from adapters.sdk.conversions import (
    decimal,
    fiscal_year,
    iso_day,
    one_of,
    text,
    whole,
    year,
)
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.money import printed_amount
from adapters.sdk.national import dated_region, lookup
from adapters.sdk.readers.files import FileShare
from adapters.sdk.source import Reader, Rule, Source, Stream
from schema.assets import AssetAcquisition, AssetCard, AssetDisposal, AssetUse, DisposalKind

URL = "HUB_ASSETS_URL"
TOKEN = "HUB_ASSETS_TOKEN"

ACQUIRED = {each.title_zh: str(each) for each in AssetAcquisition}
USED = {each.title_zh: str(each) for each in AssetUse}
DISPOSED = {each.title_zh: str(each) for each in DisposalKind}


def _reads(title: str, first: str) -> Reader:
    """The sheet of each register that is so called."""
    return FileShare(URL, TOKEN, "assets", partial(register_page, title, first))


# fmt: off
LOCATED: tuple[Rule, ...] = (
    # ours              theirs                    how
    to("region_code",   ("区划代码", "填报地区"), dated_region(year="fiscal_year")),
    to("fiscal_year",   "year",                   fiscal_year),
    to("document",      "document",               text),
    to("file",          "file",                   text),
    to("sheet",         "sheet",                  text),
    to("row_no",        "row",                    whole),
    ignored("截止日期", why="the last day of the register's year"),
)

cards = Stream(
    "cards",
    title="资产登记表",
    into=AssetCard,
    read=_reads("资产登记表", "卡片编号"),
    key=("document", "卡片编号"),
    updated="导出时间",
    control="original_value",
    crosswalk=(
        *LOCATED,
        to("card_no",        "卡片编号",           text),
        to("asset_class",    "资产分类代码",       lookup("catalogue", year="fiscal_year")),
        to("name",           "资产名称",           text),
        to("agency_code",    "使用单位代码",       text),
        to("acquired_by",    "取得方式",           one_of(ACQUIRED, states=AssetAcquisition)),
        to("acquired_on",    "取得日期",           iso_day),
        to("original_value", ("资产原值", "unit"), printed_amount),
        to("depreciation",   ("累计折旧", "unit"), printed_amount),
        to("net_value",      ("资产净值", "unit"), printed_amount),
        to("quantity",       "数量",               decimal),
        to("measure",        "计量单位",           text),
        to("area",           "面积(平方米)",       decimal),
        to("use",            "使用状况",           one_of(USED, states=AssetUse)),
        to("location",       "存放地点",           text),
        to("custodian",      "保管人",             text),
        to("contract_no",    "采购合同编号",       text),
        to("payment_id",     "支付凭证主键",       text),
        to("payment_year",   "支付年度",           year),
        to("project_code",   "项目代码",           text),
    ),
)

disposals = Stream(
    "disposals",
    title="资产处置表",
    into=AssetDisposal,
    read=_reads("资产处置表", "处置单号"),
    key=("document", "处置单号"),
    updated="导出时间",
    control="original_value",
    crosswalk=(
        *LOCATED,
        to("disposal_id",        "处置单号",           text),
        to("card_no",            "卡片编号",           text),
        to("last_register_year", "末次登记年度",       year),
        to("kind",               "处置方式",           one_of(DISPOSED, states=DisposalKind)),
        to("disposed_on",        "处置日期",           iso_day),
        to("agency_code",        "处置单位代码",       text),
        to("original_value",     ("资产原值", "unit"), printed_amount),
        to("net_value",          ("资产净值", "unit"), printed_amount),
        to("proceeds",           ("处置收益", "unit"), printed_amount),
        ignored("资产名称", why="the card has the name"),
    ),
)
# fmt: on

SOURCE = Source(
    "assets",
    "行政事业单位资产管理系统",
    (cards, disposals),
    settings={
        URL: "address of the asset system's file service",
        TOKEN: "bearer token of the asset system's file service",
    },
)
