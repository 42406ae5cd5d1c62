"""Other years and provinces load; a sheet that is not as it should be refuses its whole file."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from math import inf, nextafter

import pytest

from adapters.celma_debt.source import SOURCE
from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.source import MappedPage, Stream
from schema.problems import StopBatch
from tests.adapters.celma_debt.workbooks import HAINAN, Sheets, changed, sheets_of, written

FIRST = 9
"""Place of the first row of data in the sample's 表4-1."""


@cache
def sample() -> Sheets:
    """The sample with the first rows of 表4-2 only."""
    sheets = sheets_of(HAINAN)
    uses = sheets["表4-2"]
    return {**sheets, "表4-2": [*uses[:40], uses[-1]]}


def copied() -> Sheets:
    return {name: [list(row) for row in rows] for name, rows in sample().items()}


def parsed(stream: Stream, sheets: Sheets, name: str = "book.xlsx") -> MappedPage:
    page = stream.read.parse(name, written(sheets))  # type: ignore[attr-defined]
    return mapper(stream, CodeFiles()).map(page)


def values(stream: Stream, sheets: Sheets) -> list[dict[str, object]]:
    machine = mapper(stream, CodeFiles())
    page = stream.read.parse("book.xlsx", written(sheets))  # type: ignore[attr-defined]
    return [dict(zip(machine.fields, row.values, strict=True)) for row in machine.map(page).rows]


def test_another_year_with_other_rows_above_and_columns_elsewhere() -> None:
    def later(text: str) -> str:
        return text.replace("2023", "2031").replace("2022", "2024").replace("2021年", "2023年")

    moved = {
        name: [["" for _ in rows[0]] + [""], *([*row[:1], "", *row[1:]] for row in rows)]
        for name, rows in changed(copied(), later).items()
    }
    for stream in SOURCE.streams:
        ours, before = values(stream, moved), values(stream, copied())
        assert len(ours) == len(before)
        assert {row["fiscal_year"] for row in ours} == {2024}
        for row, other in zip(ours, before, strict=True):
            assert row["row_no"] == int(str(other["row_no"])) + 1
            assert row.get("amount") == other.get("amount")
            assert row["document"] == "celma_46_2024"


def test_another_province_with_its_own_tree() -> None:
    """浙江: a city with two of its districts, one under a code that was abolished in 2021."""
    sheets = changed(copied(), lambda text: text.replace("海南省", "浙江省"))
    sheets = changed(sheets, lambda text: text.replace("#46", "#33").replace("46 浙", "33 浙"))
    head, first = sheets["表4-1"][:FIRST], sheets["表4-1"][FIRST]
    names = {
        "33": "浙江省", "3300": "浙江省本级", "3301": "杭州市", "330100": "杭州市本级",
        "330102": "上城区", "330103": "拱墅区", "3390": "县级",
    }  # fmt: skip
    sheets["表4-1"] = head + [[first[0], code, name, *first[3:]] for code, name in names.items()]
    limits = values(SOURCE.streams[0], sheets)
    found = {row["printed_code"]: row for row in limits if row["kind"] == "TOTAL"}
    assert found["33"]["region_code"] == found["3300"]["region_code"] == 330000000
    assert (found["33"]["scope"], found["3300"]["scope"]) == ("WHOLE_ADMINISTRATIVE", "OWN_LEVEL")
    assert found["330100"]["region_code"] == found["3301"]["region_code"] == 330100000
    assert found["330103"]["region_code"] == 330105000
    assert found["330103"]["counted_in_code"] == 330100000
    assert "3390" not in found
    page = parsed(SOURCE.streams[0], sheets)
    assert {each.problem.code for each in page.rejected} == {"A221"}


def test_a_city_that_discloses_by_itself() -> None:
    sheets = changed(copied(), lambda text: text.replace("海南省", "深圳市"))
    sheets = changed(sheets, lambda text: text.replace("#46", "#4403").replace("46 深", "4403 深"))
    head, first = sheets["表4-1"][:FIRST], sheets["表4-1"][FIRST]
    names = {"4403": "深圳市", "440300": "深圳市本级", "440303": "罗湖区"}
    sheets["表4-1"] = head + [[first[0], code, name, *first[3:]] for code, name in names.items()]
    balances = values(SOURCE.streams[1], sheets)
    scopes = {row["printed_code"]: row["scope"] for row in balances}
    assert scopes == {
        "4403": "WHOLE_ADMINISTRATIVE", "440300": "OWN_LEVEL", "440303": "OWN_LEVEL",
    }  # fmt: skip
    assert {row["region_code"] for row in values(SOURCE.streams[3], sheets)} == {440300000}


