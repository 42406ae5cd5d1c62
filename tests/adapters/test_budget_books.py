"""Budget books in table form: found by what they say, refused whole when they say else."""

from __future__ import annotations

import io

import pytest
import xlsxwriter

from adapters.budget_book.source import SOURCE
from adapters.sdk.identities import Identity
from adapters.sdk.readers.documents import ToldDocuments
from adapters.sdk.source import Page
from schema.problems import StopBatch

(LINES,) = SOURCE.streams
TITLE = "湖南省2023年全省一般公共预算支出执行情况表"
UNIT = "单位：万元"
HEADER = ["预算科目", "调整预算数", "执行数", "为调整预算%"]
ROWS = [
    ["一、一般公共预算支出", "1,200", "1,100.5", "91.7"],
    ["（一）公共安全支出", "700", "600", "85.7"],
    ["公安", "500", "450", "90.0"],
    ["（二）教育支出", "500", "500.5", "100.1"],
    ["教育管理事务", "500", "500.5", "100.1"],
    ["其中：行政运行", "20", "-", ""],
    ["注：部分项目不公开", "", "", ""],
]


def page(name: str, rows: list[list[str]], **told: str) -> Page:
    assert isinstance(LINES.read, ToldDocuments)
    width = max(map(len, rows))
    lines = [[*row, *[""] * (width - len(row))] for row in rows]
    body = "\n".join(",".join(f'"{cell}"' for cell in row) for row in lines)
    return LINES.read.parse(name, body.encode(), told)


def column(found: Page, name: str) -> list[str | None]:
    return [row[found.columns.index(name)] for row in found.rows]


def test_a_table_says_what_it_is() -> None:
    found = page("表3.csv", [[TITLE], ["", "", "", UNIT], HEADER, *ROWS])
    assert set(column(found, "document")) == {"budget_book_湖南省_2023"}
    assert set(column(found, "scope")) == {"WHOLE_ADMINISTRATIVE"}
    assert set(column(found, "direction")) == {"EXPENDITURE"}
    assert set(column(found, "region")) == {"湖南省"}
    assert column(found, "level")[::2] == ["1", "2", "3", "2", "3", "3"]
    assert column(found, "figure")[:2] == ["1200", "1100.5"]
    assert column(found, "printed")[:2] == ["1,200", "1,100.5"]
    assert column(found, "to_adjusted")[1] == "91.7%"
    assert column(found, "row")[0] == "4" and column(found, "column")[:2] == ["2", "3"]
    assert column(found, "part")[-1] == "1"
    assert len(found.rows) == 11
    assert found.whole == {
        "document": "budget_book_湖南省_2023", "table_no": "province_expenditure",
    }  # fmt: skip


def test_its_outline_says_what_must_hold() -> None:
    found = page("表3.csv", [[TITLE], [UNIT], HEADER, *ROWS])
    stated = [each for each in found.identities if isinstance(each, Identity)]
    shown = [(each.code, each.residual, each.lefts[0].where["line_no"]) for each in stated]
    assert shown == [
        ("ITEMS", None, (1,)), ("ITEMS", "UNDISCLOSED", (2,)), ("ITEMS", None, (4,)),
        ("PARTS", None, (6,)),
    ]  # fmt: skip
    assert stated[0].right[0].where["line_no"] == (2, 4)


@pytest.mark.parametrize(
    ("rows", "told", "names"),
    [
        ([[TITLE], [UNIT], ["预算科目", "执行数", "备注栏"], *ROWS], {}, "row 3: 备注栏"),
        ([[TITLE], [UNIT], ["预算科目", "执行数", "执行额"], *ROWS], {}, "row 3: 执行数, 执行额"),
        ([[TITLE], [UNIT], ["预算科目", "执行数"], *ROWS], {}, "row 3"),
        ([[TITLE], HEADER, *ROWS], {}, "unit"),
        ([[TITLE], HEADER, *ROWS], {"unit": "美元"}, "表3.csv"),
        ([["2023年一般公共预算支出执行情况表"], [UNIT], HEADER, *ROWS], {}, "whose, region"),
        ([["湖南省全省一般公共预算支出执行情况表"], [UNIT], HEADER, *ROWS], {}, "year"),
        ([[TITLE], [UNIT], HEADER], {}, "row 4"),
        ([["甲", "乙"], ["1", "2"]], {}, "row 1: 甲, 乙"),
    ],
)  # fmt: skip
def test_another_layout_is_refused_whole(
    rows: list[list[str]], told: dict[str, str], names: str
) -> None:
    with pytest.raises(StopBatch) as caught:
        page("表3.csv", rows, **told)
    assert caught.value.code == "A307"
    assert names in caught.value.render("en")


def _workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    body = io.BytesIO()
    with xlsxwriter.Workbook(body) as book:
        for title, rows in sheets.items():
            sheet = book.add_worksheet(title)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return body.getvalue()


def test_a_workbook_has_one_table() -> None:
    assert isinstance(LINES.read, ToldDocuments)
    table = [[TITLE], [UNIT], HEADER, *ROWS]
    one = LINES.read.parse("书.xlsx", _workbook({"表一": table, "空": []}), {})
    assert set(column(one, "sheet")) == {"表一"}
    assert column(one, "figure") == column(page("表3.csv", table), "figure")
    with pytest.raises(StopBatch, match="表一, 表二"):
        LINES.read.parse("书.xlsx", _workbook({"表一": table, "表二": table}), {})
