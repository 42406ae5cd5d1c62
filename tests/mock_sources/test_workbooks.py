"""The files of debt and assets as they are served, read without their encoders, equal the truth."""

from __future__ import annotations

import io
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal
from hashlib import sha256
from typing import Any

import httpx2
import pytest
import python_calamine

from tests.mock_sources.partners import TOKEN, Service, running

Rows = list[list[Any]]


@pytest.fixture(scope="module")
def debt() -> Iterator[Service]:
    with running("debt", "--port", "0") as service:
        yield service


@pytest.fixture(scope="module")
def assets() -> Iterator[Service]:
    with running("assets", "--port", "0") as service:
        yield service


def listed(url: str, **headers: str) -> list[dict[str, Any]]:
    got = httpx2.get(f"{url}/files", headers=TOKEN | headers)
    found: list[dict[str, Any]] = got.json()["files"]
    return found


def sheets(url: str, entry: dict[str, Any]) -> dict[str, Rows]:
    """The sheets of a file whose size and digest are those listed."""
    raw = httpx2.get(f"{url}/files/{entry['name']}", headers=TOKEN).content
    assert (len(raw), sha256(raw).hexdigest()) == (entry["size"], entry["sha256"])
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(raw))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def fen(cell: Any, unit: int) -> int:
    return round(Decimal(repr(cell or 0)) * unit)


def data(rows: Rows) -> Rows:
    return [row[1:] for row in rows if row[0] == "VALID#"]


def totals(truth: dict[str, Any], stream: str, field: str) -> Counter[Any]:
    found: Counter[Any] = Counter()
    for each in truth["totals"]:
        if each["stream"] == stream:
            found[each["fiscal_year"]] += each[field]
    return found


def test_the_debt_systems_workbooks_equal_the_truth(debt: Service, truth: dict[str, Any]) -> None:
    count: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    total: defaultdict[str, Counter[Any]] = defaultdict(Counter)
    sizes: dict[str, int] = {}
    for entry in listed(debt.url):
        year, book = int(entry["period"]), sheets(debt.url, entry)
        for row in data(book["表4-1"]):
            for stream, cells in (("limits", row[2:5]), ("balances", row[5:8])):
                count[stream][year] += 3
                if row[0] != "449999":
                    total[stream][year] += sum(fen(cell, 10**10) for cell in cells)
                    assert fen(cells[0], 10**10) == sum(fen(cell, 10**10) for cell in cells[1:])
        for stream, name, column in (("uses", "表4-2", 11), ("on_lendings", "转贷", 7)):
            for row in data(book[name]):
                count[stream][year] += 1
                total[stream][year] += fen(row[column], 10**10)
        sizes |= {row[0]: fen(row[10], 10**10) for row in data(book["债券"])}
    for stream in ("limits", "balances", "uses", "on_lendings"):
        assert count[stream] == totals(truth, stream, "delivered")
        assert total[stream] == totals(truth, stream, "true_fen")
    (bonds,) = [each for each in truth["totals"] if each["stream"] == "bonds"]
    assert (len(sizes), sum(sizes.values())) == (bonds["delivered"], bonds["true_fen"])


def test_registers_equal_the_truth_in_either_unit(
    assets: Service, truth: dict[str, Any], rejected: Any
) -> None:
    count: Counter[Any] = Counter()
    total: Counter[Any] = Counter()
    units: Counter[str] = Counter()
    wrong = []
    refused = rejected(truth, "cards")
    for entry in listed(assets.url):
        rows = sheets(assets.url, entry)["资产登记表"]
        header = "".join(map(str, rows[2] + rows[3]))
        unit = "万元" if "（万元）" in header else "元"
        units[unit] += 1
        last = next(number for number, row in enumerate(rows) if row[0] == "合计")
        stated, year = rows[last], int(entry["period"])
        worth = [fen(row[6], 10**6 if unit == "万元" else 100) for row in rows[4:last]]
        assert stated[2] == len(worth)
        if fen(stated[4], 100) != sum(worth):
            assert fen(stated[4], 100) == sum(worth) + 100_000
            wrong.append(entry["name"])
        count[year] += len(worth)
        for row, amount in zip(rows[4:last], worth, strict=True):
            total[year] += amount if row[0] not in refused else 0
    assert count == totals(truth, "cards", "delivered")
    assert total == totals(truth, "cards", "hub_fen")
    assert set(units) == {"元", "万元"}
    kinds = [each for each in truth["irregularities"] if each["kind"] == "wrong_total"]
    assert sorted(wrong) == sorted(each["file"] for each in kinds)


def test_what_is_late_comes_under_the_same_name() -> None:
    with running("assets", "--port", "0", "--stage", "opening") as service:
        before = {each["name"]: each for each in listed(service.url)}
        httpx2.post(f"{service.url}/admin/stage/final", headers=TOKEN)
        after = {each["name"]: each for each in listed(service.url)}
    assert before.keys() == after.keys()
    later = [name for name in after if after[name]["modified"] != before[name]["modified"]]
    again = [name for name in later if after[name]["sha256"] == before[name]["sha256"]]
    assert {name[-9:-5] for name in again} == {"2023"}
    assert {name[-9:-5] for name in later if name not in again} == {"2024"}
    assert len(later) == 6


def test_faults_of_files(debt: Service, assets: Service) -> None:
    (first, *_) = listed(debt.url)
    for fault, own in (("header-changed:debt", True), ("truncated-file:debt", False)):
        headers = TOKEN | {"X-Mock-Fault": fault}
        body = httpx2.get(f"{debt.url}/files/{first['name']}", headers=headers).content
        told = next(
            e for e in listed(debt.url, **{"X-Mock-Fault": fault}) if e["name"] == first["name"]
        )
        assert (sha256(body).hexdigest() == told["sha256"]) is own
        assert sha256(body).hexdigest() != first["sha256"]
    (first, *_) = listed(assets.url)
    headers = TOKEN | {"X-Mock-Fault": "wrong-unit:assets"}
    body = httpx2.get(f"{assets.url}/files/{first['name']}", headers=headers).content
    assert sha256(body).hexdigest() != first["sha256"]
    assert httpx2.get(f"{assets.url}/files").status_code == 401
    assert httpx2.get(f"{assets.url}/files/none", headers=TOKEN).status_code == 404
