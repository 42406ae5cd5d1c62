"""The REST reader against a real server: pages, cursors, controls, and every way it goes wrong."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
import stamina

from adapters.sdk.money import wan_yuan
from adapters.sdk.readers.http_json import HttpJson
from adapters.sdk.source import Control, Page, State
from schema.problems import RetryLater, StopBatch
from tests.adapters.serving import TOKEN, Answer, serving

READ = HttpJson("URL", "TOKEN", "/api/v1/things", amount=wan_yuan, size=2)
RECORDS = [
    {"ID": f"T{n}", "AMT": f"{n}.5", "NOTE": None if n % 2 else "备注", "IS_DELETED": 0}
    for n in range(5)
]


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=4):
        yield


def answered(records: list[dict[str, Any]], **changes: Any) -> bytes:
    total = sum(float(record["AMT"]) for record in records if "AMT" in record)
    answer = {
        "code": "0", "unit": "万元", "asOf": "2026-01-31 00:00:00", "data": records,
        "count": len(records), "sumAmt": f"{total:.6f}", "next": None,
    }  # fmt: skip
    return json.dumps(answer | changes, ensure_ascii=False).encode()


def paged(path: str, params: dict[str, str]) -> Answer:
    start, size = int(params.get("after", "0")), int(params["size"])
    following = str(start + size) if start + size < len(RECORDS) else None
    return 200, answered(RECORDS[start : start + size], next=following)


def always(body: bytes, status: int = 200) -> Any:
    return lambda path, params: (status, body)


def read(answer: Any, state: State | None = None, token: str = TOKEN) -> list[Page]:
    with serving(answer) as service:
        return list(READ.pages({"URL": service.url, "TOKEN": token}, state or {}))


def test_pages_carry_evidence_cells_control_and_state() -> None:
    with serving(paged) as service:
        pages = list(READ.pages({"URL": service.url + "/", "TOKEN": TOKEN}, {}))
    assert [len(page.rows) for page in pages] == [2, 2, 1]
    assert pages[0].columns == ("ID", "AMT", "NOTE", "IS_DELETED")
    assert pages[0].rows[0] == ["T0", "0.5", "备注", "0"]
    assert pages[0].rows[1][2] is None
    assert json.loads(pages[0].body)["data"] == RECORDS[:2]
    assert pages[0].control == Control(2, 2_000_000)
    assert [page.state for page in pages] == [
        {"since": None, "after": "2", "moment": "2026-01-31 00:00:00"},
        {"since": None, "after": "4", "moment": "2026-01-31 00:00:00"},
        {"since": "2026-01-31 00:00:00"},
    ]
    assert service.asked[0] == ("/api/v1/things", {"size": "2"})


def test_a_run_goes_on_where_the_last_ended() -> None:
    with serving(paged) as service:
        settings = {"URL": service.url, "TOKEN": TOKEN}
        first = next(READ.pages(settings, {}))
        rest = list(READ.pages(settings, first.state))
        list(READ.pages(settings, rest[-1].state))
    assert [row[0] for page in rest for row in page.rows] == ["T2", "T3", "T4"]
    assert service.asked[-3][1] == {"size": "2", "updatedSince": "2026-01-31 00:00:00"}


def test_a_cursor_the_partner_forgot_begins_the_run_again() -> None:
    def forgetful(path: str, params: dict[str, str]) -> Answer:
        return (400, b"{}") if params.get("after") == "old" else paged(path, params)

    pages = read(forgetful, {"since": None, "after": "old", "moment": "2020-01-01 00:00:00"})
    assert sum(len(page.rows) for page in pages) == 5
    assert pages[-1].state == {"since": "2026-01-31 00:00:00"}


def test_a_parameter_the_partner_never_knew_stops() -> None:
    with pytest.raises(StopBatch, match=r"A306.*HTTP 400"):
        read(always(b"{}", 400))


def test_amounts_stay_as_written() -> None:
    records = b'[{"A":0.10,"B":1e5,"C":NaN,"D":[1]}]'
    body = answered([], count=1).replace(b'"data": []', b'"data": ' + records)
    (page,) = read(always(body))
    assert page.rows == [["0.10", "1e5", "NaN", '["1"]']]


def test_a_wrong_token() -> None:
    with pytest.raises(StopBatch, match="A305") as caught:
        read(paged, token="wrong")
    assert "wrong" not in str(caught.value)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (answered(RECORDS[:1], count=2), "A301"),
        (answered(RECORDS)[:-40], "A301"),
        (b"", "A301"),
        (b"<html>", "A301"),
        (answered(RECORDS, unit="元"), "A302"),
        (answered(RECORDS, sumAmt="1,5"), "A302"),
        (answered(RECORDS, code="E1"), "A306"),
        (b"[]", "A306"),
    ],
)
def test_a_page_that_is_not_whole_stops(body: bytes, code: str) -> None:
    with pytest.raises(StopBatch) as caught:
        read(always(body))
    assert caught.value.code == code


def test_a_cursor_that_does_not_move_stops() -> None:
    with pytest.raises(StopBatch, match="A301"):
        read(always(answered(RECORDS[:1], next="1")))


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_out_of_service_is_tried_again_and_then_left_for_later(status: int) -> None:
    with serving(always(b"busy", status)) as service, pytest.raises(RetryLater, match="A306"):
        list(READ.pages({"URL": service.url, "TOKEN": TOKEN}, {}))
    assert len(service.asked) == 4


def test_a_short_absence_is_not_noticed() -> None:
    seen = []

    def waking(path: str, params: dict[str, str]) -> Answer:
        seen.append(path)
        return (503, b"") if len(seen) < 3 else (200, answered(RECORDS))

    assert len(read(waking)[0].rows) == 5


def test_a_connection_cut_in_the_middle_is_for_later() -> None:
    with pytest.raises(RetryLater, match="A306"):
        read(always(b"{", 0))


def test_nobody_there_is_for_later() -> None:
    with serving(paged) as service:
        url = service.url
    with pytest.raises(RetryLater, match="A306") as caught:
        list(READ.pages({"URL": url, "TOKEN": TOKEN}, {}))
    assert url in str(caught.value)


@pytest.mark.parametrize("url", ["", "127.0.0.1:80", "ftp://127.0.0.1"])
def test_a_bad_address_is_a_bad_setting(url: str) -> None:
    with pytest.raises(StopBatch, match=r"H102.*URL"):
        list(READ.pages({"URL": url, "TOKEN": TOKEN}, {}))


def test_controls_by_region_and_year() -> None:
    stated = [
        {"MOF_DIV_CODE": "440203000", "FISCAL_YEAR": "2025", "count": 2, "sumAmt": "1.5"},
        {"MOF_DIV_CODE": "440203000", "FISCAL_YEAR": None, "count": 1, "sumAmt": None},
    ]
    with serving(always(answered(stated))) as service:
        found = list(READ.controls({"URL": service.url, "TOKEN": TOKEN}))
    assert service.asked == [("/api/v1/things/control", {})]
    assert found == [Control(2, 1_500_000, 440203000, 2025), Control(1, None, 440203000, None)]
