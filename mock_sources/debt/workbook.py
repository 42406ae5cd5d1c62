"""One issuer's workbook of a year: the disclosure's three tables, then bonds, on-lending, service.

Above what is printed stand the platform's own rows, as in the workbooks that it publishes.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

import xlsxwriter

from mock_sources.debt.codes import (
    FIELDS,
    NATURES,
    OTHER_FIELD,
    UNKNOWN_CODE,
    own_code,
    project_number,
    project_uid,
    yi_yuan,
)
from mock_sources.world import bonds
from mock_sources.world.clock import OPENING
from mock_sources.world.debt import Ledger, Position, account, line_amount, whole_code
from mock_sources.world.lists import Region

Cell = str | float | None
Rows = Iterable[Sequence[Cell]]

NOTE = "注：本表由县级以上地方各级财政部门按年度报送。"
MADE = datetime(2024, 1, 1)
"""What the workbook says of its making: the same world is the same bytes."""
SOURCES = {"BUDGET": "预算安排", "PROJECT": "项目收益", "REFINANCING": "再融资债券"}


class Sheet(NamedTuple):
    """A table: the platform's names of its columns, title, printed headers, rows of data.

    `first`: columns before the first printed one, beside VALID#.
    """

    name: str
    number: str
    title: str
    platform: Sequence[Cell]
    heads: Sequence[Sequence[Cell]]
    rows: Rows


def workbook(ledger: Ledger, issuer: Region, year: int, stage: str, renamed: bool = False) -> bytes:
    """The file. `renamed`: a heading of 表4-2 has another name."""
    made = io.BytesIO()
    root = whole_code(issuer)
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        book.set_properties({"created": MADE})
        for sheet in _sheets(ledger, issuer, year, stage):
            _write(book, sheet, root, issuer, year, renamed)
    return made.getvalue()


def _write(
    book: xlsxwriter.Workbook, sheet: Sheet, root: str, issuer: Region, year: int, renamed: bool
) -> None:
    page = book.add_worksheet(sheet.name)
    width = max(map(len, sheet.heads))
    above: list[Sequence[Cell]] = [
        ("0", f"AD_CODE_GK#{root}", f"AD_NAME#{root} {issuer.name}", f"SET_YEAR#{year}"),
        ("0", *sheet.platform),
        ("0", sheet.number),
        ("0", f"{root} {issuer.name}{year}年{sheet.title}"),
        (*(None for _ in range(width)), "单位：亿元"),
        *(("0", *head) for head in sheet.heads),
    ]
    number = 0
    for row in above:
        cells = ["债券总规模" if renamed and cell == "债券规模" else cell for cell in row]
        page.write_row(number, 0, cells)
        number += 1
    for row in sheet.rows:
        page.write_row(number, 0, ("VALID#", *row))
        number += 1
    page.write_row(number, 0, ("0", NOTE))
    page.set_column(0, 0, None, None, {"hidden": True})


def _sheets(ledger: Ledger, issuer: Region, year: int, stage: str) -> Iterator[Sheet]:
    yield Sheet(
        "表4-1", "表4-1", "地方政府债务限额及余额决算情况表",
        ("AD_CODE#", "AD_NAME#", None, "YBXE_Y1#", "ZXXE_Y1#", None, "YBYE_Y1#", "ZXYE_Y1#"),
        (
            (None, "地   区", f"{year}年债务限额", None, None, f"{year}年债务余额（决算数）"),
            (None, None, None, "一般债务", "专项债务", None, "一般债务", "专项债务"),
            (None, "公  式", "A=B+C", "B", "C", "D=E+F", "E", "F"),
        ),
        _positions(ledger, issuer, year, stage),
    )  # fmt: skip
    yield Sheet(
        "表4-2", "表4-2", "地方政府债券使用情况表",
        ("XM_NAME#", "XM_CODE#", "XMLX_NAME#", "ZGBM_NAME#", "AG_NAME#", "ZWLB_NAME#", "ZQGM_AMT#",
         "FX_DATE#", "ZQ_CODE#", "ZQ_NAME#", "PRO_CODE#", "AP_AMT#", "XM_ID#", "XMLX_ID#",
         "ZGBM_CODE#", "AG_CODE#", "ZWLB_ID#"),
        (
            ("项目名称", "项目编号", "项目领域", "项目主管部门", "项目实施单位", "债券性质",
             "债券规模", "发行时间（年/月）", "债券代码", "债券名称", "预算项目代码", "安排金额"),
        ),
        _uses(ledger, issuer, year, stage),
    )  # fmt: skip
    yield Sheet(
        "表4-3", "表4-3", "地方政府债务发行及还本付息情况表",
        ("XM_TYPE#", "XM_NAME#", "AD_BDQ#", "AD_BJ#", "ROW_NUM#"),
        ((None, "项目", "本地区", "本级"),),
        _account(ledger, issuer, year),
    )  # fmt: skip
    yield Sheet(
        "债券", "附1", "地方政府债券发行明细表", ("ZQ_LIST#",),
        (
            ("债券代码", "债券名称", "发行地区", "债券类型", "债券用途", "债券性质编码", "发行日期",
             "到期日期", "期限（年）", "票面利率（%）", "发行规模"),
        ),
        _bonds(ledger, issuer, year),
    )  # fmt: skip
    yield Sheet(
        "转贷", "附2", "地方政府债券转贷明细表", ("ZD_LIST#",),
        (
            ("转贷编号", "债券代码", "转出地区编码", "转出地区", "转入地区编码", "转入地区",
             "转贷日期", "转贷金额"),
        ),
        _lendings(ledger, issuer, year),
    )  # fmt: skip
    yield Sheet(
        "还本付息", "附3", "地方政府债券还本付息明细表", ("HBFX_LIST#",),
        (
            ("还本付息编号", "债券代码", "地区编码", "地区", "应付日期", "实付日期", "还本金额",
             "付息金额", "资金来源"),
        ),
        _services(ledger, issuer, year),
    )  # fmt: skip


def _positions(ledger: Ledger, issuer: Region, year: int, stage: str) -> Rows:
    for region in ledger.members(issuer):
        limits = ledger.printed(region, year, "ADMINISTRATIVE")
        balances = ledger.printed(region, year, "FISCAL")
        if len(limits) > 1:
            yield whole_code(region), region.name, *_figures(limits[1], balances[1])
        own = f"  {region.name}本级" if len(limits) > 1 else f"    {region.name}"
        printed = limits[0]
        special = printed[1]
        if stage == OPENING and special.mark == "late_correction":
            printed = (printed[0], special._replace(limit=special.was))
        yield own_code(region), own, *_figures(printed, balances[0], limits[0])
    small = 10 * bonds.WAN
    nowhere = [yi_yuan(fen) for fen in (2 * small, small, small)]
    yield UNKNOWN_CODE, "    某某新区", *nowhere, *nowhere


def _figures(
    limits: tuple[Position, Position],
    balances: tuple[Position, Position],
    totalled: tuple[Position, Position] | None = None,
) -> list[float]:
    """Limits and balances, each total, general, special; `totalled`: what the total adds up."""
    total = totalled or limits
    return [
        yi_yuan(fen)
        for fen in (
            total[0].limit + total[1].limit, limits[0].limit, limits[1].limit,
            balances[0].balance + balances[1].balance, balances[0].balance, balances[1].balance,
        )
    ]  # fmt: skip


def _uses(ledger: Ledger, issuer: Region, year: int, stage: str) -> Rows:
    for region in ledger.members(issuer):
        for use in ledger.uses(region, year):
            bond, agency = use.bond, use.project.agency
            field, field_name = FIELDS.get(agency.department, OTHER_FIELD)
            before = stage == OPENING and use.mark == "late_correction"
            known = use.mark != "bond_missing"
            yield (
                use.project.name, project_number(use, region), field_name, "财政", agency.name,
                NATURES[bond.nature], yi_yuan(ledger.size(bond) if known else use.amount),
                f"{bond.issued:%Y-%m}", bond.code, bond.name, use.project.code,
                yi_yuan(use.was if before else use.amount), project_uid(use), field, "318",
                agency.code, bond.nature,
            )  # fmt: skip


def _account(ledger: Ledger, issuer: Region, year: int) -> Rows:
    own, whole = ledger.printed(issuer, year, "FISCAL")
    for number, line in enumerate(account(year), 1):
        yield (
            line.code, line.name, yi_yuan(line_amount(line, *whole)),
            yi_yuan(line_amount(line, *own)), str(number),
        )  # fmt: skip


def _bonds(ledger: Ledger, issuer: Region, year: int) -> Rows:
    for bond in ledger.bonds_of(issuer, year):
        yield (
            bond.code, bond.name, whole_code(issuer), "一般债券" if bond.general else "专项债券",
            "新增债券" if bond.purpose == "NEW" else "再融资债券", bond.nature, str(bond.issued),
            str(bond.matures), bond.years, bond.coupon / 100, yi_yuan(ledger.size(bond)),
        )  # fmt: skip


def _lendings(ledger: Ledger, issuer: Region, year: int) -> Rows:
    region = ledger.world.region
    for lender in ledger.members(issuer):
        for each in ledger.lendings(lender, year):
            borrower = region[each.borrower]
            wrong = each.mark == "impossible_date"
            yield (
                each.key, each.bond.code, own_code(lender), lender.name, own_code(borrower),
                borrower.name, f"{year}-02-30" if wrong else str(each.dated), yi_yuan(each.amount),
            )  # fmt: skip


def _services(ledger: Ledger, issuer: Region, year: int) -> Rows:
    for region in ledger.members(issuer):
        for each in ledger.services(region, year):
            part = 5 if each.mark == "three_decimals" else 0
            interest = None if each.mark == "missing_value" else yi_yuan(each.interest, part)
            yield (
                each.key, each.bond.code, own_code(region), region.name, str(each.due),
                str(each.due), yi_yuan(each.principal), interest, SOURCES[each.source],
            )  # fmt: skip
