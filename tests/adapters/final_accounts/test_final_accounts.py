"""Final accounts by function: both scopes, negative amounts, what is left out of the print."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from adapters.final_accounts.source import figures
from adapters.final_accounts.tables import page_of
from schema.problems import StopBatch
from tests.adapters.city_workbook.books import Made, book
from tests.adapters.tied import Read, read

SAMPLES = Path(str(files("adapters.final_accounts"))) / "samples"
WHOLE, OWN = "WHOLE_ADMINISTRATIVE", "OWN_LEVEL"
FILES = {WHOLE: "hlj_2022_expenditure_functional_whole_province.csv",
         OWN: "hlj_2022_expenditure_functional_own_level.csv"}  # fmt: skip
BOTH = pytest.mark.parametrize("scope", [WHOLE, OWN])

TABLE = "func_code,func_name,final_account_10k_yuan\n205,教育支出,7\n20502,普通教育,5\n"


@cache
def loaded(scope: str) -> Read:
    path = SAMPLES / FILES[scope]
    return read(figures, page_of(path.name, path.read_bytes()))


def printed(scope: str) -> dict[str, str]:
    with (SAMPLES / FILES[scope]).open(encoding="utf-8-sig") as file:
        return {line["func_code"]: line["final_account_10k_yuan"] for line in csv.DictReader(file)}


@BOTH
def test_every_figure_is_the_printed_one(scope: str) -> None:
    found = {row["printed_code"]: row for row in loaded(scope).rows}
    assert {code: row["printed"] for code, row in found.items()} == printed(scope)
    assert all(row["amount"] == int(row["printed"]) * 1_000_000 for row in found.values())
    assert {
        (row["scope"], row["region_code"], row["fiscal_year"], row["phase"], row["budget_type"])
        for row in found.values()
    } == {(scope, 230000000, 2022, "FINAL", "GENERAL_PUBLIC")}


@BOTH
def test_negative_amounts_are_kept(scope: str) -> None:
    negative = [row for row in loaded(scope).rows if row["amount"] < 0]
    assert len(negative) == sum(figure.startswith("-") for figure in printed(scope).values()) > 0


@BOTH
def test_what_is_not_published_is_a_residual(scope: str) -> None:
    left_out = {tie.cell.split()[1]: tie for tie in loaded(scope).ties if tie.verdict != "TIES"}
    assert set(left_out) == {"201", "204"}
    for code, tie in left_out.items():
        figure = printed(scope)
        items = sum(int(f) for c, f in figure.items() if len(c) == 5 and c.startswith(code))
        assert (tie.verdict, tie.residual) == ("RESIDUAL", "UNDISCLOSED")
        assert tie.difference == (int(figure[code]) - items) * 1_000_000 > 0


def test_the_two_scopes_are_one_document_and_keep_apart() -> None:
    whole, own = loaded(WHOLE), loaded(OWN)
    assert {row["document"] for row in whole.rows} == {row["document"] for row in own.rows}
    assert whole.page.whole != own.page.whole
    assert not {row["line_id"] for row in whole.rows} & {row["line_id"] for row in own.rows}


@pytest.mark.parametrize(
    ("name", "region", "year", "scope"),
    [
        ("gd_2023_expenditure_functional_whole_province.csv", 440000000, 2023, WHOLE),
        ("shaanxi_2020_expenditure_functional_own_level.csv", 610000000, 2020, OWN),
        ("湖北_2021_支出决算_省本级.csv", 420000000, 2021, OWN),
    ],
)
def test_other_provinces_and_years(name: str, region: int, year: int, scope: str) -> None:
    found = read(figures, page_of(name, TABLE.encode()))
    assert {(row["region_code"], row["fiscal_year"], row["scope"]) for row in found.rows} == {
        (region, year, scope)
    }


def test_a_workbook_says_in_its_title_what_a_csv_says_in_its_name() -> None:
    rows = [
        ["2021年吉林省一般公共预算支出决算功能分类录入表"], ["全省", None, "单位：亿元"],
        ["科目编码", "科目名称", "决算数"],
        [None, "支出合计", 12], [205, "教育支出", 7], [20502, "  普通教育", 10],
        ["213", "农林水支出", 5],
    ]  # fmt: skip
    found = read(figures, page_of("表3.xlsx", book({"决算": Made(rows)})))
    assert {row["region_code"] for row in found.rows} == {220000000}
    assert found.one(function="205")["amount"] == 70_000_000_000
    assert found.verdicts("total") == {"TIES": 1}
    # More than the whole is no residual.
    assert found.verdicts("items") == {"DIFFERENT": 1}


def test_budgets_beside_the_final_account_are_phases_of_their_own() -> None:
    table = (
        "2023年山东省一般公共预算支出决算表,,,,\n省本级,,,,单位：万元\n"
        '科目编码,科目名称,预算数,调整预算数,决算数\n205,教育支出,7,8,"1,009"\n'
    )
    found = read(figures, page_of("表.csv", table.encode()))
    assert {row["phase"]: row["amount"] for row in found.rows} == {
        "OPENING": 7_000_000, "ADJUSTED": 8_000_000, "FINAL": 1_009_000_000,
    }  # fmt: skip
    assert found.one(phase="FINAL")["printed"] == "1,009"


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        ("sx_2022_expenditure_functional_own_level.csv", "", "", "province"),
        ("hlj_expenditure_functional_own_level.csv", "", "", "year"),
        ("hlj_2022_expenditure_functional.csv", "", "", "own_level"),
        ("hlj_2022_revenue_own_level.csv", "", "", "支出"),
        ("hlj_2022_expenditure_own_level.csv", "final_account_10k_yuan", "budget", "row 1"),
        ("hlj_2022_expenditure_own_level.csv", "final_account_10k_yuan", "final_account", "unit"),
        ("hlj_2022_expenditure_own_level.csv", "func_name", "func_name,surplus", "surplus"),
        ("hlj_2022_expenditure_own_level_whole.csv", "", "", "once"),
        ("hlj_2022_2021_expenditure_own_level.csv", "", "", "once"),
        ("hlj_2022_expenditure_own_level.csv", ",5", ",五", "row 3"),
        ("hlj_2022_expenditure_own_level.csv", "20502", "205O2", "row 3"),
        ("hlj_2022_expenditure_own_level.csv", "20502", "205", "row 3"),
        ("hlj_2022_expenditure_own_level.csv", "20502,普通教育", ",普通教育", "row 3"),
    ],
)
def test_what_is_not_understood_refuses_the_file(name: str, old: str, new: str, says: str) -> None:
    with pytest.raises(StopBatch) as caught:
        page_of(name, TABLE.replace(old, new).encode())
    assert caught.value.code == "A307"
    message = caught.value.render("en")
    assert name in message and says in message
