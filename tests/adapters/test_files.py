"""Files from a server and from disk: listings, hashes, encodings, reports cut short."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import stamina
import xlsxwriter

from adapters.sdk.money import yuan
from adapters.sdk.readers.documents import Documents, loading
from adapters.sdk.readers.files import FileShare
from adapters.sdk.readers.tables import Report, csv_rows, table_rows
from adapters.sdk.source import Control, Page
from schema.problems import RetryLater, StopBatch
from tests.adapters.serving import TOKEN, Answer, serving

REPORT = Report(("文件类型", "清算明细"), amount=yuan)
READ = FileShare("URL", "TOKEN", "clearing", REPORT.page)
TEXT = (
    "文件类型,清算明细,导出时间,2024-06-02 08:00:00,金额单位,元\r\n"
    '流水号,金额,收款人\r\nA1,1.50,"甲,乙"\r\nA2,-0.5,丙\r\n合计,笔数,2,金额合计,1.00\r\n'
)


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=2):
        yield


def entry(name: str, body: bytes, **changes: str) -> dict[str, Any]:
    return {
        "name": name, "kind": "clearing", "modified": "2024-06-02 09:00:00", "encoding": "gb18030",
        "sha256": sha256(body).hexdigest(),
    } | changes  # fmt: skip


def share(files: list[tuple[dict[str, Any], bytes]]) -> Any:
    def answer(path: str, params: dict[str, str]) -> Answer:
        if path == "/files":
            kept = [each for each, _ in files if each["modified"] >= params.get("since", "")]
            return 200, json.dumps({"code": "0", "files": kept}).encode()
        name = unquote(path.rsplit("/", 1)[-1])
        return 200, next(body for each, body in files if each["name"] == name)

    return answer


def read(*files: tuple[dict[str, Any], bytes], state: dict[str, str] | None = None) -> list[Page]:
    with serving(share(list(files))) as service:
        return list(READ.pages({"URL": service.url, "TOKEN": TOKEN}, state or {}))


BODY = TEXT.encode("gb18030")


def test_a_report_becomes_a_page_with_its_own_control() -> None:
    (page,) = read((entry("清算 1.csv", BODY), BODY))
    assert page.name == "清算 1.csv"
    assert page.body == BODY
    assert page.columns == ("文件类型", "导出时间", "金额单位", "流水号", "金额", "收款人")
    assert page.rows[0] == ["清算明细", "2024-06-02 08:00:00", "元", "A1", "1.50", "甲,乙"]
    assert (len(page.rows), page.first_row) == (2, 3)
    assert page.control == Control(2, 100)
    assert page.state == {"modified": "2024-06-02 09:00:00", "name": "清算 1.csv"}
    assert list(READ.controls({})) == []


def test_only_new_files_of_the_kind_in_order_of_their_time() -> None:
    later = entry("a.csv", BODY, modified="2024-07-01 00:00:00")
    other = entry("b.csv", BODY, kind="receipts")
    files = (later, BODY), (entry("c.csv", BODY), BODY), (other, BODY)
    assert [page.name for page in read(*files)] == ["c.csv", "a.csv"]
    state = {"modified": "2024-06-02 09:00:00", "name": "c.csv"}
    assert [page.name for page in read(*files, state=state)] == ["a.csv"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT.replace("合计,笔数,2,金额合计,1.00\r\n", ""), "A301"),
        (TEXT.replace("A2,-0.5,丙\r\n", ""), "A301"),
        (TEXT.replace("笔数,2", "笔数,二"), "A302"),
        (TEXT.replace("金额单位,元", "金额单位,万元"), "A302"),
        (TEXT.replace("清算明细", "收入日报"), "A307"),
        ("", "A307"),
        (TEXT + '"unfinished', "A309"),
    ],
)
def test_a_report_that_is_not_whole_or_not_it(text: str, code: str) -> None:
    body = text.encode("gb18030")
    with pytest.raises(StopBatch) as caught:
        read((entry("c.csv", body), body))
    assert caught.value.code == code


def test_a_row_of_another_width_is_left_to_the_mapper() -> None:
    body = TEXT.replace("A2,-0.5,丙", "A2,-0.5").encode("gb18030")
    (page,) = read((entry("c.csv", body), body))
    assert [len(row) for row in page.rows] == [6, 5]


def test_bytes_that_are_not_those_announced() -> None:
    with pytest.raises(StopBatch, match=r"A309.*sha256"):
        read((entry("c.csv", b"other"), BODY))


def test_a_report_cut_on_its_way_is_said_to_be_cut() -> None:
    with pytest.raises(StopBatch, match="A301"):
        read((entry("c.csv", BODY), BODY[: BODY.index(b"A2,")]))


@pytest.mark.parametrize("encoding", ["ascii", "no-such-encoding"])
def test_an_encoding_it_is_not_in(encoding: str) -> None:
    with pytest.raises(StopBatch, match=f"A309.*{encoding}"):
        read((entry("c.csv", BODY, encoding=encoding), BODY))


def test_utf8_read_as_gb18030_does_not_pass_for_the_report() -> None:
    body = TEXT.encode("utf-8-sig")
    with pytest.raises(StopBatch) as caught:
        read((entry("c.csv", body), body))
    assert caught.value.code in {"A307", "A309"}
    assert len(read((entry("c.csv", body, encoding="utf-8-sig"), body))[0].rows) == 2


@pytest.mark.parametrize("listing", [b"{", b"{}", b'{"files": [1]}'])
def test_a_listing_that_is_none(listing: bytes) -> None:
    with (
        serving(lambda path, params: (200, listing)) as service,
        pytest.raises(StopBatch, match="A301"),
    ):
        list(READ.pages({"URL": service.url, "TOKEN": TOKEN}, {}))


def test_wrong_token_and_nobody_there() -> None:
    with serving(share([])) as service:
        with pytest.raises(StopBatch, match="A305"):
            list(READ.pages({"URL": service.url, "TOKEN": "wrong"}, {}))
        url = service.url
    with pytest.raises(RetryLater, match="A306"):
        list(READ.pages({"URL": url, "TOKEN": TOKEN}, {}))


def test_documents_are_read_in_their_order_each_time_anew(tmp_path: Path) -> None:
    for name in ("b.csv", "a.csv"):
        (tmp_path / name).write_bytes(b"x,y\n1,2\n")
    reader = Documents(
        lambda name, body: Page(name, body, ("x", "y"), csv_rows(name, body, ("utf-8",))[1:])
    )
    settings = loading([tmp_path / "b.csv", tmp_path / "a.csv"])
    for _ in range(2):
        assert [page.name for page in reader.pages(settings, {})] == ["b.csv", "a.csv"]
    with pytest.raises(StopBatch, match=r"A309.*none\.csv"):
        list(reader.pages(loading([tmp_path / "none.csv"]), {}))
    with pytest.raises(StopBatch, match="H102"):
        list(reader.pages({}, {}))


def test_a_workbook_reads_like_the_csv_of_it(tmp_path: Path) -> None:
    path = tmp_path / "t.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["item", "figure", "rate"])
        sheet.write_row(1, 0, ["税收收入", 102112425, 1.001])
        sheet.write_row(2, 0, ["其他", None, "100.1%"])
    rows = [
        ["item", "figure", "rate"],
        ["税收收入", "102112425", "1.001"],
        ["其他", None, "100.1%"],
    ]
    assert table_rows("t.xlsx", path.read_bytes()) == rows
    printed = "item,figure,rate\n税收收入,102112425,1.001\n其他,,100.1%\n\n"
    plain = [[cell or None for cell in row] for row in table_rows("t.CSV", printed.encode())]
    assert plain == rows
    with pytest.raises(StopBatch, match="A307"):
        table_rows("t.doc", b"")
    with pytest.raises(StopBatch, match="A309"):
        table_rows("t.xlsx", b"not a workbook")


def test_the_unit_is_the_reports_own() -> None:
    other = replace(REPORT, unit="单位")
    with pytest.raises(StopBatch, match=r"A302.*单位"):
        other.page("c.csv", BODY, "gb18030")
