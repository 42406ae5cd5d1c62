"""Crosswalk of the debt system's workbooks: the disclosure's tables with bond and project codes,
and the tables that the disclosure has not: bonds, on-lending, debt service.

A workbook sent again under its name is corrected: what it no longer has is deleted.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from functools import partial

from adapters.sdk.conversions import decimal, fiscal_year, iso_day, one_of, text, whole
from adapters.sdk.crosswalk import To, ignored, to
from adapters.sdk.disclosure.layouts import Edition, Layout
from adapters.sdk.disclosure.more import more_page
from adapters.sdk.disclosure.places import region
from adapters.sdk.disclosure.streams import streams
from adapters.sdk.money import printed_amount
from adapters.sdk.national import National, lookup
from adapters.sdk.readers.files import FileShare
from adapters.sdk.source import Page, Reader, Rule, Source, Stream, Translator
from schema.debt import Bond, BondPurpose, DebtKind, DebtService, OnLending, ServiceSource

URL = "HUB_DEBT_URL"
TOKEN = "HUB_DEBT_TOKEN"


def _table(name: str, *heads: str) -> Layout:
    title = r"([0-9]{2,6})?\D*(?P<year>[0-9]{4})年" + name
    return Layout(name, re.compile(title), heads, ())


BONDS = _table(
    "地方政府债券发行明细表",
    "债券代码", "债券名称", "发行地区", "债券类型", "债券用途", "债券性质编码", "发行日期",
    "到期日期", "期限(年)", "票面利率(%)", "发行规模",
)  # fmt: skip
LENDINGS = _table(
    "地方政府债券转贷明细表",
    "转贷编号", "债券代码", "转出地区编码", "转出地区", "转入地区编码", "转入地区", "转贷日期",
    "转贷金额",
)  # fmt: skip
SERVICES = _table(
    "地方政府债券还本付息明细表",
    "还本付息编号", "债券代码", "地区编码", "地区", "应付日期", "实付日期", "还本金额", "付息金额",
    "资金来源",
)  # fmt: skip
EDITION = Edition(
    "debt",
    use_columns=(
        ("债券代码", "bond"), ("债券名称", "bond_name"), ("预算项目代码", "budget_project"),
        ("安排金额", "allocated"),
    ),
    more=(BONDS, LENDINGS, SERVICES),
)  # fmt: skip
"""What its workbooks have beside what is published."""

KINDS = {"一般债券": "GENERAL", "专项债券": "SPECIAL"}
PURPOSES = {"新增债券": "NEW", "再融资债券": "REFINANCING", "置换债券": "SWAP"}
SOURCES = {"预算安排": "BUDGET", "项目收益": "PROJECT", "再融资债券": "REFINANCING"}


def _reads(parse: Callable[[str, bytes], Page]) -> Reader:
    """The workbooks of the file service, each a page."""

    def page(name: str, body: bytes, _encoding: str) -> Page:
        return parse(name, body)

    return FileShare(URL, TOKEN, "debt", page)


def _more(layout: Layout, whole: bool = True) -> Reader:
    return _reads(partial(more_page, EDITION, layout, whole=whole))


def _issuer(translator: Translator, code: str) -> int:
    return translator.region(code.ljust(6, "0"))


issuer = National(_issuer)
"""The system's code of a region with all below it, `44` -> the region. raises: RejectRow(A211)"""

limits, balances, published_uses, account = streams(EDITION, _reads)

# fmt: off
OTHERWISE = ("project_code",)
"""Fields of a use that this edition fills from other columns."""

uses = replace(
    published_uses,
    control="allocated",
    crosswalk=(
        *(rule for rule in published_uses.crosswalk
          if not (isinstance(rule, To) and rule.field in OTHERWISE)),
        # ours             theirs                       how
        to("project_code", "budget_project",            text),
        to("bond_code",    "bond",                      text),
        to("bond_name",    "bond_name",                 text),
        to("allocated",    ("allocated", "money_unit"), printed_amount),
        ignored("project_code", why="the platform's own number; it says the region"),
    ),
)

LOCATED: tuple[Rule, ...] = (
    to("fiscal_year", "year",     fiscal_year),
    to("document",    "document", text),
    to("file",        "file",     text),
    to("sheet",       "sheet",    text),
    to("row_no",      "row",      whole),
)

bonds = Stream(
    "bonds",
    title="债券发行",
    into=Bond,
    read=_more(BONDS, whole=False),
    key=("债券代码",),
    control="size",
    crosswalk=(
        # ours               theirs                      how
        to("code",           "债券代码",                 text),
        to("name",           "债券名称",                 text),
        to("region_code",    "发行地区",                 issuer),
        to("kind",           "债券类型",                 one_of(KINDS, states=DebtKind)),
        to("purpose",        "债券用途",                 one_of(PURPOSES, states=BondPurpose)),
        to("nature",         "债券性质编码",             lookup("bond_nature")),
        to("issued_on",      "发行日期",                 iso_day),
        to("matures_on",     "到期日期",                 iso_day),
        to("term",           "期限(年)",                 decimal),
        to("interest_rate",  "票面利率(%)",              decimal),
        to("size",           ("发行规模", "money_unit"), printed_amount),
        ignored("document", "file", "sheet", "row", "year",
                why="a bond is the same in every workbook that lists it"),
    ),
)

on_lendings = Stream(
    "on_lendings",
    title="债券转贷",
    into=OnLending,
    read=_more(LENDINGS),
    key=("转贷编号",),
    crosswalk=(
        # ours                theirs                        how
        to("on_lending_id",   "转贷编号",                   text),
        to("region_code",     ("转出地区编码", "转出地区"), region),
        to("to_region_code",  ("转入地区编码", "转入地区"), region),
        *LOCATED,
        to("bond_code",       "债券代码",                   text),
        to("lent_on",         "转贷日期",                   iso_day),
        to("amount",          ("转贷金额", "money_unit"),   printed_amount),
    ),
)

services = Stream(
    "services",
    title="还本付息",
    into=DebtService,
    read=_more(SERVICES),
    key=("还本付息编号",),
    control="interest",
    crosswalk=(
        # ours            theirs                      how
        to("service_id",  "还本付息编号",             text),
        to("region_code", ("地区编码", "地区"),       region),
        *LOCATED,
        to("bond_code",   "债券代码",                 text),
        to("due_on",      "应付日期",                 iso_day),
        to("paid_on",     "实付日期",                 iso_day),
        to("principal",   ("还本金额", "money_unit"), printed_amount),
        to("interest",    ("付息金额", "money_unit"), printed_amount),
        to("paid_from",   "资金来源",                 one_of(SOURCES, states=ServiceSource)),
    ),
)
# fmt: on

SOURCE = Source(
    "debt",
    "政府债务管理系统",
    (bonds, limits, balances, uses, account, on_lendings, services),
    settings={
        URL: "address of the debt system's file service",
        TOKEN: "bearer token of the debt system's file service",
    },
)
