"""Crosswalks of the published tables: 表4-1 (limits, balances), 表4-2 (uses), 表4-3 (account).

One workbook feeds four streams; each reads all its tables, so what one refuses none loads.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from functools import partial

from adapters.sdk.conversions import fiscal_year, flag, joined, one_of, text, whole
from adapters.sdk.crosswalk import ignored, to
from adapters.sdk.disclosure.account import account_page
from adapters.sdk.disclosure.layouts import Edition
from adapters.sdk.disclosure.limits import balances_page, limits_page
from adapters.sdk.disclosure.places import (
    counted_in,
    project_grade,
    project_region,
    region,
    region_grade,
)
from adapters.sdk.disclosure.uses import uses_page
from adapters.sdk.figures import KEY, statement_crosswalk
from adapters.sdk.money import printed_amount
from adapters.sdk.national import code_or_name
from adapters.sdk.source import Page, Reader, Rule, Stream
from schema.debt import BondUse, DebtBalance, DebtKind, DebtLimit
from schema.problems import RejectRow
from schema.published import UNIT_OF
from schema.statements import StatementLine, StatementScope

REGION = frozenset({"region", "within"})
"""Columns of a figure: here the platform's code of its region, and the region's name."""

KIND = one_of({str(each): str(each) for each in DebtKind}, states=DebtKind)
SCOPE = one_of({str(each): str(each) for each in StatementScope}, states=StatementScope)
YES = flag("1", "0")
NATURE = code_or_name("bond_nature", year="fiscal_year")
FIELD = code_or_name("debt_project_field", year="fiscal_year")
_month = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})月?").fullmatch


def issue_month(cell: str) -> date:
    """Year and month -> the month's first day. raises: RejectRow(A202)

    >>> issue_month("2021-04"), issue_month("2021年12月")
    (datetime.date(2021, 4, 1), datetime.date(2021, 12, 1))
    """
    found = _month(cell)
    if found is None or not 1 <= int(found[2]) <= 12:
        raise RejectRow("A202", value=cell, format="YYYY-MM")
    return date(int(found[1]), int(found[2]), 1)


def kind_of_nature(cell: str) -> str:
    """Code of a bond's nature -> kind of debt: 01 general, 02… special. raises: RejectRow(A206)

    >>> kind_of_nature("01"), kind_of_nature("020299")
    ('GENERAL', 'SPECIAL')
    """
    return one_of({"01": "GENERAL", "02": "SPECIAL"}, states=DebtKind)(cell[:2])


# fmt: off
PLACED: tuple[Rule, ...] = (
    # ours                theirs              how
    to("region_code",      ("code", "name"),   region),
    to("fiscal_year",      "year",             fiscal_year),
    to("document",         "document",         text),
    to("file",             "file",             text),
    to("sheet",            "sheet",            text),
    to("row_no",           "row",              whole),
    to("column_no",        "column",           whole),
    to("heading",          "heading",          text),
    to("kind",             "kind",             KIND),
    to("scope",            "scope",            SCOPE),
    to("counted_in_code",  "tree",             counted_in),
    to("is_repeat",        "repeat",           YES),
    to("printed_code",     "code",             text),
    to("printed_name",     "name",             text),
    to("region_grade",     ("code", "name"),   region_grade),
    to("amount",           ("figure", "unit"), printed_amount),
    to("printed",          "figure",           text),
    to("printed_unit",     "unit",             one_of(UNIT_OF)),
)


def streams(
    edition: Edition, reader: Callable[[Callable[[str, bytes], Page]], Reader]
) -> tuple[Stream, Stream, Stream, Stream]:
    """The four streams of a published workbook: limits, balances, uses, account.

    `reader`: of what makes a page of a file's name and bytes, the reader that does it.
    """

    def reads(page: Callable[[Edition, str, bytes], Page]) -> Reader:
        return reader(partial(page, edition))

    return (
        _limits(reads(limits_page)), _balances(reads(balances_page)), _uses(reads(uses_page)),
        _account(reads(account_page)),
    )


def _limits(read: Reader) -> Stream:
    return Stream(
        "limits",
        title="表4-1 债务限额",
        into=DebtLimit,
        read=read,
        key=("document", "code", "kind"),
        crosswalk=(
            *PLACED,
            to("limit_id", ("document", "code", "kind"), joined("/")),
            ignored("limit", why="the figure itself"),
        ),
    )


def _balances(read: Reader) -> Stream:
    return Stream(
        "balances",
        title="表4-1 债务余额",
        into=DebtBalance,
        read=read,
        key=("document", "code", "kind"),
        crosswalk=(
            *PLACED,
            to("balance_id",   ("document", "code", "kind"), joined("/")),
            to("limit_amount", ("limit", "unit"),            printed_amount),
        ),
    )


def _uses(read: Reader) -> Stream:
    return Stream(
        "uses",
        title="表4-2 债券使用",
        into=BondUse,
        read=read,
        key=("document", "use"),
        control=None,
        crosswalk=(
            # ours                theirs                    how
            to("use_id",          ("document", "use"),      joined("/")),
            to("region_code",     ("code", "name", "root"), project_region),
            to("region_grade",    ("code", "name", "root"), project_grade),
            to("fiscal_year",     "year",                   fiscal_year),
            to("document",        "document",               text),
            to("file",            "file",                   text),
            to("sheet",           "sheet",                  text),
            to("row_no",          "row",                    whole),
            to("project_uid",     "uid",                    text),
            to("project_code",    "project_code",           text),
            to("project_name",    "project_name",           text),
            to("kind",            "nature",                 kind_of_nature),
            to("nature",          "nature",                 NATURE),
            to("printed_nature",  "nature",                 text),
            to("nature_name",     "nature_name",            text),
            to("field",           "field",                  FIELD),
            to("printed_field",   "field",                  text),
            to("field_name",      "field_name",             text),
            to("department",      "department",             text),
            to("department_code", "department_code",        text),
            to("unit",            "unit",                   text),
            to("unit_code",       "unit_code",              text),
            to("issued_in",       "month",                  issue_month),
            to("bond_size",       ("size", "money_unit"),   printed_amount),
        ),
    )


def _account(read: Reader) -> Stream:
    return Stream(
        "account",
        title="表4-3 债务发行及还本付息",
        into=StatementLine,
        read=read,
        key=KEY,
        crosswalk=(
            to("region_code", ("region", "within"), region),
            *(rule for rule in statement_crosswalk if REGION.isdisjoint(rule.columns)),
        ),
    )
# fmt: on
