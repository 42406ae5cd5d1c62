"""Guangdong's published tables: three independent tables of each total agree, nothing twice."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from adapters.guangdong_budget.source import SOURCE
from adapters.sdk.books.outline import Line, parts
from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.readers.documents import ToldDocuments, loading
from adapters.sdk.source import Page
from schema.problems import StopBatch

SAMPLES = Path(str(files("adapters.guangdong_budget"))) / "samples"

Row = dict[str, Any]
(lines,) = SOURCE.streams


def page_of(name: str, body: bytes, **told: str) -> Page:
    """The page of one table, as the adapter reads it."""
    assert isinstance(lines.read, ToldDocuments)
    return lines.read.parse(name, body, told)


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    machine = mapper(lines, CodeFiles())
    found = []
    for page in lines.read.pages(loading(sorted(SAMPLES.glob("*.csv"))), {}):
        mapped = machine.map(page)
        assert mapped.rejected == []
        found += [dict(zip(machine.fields, row.values, strict=True)) for row in mapped.rows]
    return found


def of(rows: list[Row], table: str, phase: str = "EXECUTED", **wanted: Any) -> list[Row]:
    return [
        row
        for row in rows
        if row["table_no"] == table
        and row["phase"] == phase
        and all(row[name] == value for name, value in wanted.items())
    ]


@pytest.mark.parametrize(
    ("whole", "own", "cities", "name"),
    [("t01", "t06", "t02", "一般公共预算收入"), ("t03", "t07", "t04", "一般公共预算支出")],
)
def test_the_whole_is_the_provinces_own_and_its_cities(
    rows: list[Row], whole: str, own: str, cities: str, name: str
) -> None:
    (total,) = of(rows, whole, name=name)
    (level,) = of(rows, own, name=name)
    parts_of_it = of(rows, cities, is_repeat=False)
    assert len(parts_of_it) == len({row["region_code"] for row in parts_of_it}) == 21
    assert total["amount"] == level["amount"] + sum(row["amount"] for row in parts_of_it)
    assert (total["scope"], level["scope"]) == ("WHOLE_ADMINISTRATIVE", "OWN_LEVEL")
    assert total["region_code"] == level["region_code"] == 440000000
    repeats = of(rows, cities, is_repeat=True)
    assert len(repeats) == 3
    assert sum(row["amount"] for row in repeats) == sum(row["amount"] for row in parts_of_it)


def test_items_without_parts_sum_to_what_they_stand_under(rows: list[Row]) -> None:
    level_two = [row for row in of(rows, "t06") if row["outline_level"] == 2]
    table = of(rows, "t06")
    checked = 0
    for head, after in zip(level_two, [*level_two[1:], None], strict=True):
        end = table.index(after) if after else len(table)
        below = [
            row for row in table[table.index(head) + 1 : end]
            if row["outline_level"] == 3 and not row["is_part"]
        ]  # fmt: skip
        if below and all(row["outline_level"] == 3 for row in table[table.index(head) + 1 : end]):
            assert sum(row["amount"] for row in below) == head["amount"], head["name"]
            checked += 1
    assert checked >= 3


def test_what_was_printed_is_kept(rows: list[Row]) -> None:
    (tax,) = of(rows, "t01", name="增值税")
    assert tax["line_id"] == "t01/一般公共预算收入>税收收入>增值税/EXECUTED"
    assert tax["amount"] == int(tax["printed"]) * 1_000_000
    assert (tax["revenue"], tax["function"], tax["outline_level"]) == ("10101", None, 3)
    assert str(tax["to_adjusted"]) == "0.985"
    (plan,) = of(rows, "t01", phase="ADJUSTED", name="增值税")
    assert plan["to_adjusted"] is None
    blank = [row["phase"] for row in rows if row["table_no"] == "t01" and row["line_no"] == 17]
    assert blank == ["EXECUTED"]
    assert {row["fiscal_year"] for row in rows} == {2025}
    assert len({row["line_id"] for row in rows}) == len(rows)


def test_a_reject_points_at_the_printed_row() -> None:
    body = (SAMPLES / "t02_city_revenue_2025.csv").read_text(encoding="utf-8")
    body = body.replace("佛山市", "佛岗市")
    page = page_of("t02_city_revenue_2025.csv", body.encode())
    rejected = mapper(lines, CodeFiles()).map(page).rejected
    assert [each.problem.code for each in rejected] == ["A211"] * 3
    assert {each.problem.place for each in rejected} == {"t02_city_revenue_2025.csv row 6"}


@pytest.mark.parametrize(
    ("name", "header", "code"),
    [
        ("table.csv", "outline_level,item", "A307"),
        ("t01_county_revenue_2025.csv", "outline_level,item", "A307"),
        ("t01_province_revenue_2025.csv", "outline_level,item,executed", "A307"),
        ("t02_city_revenue_2025.csv", "outline_level,item,adjusted_budget,executed,"
         "exec_to_adjusted,exec_to_prior_year", "A307"),
        ("t01_province_revenue_2025.csv", "outline_level,item,adjusted_budget,executed,"
         "exec_to_adjusted,exec_to_prior_year\n1,一、收入,1", "A302"),
    ],
)  # fmt: skip
def test_an_unknown_layout_is_refused_whole(name: str, header: str, code: str) -> None:
    with pytest.raises(StopBatch) as caught:
        page_of(name, header.encode())
    assert caught.value.code == code


def test_parts_where_no_sum_closes_are_the_rows_that_say_so() -> None:
    printed = [(1, "公共安全", 100), (2, "其中：武警", 5), (2, "公安", 50), (2, "法院", 20)]
    given = [Line(level, item, (figure,)) for level, item, figure in printed]
    assert parts(given) == [False, True, False, False]


def test_parts_must_close_in_every_column_within_rounding() -> None:
    printed = [
        (1, "非税", (100, 11)), (2, "专项", (60, 6)), (2, "其中：甲", (40, 4)), (2, "乙", (40, 5)),
    ]  # fmt: skip
    given = [Line(*each) for each in printed]
    assert parts(given) == [False, False, True, False]


def test_it_is_a_source_of_documents() -> None:
    assert SOURCE.documents
