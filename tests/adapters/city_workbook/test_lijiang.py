"""The workbook of a city, as published: every sheet accounted for, every printed total tied."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

from adapters.city_workbook.outline import outline_of
from adapters.city_workbook.pages import Account, accounts_of, page_of
from adapters.city_workbook.source import figures
from adapters.sdk.readers.workbook import workbook_sheets
from adapters.sdk.source import Page
from tests.adapters.tied import Read, read

(BOOK,) = (Path(str(files("adapters.city_workbook"))) / "samples").glob("*.xlsx")
LIJIANG = 530700000


@cache
def page() -> Page:
    return page_of(BOOK.name, BOOK.read_bytes(), {})


@cache
def lijiang() -> Read:
    return read(figures, page())


@cache
def accounts() -> list[Account]:
    return accounts_of(BOOK.name, workbook_sheets(BOOK.name, BOOK.read_bytes()))


def test_every_sheet_is_a_table_or_says_why_not() -> None:
    assert len(accounts()) == 54
    aside = {account.sheet: account.why for account in accounts() if not account.tables}
    assert set(aside) == {"封面", "目录"}
    assert all(aside.values())
    loaded = {row["sheet"] for row in lijiang().rows}
    assert loaded == {account.sheet for account in accounts() if account.tables}


def test_all_four_budgets_of_both_levels_in_and_out() -> None:
    found = {
        (row["budget_type"], row["direction"], row["scope"])
        for row in lijiang().rows
        if row["direction"] != "NEITHER"
    }
    budgets = {"GENERAL_PUBLIC", "GOVERNMENT_FUND", "STATE_CAPITAL", "SOCIAL_INSURANCE"}
    assert found == {
        (budget, direction, scope)
        for budget in budgets
        for direction in ("REVENUE", "EXPENDITURE")
        for scope in ("WHOLE_ADMINISTRATIVE", "OWN_LEVEL")
    }


def test_every_printed_total_is_tied() -> None:
    assert set(lijiang().verdicts()) == {"TIES", "ROUNDING", "RESIDUAL"}
    tied = {tie.cell.split(" fiscal_year")[0] for tie in lijiang().ties if tie.identity == "total"}
    totals = 0
    for account in accounts():
        for table in account.tables:
            heads = frozenset({"丽江市"} if table.form.rows == "REGIONS" else ())
            for row, place in zip(table.rows, outline_of(table, heads), strict=True):
                if place.total and any(f.strip("-0.") for f in row.figures.values()):
                    totals += 1
                    assert f"{table.sheet} R{row.number}" in tied, (table.sheet, row)
    assert totals > 80


def test_what_does_not_tie_exactly_is_rounding_or_left_out_of_the_print() -> None:
    (left_out,) = [tie for tie in lijiang().ties if tie.verdict == "RESIDUAL"]
    assert (left_out.residual, left_out.fiscal_year) == ("UNDISCLOSED", 2024)
    assert left_out.difference == (left_out.left_amount or 0) - (left_out.right_amount or 0) > 0
    rounded = {tie.identity for tie in lijiang().ties if tie.verdict == "ROUNDING"}
    assert rounded == {"insurance_surplus", "debt_by_purpose"}


def test_revenue_in_all_is_expenditure_in_all() -> None:
    assert lijiang().verdicts("revenue_is_expenditure").keys() == {"TIES"}
    sheets = {tie.cell.split(" R")[0] for tie in lijiang().ties
              if tie.identity == "revenue_is_expenditure"}  # fmt: skip
    assert {"01-1", "03-1", "06", "08", "10", "12", "20-1", "28", "33"} <= sheets


def test_each_sheet_in_its_own_unit() -> None:
    units = {(row["sheet"], row["printed_unit"]) for row in lijiang().rows}
    assert {sheet for sheet, unit in units if unit == "YI_YUAN"} == {"48"}
    assert len(units) == 52
    limits = lijiang().of(sheet="48", measure="LIMIT", region_code=LIJIANG)
    same = lijiang().of(sheet="44", measure="LIMIT", fiscal_year=2025)
    key = ("budget_type", "scope")
    assert {tuple(row[name] for name in key): row["amount"] for row in limits} == {
        tuple(row[name] for name in key): row["amount"] for row in same
    }


def test_codes_stand_as_number_and_as_text() -> None:
    number = lijiang().one(sheet="01-2", item="一、一般公共服务支出", phase="EXECUTED")
    text = lijiang().one(sheet="03-2", item="一、一般公共服务", phase="EXECUTED")
    assert number["function"] == text["function"] == "201"
    assert number["printed_code"] == text["printed_code"] == "201"


def test_what_no_list_holds_keeps_its_name_without_a_code() -> None:
    row = lijiang().of(sheet="11", name="结转下年")[0]
    assert (row["function"], row["printed_code"]) == (None, None)
    grades = lijiang().mapped.grades
    assert grades["function", "NONE"] > 0
    assert grades["function", "EXACT"] > 100 * grades["function", "NONE"]


def test_negative_revenue_and_figures_kept_as_text() -> None:
    negative = lijiang().of(sheet="06", printed_code="103014898")
    assert len(negative) == 2
    assert all(row["amount"] < 0 and row["printed"].startswith("-") for row in negative)
    assert lijiang().one(sheet="17", row_no=17, fiscal_year=2024)["printed"].isdigit()


def test_helper_columns_are_not_figures_and_hidden_rows_are() -> None:
    assert not lijiang().of(sheet="01-1", column_no=5)
    assert {row["column_no"] for row in lijiang().of(sheet="40")} == {2, 3}
    hidden = lijiang().of(sheet="26", name="委托业务费")
    assert [row["amount"] > 0 for row in hidden] == [True]
    (tie,) = [t for t in lijiang().ties if t.identity == "items" and t.cell.startswith("26 R9 ")
              and "column_no=3" in t.cell]  # fmt: skip
    assert tie.verdict == "TIES"


def test_years_and_phases_are_those_of_the_headings() -> None:
    heads = {(row["heading"], row["fiscal_year"], row["phase"])
             for row in lijiang().of(sheet="03-1")}  # fmt: skip
    assert heads == {
        ("2024年决算数", 2024, "FINAL"), ("2025年预算数", 2025, "OPENING"),
        ("2025年调整预算数", 2025, "ADJUSTED"), ("2025年执行数", 2025, "EXECUTED"),
    }  # fmt: skip
    assert {(row["fiscal_year"], row["phase"]) for row in lijiang().of(sheet="47")} == {
        (2025, "EXECUTED"), (2026, "OPENING"),
    }  # fmt: skip


def test_counties_are_found_by_their_short_names() -> None:
    counties = {530702000, 530721000, 530722000, 530723000, 530724000}
    for sheet in ("25", "48"):
        assert {row["region_code"] for row in lijiang().of(sheet=sheet)} == {LIJIANG, *counties}
    assert lijiang().mapped.grades["region_code", "SHORT_NAME"] > 0


def test_debt_balances_roll_forward_and_stay_below_their_limits() -> None:
    for identity in ("debt_balance", "debt_limit", "limit_forward", "debt_kinds"):
        assert lijiang().verdicts(identity).keys() == {"TIES"}, identity


def test_read_twice_it_is_the_same() -> None:
    again = page_of(BOOK.name, BOOK.read_bytes(), {})
    assert again == page()
    assert page().whole == {"document": lijiang().rows[0]["document"]}
