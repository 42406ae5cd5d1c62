"""Workbooks of other cities and years load; what is not understood refuses the whole file."""

from __future__ import annotations

import pytest

from adapters.city_workbook.pages import accounts_of, page_of
from adapters.city_workbook.source import figures
from adapters.sdk.readers.workbook import workbook_sheets
from schema.problems import StopBatch
from tests.adapters.city_workbook.books import CONTENTS, COVER, Cell, Made, book, revenue
from tests.adapters.tied import Read, read

FILE = "book.xlsx"


def kunming(**changed: Cell) -> bytes:
    return book({"封面": COVER, "目录": CONTENTS, "01": revenue(**changed), "空": Made([])})


def loaded(body: bytes) -> Read:
    return read(figures, page_of(FILE, body, {}))


def refused(body: bytes) -> str:
    with pytest.raises(StopBatch) as caught:
        page_of(FILE, body, {})
    assert caught.value.code == "A307"
    return caught.value.render("en")


def test_another_city_and_year() -> None:
    found = loaded(kunming())
    assert {row["region_code"] for row in found.rows} == {530100000}
    assert {row["document"] for row in found.rows} == {"昆明市2023年财政决算和2024年预算（草案）"}
    assert len(found.rows) == 14
    assert set(found.verdicts()) == {"TIES"}
    total = found.one(name="全市一般公共预算收入", phase="EXECUTED")
    assert (total["amount"], total["outline_level"], total["parent_no"]) == (93_500_000, 0, None)
    tax = found.one(printed_code="10104", phase="EXECUTED")
    assert (tax["revenue"], tax["parent_no"], tax["row_no"], tax["column_no"]) == ("10104", 1, 7, 5)
    assert tax["printed"] == "35.25"


def test_a_dash_is_no_nought() -> None:
    phases = {row["phase"] for row in loaded(kunming()).of(printed_code="103")}
    assert phases == {"FINAL", "EXECUTED"}


def test_figures_as_text_keep_what_was_printed() -> None:
    row = loaded(kunming(E7="１,035.25")).one(printed_code="10104", phase="EXECUTED")
    assert (row["printed"], row["amount"]) == ("１,035.25", 1_035_250_000)


def test_a_total_that_does_not_hold_is_told_as_printed() -> None:
    found = loaded(kunming(E10=94.5))
    assert found.verdicts("total") == {"TIES": 2, "DIFFERENT": 1}
    (tie,) = [tie for tie in found.ties if tie.verdict == "DIFFERENT"]
    assert tie.difference == 1_000_000
    assert "[01] R10 C5 = 94.5" in tie.left_rows


def test_sheets_that_are_no_tables_say_why() -> None:
    whys = {a.sheet: a.why for a in accounts_of(FILE, workbook_sheets(FILE, kunming()))}
    assert whys["01"] is None
    assert all(whys[name] for name in ("封面", "目录", "空"))


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"D4": "预计"}, ["sheet 01", "row 3", "column D", "预计", "预算数"]),
        ({"D3": None, "D4": None}, ["sheet 01", "row 3", "column D"]),
        ({"B3": "名目"}, ["sheet 01", "项目"]),
        ({"D6": "#REF!"}, ["sheet 01", "row 6", "column D", "#REF!"]),
        ({"E6": "六十"}, ["sheet 01", "row 6", "column E"]),
        ({"D9": 5}, ["sheet 01", "row 9", "figures without one"]),
        ({"A6": "1O101"}, ["sheet 01", "row 6", "1O101"]),
        ({"F2": None}, ["sheet 01", "no unit", "单位：万元"]),
        ({"F2": "单位：万元", "C2": "单位：亿元"}, ["sheet 01", "万元", "亿元"]),
        ({"B1": "2024年昆明市基本情况表"}, ["sheet 01", "row 1", "基本情况表"]),
        ({"B1": "一般公共预算收入执行情况表"}, ["sheet 01", "row 1"]),
        ({"B1": "2024年一般公共预算收入执行情况表"}, ["sheet 01", "市本级"]),
        ({"B1": "2024年全市一般公共预算收入执行情况表"}, ["no city"]),
    ],
)  # fmt: skip
def test_what_is_not_understood_refuses_the_file(changed: dict[str, Cell], says: list[str]) -> None:
    message = refused(kunming(**changed))
    assert all(word in message for word in (FILE, *says)), message


def test_one_strange_sheet_refuses_the_file() -> None:
    strange = Made([["某部门通讯录"], ["姓名", "电话"]])
    assert "sheet 附" in refused(book({"01": revenue(), "附": strange}))


def test_a_unit_that_is_not_stated_is_the_declared_one_and_says_why() -> None:
    limits = [
        ["丽江市2025年地方政府债务限额分地区情况表"],
        ["表四十八"],
        ["地  区", "2025年政府债务限额"],
        [None, "合计", "一般债务", "专项债务"],
        ["丽江市", 3, 1, 2],
        ["市本级", 2, 0.5, 1.5],
        ["玉龙县", 1, 0.5, 0.5],
    ]
    found = loaded(book({"48": Made(limits)}))
    assert {row["printed_unit"] for row in found.rows} == {"YI_YUAN"}
    assert all(row["note"] for row in found.rows)
    assert set(found.verdicts()) == {"TIES"}


def test_a_unit_may_be_told_with_the_load_and_why() -> None:
    limits = [
        ["昆明市2025年地方政府债务限额分地区情况表"],
        ["地区", "2025年政府债务限额"],
        ["昆明市", 3],
        ["市本级", 3],
    ]
    body = book({"48": Made(limits)})
    assert "no unit" in refused(body)
    told = page_of(FILE, body, {"unit": "债务限额分地区:万元:the bureau's letter"})
    found = read(figures, told)
    assert {(row["printed_unit"], row["note"]) for row in found.rows} == {
        ("WAN_YUAN", "the bureau's letter")
    }
    for said in ("债务限额分地区:万元", "债务限额分地区:吨:why", "预算收入:万元:why"):
        with pytest.raises(StopBatch):
            page_of(FILE, body, {"unit": said})


def test_columns_that_are_not_printed_are_left() -> None:
    shown = revenue(G4="核对数", G5=1)
    assert len(loaded(book({"封面": COVER, "01": shown})).rows) == 14
    rows = revenue(E3=None, E4=3, E5="8").rows
    hidden = Made(rows, hidden=(4,))
    found = loaded(book({"封面": COVER, "01": hidden}))
    assert {row["phase"] for row in found.rows} == {"FINAL", "OPENING"}


def test_what_is_no_workbook() -> None:
    for body in (b"", b"PK\x03\x04 cut short", kunming()[:2000]):
        with pytest.raises(StopBatch) as caught:
            page_of(FILE, body, {})
        assert caught.value.code == "A309"