def test_what_binary_arithmetic_left_is_no_amount() -> None:
    sheets = copied()
    row = sheets["表4-1"][FIRST]
    clean = [each["amount"] for each in values(SOURCE.streams[0], copied())]
    row[3:6] = [nextafter(figure, inf) for figure in row[3:6]]
    assert row[3] != sample()["表4-1"][FIRST][3]
    assert [each["amount"] for each in values(SOURCE.streams[0], sheets)] == clean


def test_what_the_file_is_called_is_no_matter() -> None:
    one, other = (parsed(SOURCE.streams[2], sample(), name) for name in ("a.xlsx", "b.xlsx"))
    assert [row.source_key for row in one.rows] == [row.source_key for row in other.rows]


def test_a_successor_is_told_by_name_or_not_at_all() -> None:
    ask = CodeFiles()
    assert ask.region_dated("445221", "揭东县", 2011) == (445221000, "EXACT")
    assert ask.region_dated("445221", "揭东区", 2021) == (445203000, "NAME")
    with pytest.raises(Exception, match=r"A212.*445202000.*445203000"):
        ask.region_dated("445221", None, 2021)


def cell(name: str, number: int, place: int, value: object) -> Callable[[Sheets], None]:
    def damage(sheets: Sheets) -> None:
        sheets[name][number - 1][place] = value

    return damage


def without(name: str) -> Callable[[Sheets], None]:
    def damage(sheets: Sheets) -> None:
        del sheets[name]

    return damage


def more(sheets: Sheets) -> None:
    sheets["说明"] = [["说明"]]


def twice(sheets: Sheets) -> None:
    sheets["又"] = sheets["表4-1"]


@pytest.mark.parametrize(
    ("damage", "place"),
    [
        (without("表4-2"), "债券使用情况表"),
        (more, r"\[说明\] R1: 说明"),
        (twice, r"\[又\]"),
        (cell("表4-1", 5, 2, "海南省限额表"), r"\[表4-1\] R1"),
        (cell("表4-1", 6, 8, ""), r"\[表4-1\] R7.*单位:亿元"),
        (cell("表4-1", 2, 1, ""), r"\[表4-1\] R7.*AD_CODE_GK"),
        (cell("表4-1", 3, 1, ""), r"\[表4-1\] R5.*AD_CODE#"),
        (cell("表4-1", 7, 3, "限额"), r"\[表4-1\] R7.*2022年债务限额"),
        (cell("表4-1", 8, 4, "其他债务"), r"\[表4-1\] R8"),
        (cell("表4-1", 12, 0, ""), r"\[表4-1\] R12.*4601"),
        (cell("表4-1", 12, 1, ""), r"\[表4-1\] R12"),
        (cell("表4-1", 12, 1, "4600"), r"\[表4-1\] R12"),
        (cell("表4-1", 13, 4, "#REF!"), r"\[表4-1\] R13: #REF!"),
        (cell("表4-2", 7, 7, "债券金额"), r"\[表4-2\] R5.*债券规模"),
        (cell("表4-2", 10, 9, "X"), r"\[表4-2\] R10"),
        (cell("表4-2", 2, 1, "AD_CODE_GK#44"), r"\[表4-2\] R1: 44, 2022"),
        (cell("表4-2", 5, 1, "2021年地方政府债券使用情况表"), r"\[表4-2\] R1: 46, 2021"),
        (cell("表4-3", 14, 2, "三、2022年其他"), r"\[表4-3\] R14: 三、2022年其他"),
        (cell("表4-3", 20, 3, "x"), r"\[表4-3\] R20: x"),
    ],
)
def test_a_damaged_sheet_refuses_the_file_in_every_stream(
    damage: Callable[[Sheets], None], place: str
) -> None:
    sheets = copied()
    damage(sheets)
    body = written(sheets)
    for stream in SOURCE.streams:
        with pytest.raises(StopBatch, match=f"A307.*{place}"):
            stream.read.parse("book.xlsx", body)  # type: ignore[attr-defined]


def test_what_is_no_workbook_is_refused() -> None:
    with pytest.raises(StopBatch, match="A309"):
        SOURCE.streams[0].read.parse("book.xlsx", b"PK no workbook")  # type: ignore[attr-defined]
