"""The budget system over real HTTP, read by a reader that shares no code with its encoder."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from tests.mock_sources.partners import TOKEN, Service, running, start, stop

KEYS = {
    "agencies": ("AGENCY_CODE", None),
    "projects": ("PRO_CODE", "TOTAL_AMT"),
    "annual_budgets": ("BGT_PMAN_ID", "REPLY_AMT"),
    "transfers": ("TRA_ID", "CUR_AMT"),
}


def read_all(url: str, stream: str, **query: str) -> list[dict[str, Any]]:
    """Every record of a stream, page by page; each page's own totals are checked."""
    amount = KEYS[stream][1]
    found: list[dict[str, Any]] = []
    after: str | None = ""
    with httpx2.Client(base_url=url, headers=TOKEN, timeout=30) as client:
        while after is not None:
            got = client.get(
                f"/api/v1/{stream}", params={"size": "300", "after": after, **query}
            ).json()
            assert got["code"] == "0" and got["count"] == len(got["data"])
            if amount:
                total = sum(Decimal(r[amount]) for r in got["data"] if r[amount] is not None)
                assert total == Decimal(got["sumAmt"])
            found += got["data"]
            after = got["next"]
        assert len(found) == got["total"]
    return found


def fen(text: str | None) -> int:
    exact = Decimal(text or "0") * 1_000_000
    assert exact == int(exact)
    return int(exact)


def year(row: dict[str, Any]) -> int | None:
    return int(row["FISCAL_YEAR"]) if "FISCAL_YEAR" in row else None


@pytest.mark.parametrize("stream", KEYS)
def test_deliveries_and_survivors_equal_the_truth(
    stream: str, budget: Service, truth: dict[str, Any], expected: Any, rejected: Any
) -> None:
    key, amount = KEYS[stream]
    rows = read_all(budget.url, stream)
    delivered = Counter((row["MOF_DIV_CODE"], year(row)) for row in rows)
    wanted = expected(truth, stream, "delivered", "true_fen")
    assert delivered == {place: count for place, (count, _) in wanted.items()}

    newest: dict[str, dict[str, Any]] = {}
    for row in rows:
        if row["UPDATE_TIME"] >= newest.get(row[key], row)["UPDATE_TIME"]:
            newest[row[key]] = row
    refused = rejected(truth, stream)
    count: Counter[Any] = Counter()
    total: Counter[Any] = Counter()
    for row in newest.values():
        if not row["IS_DELETED"] and row[key] not in refused:
            place = (row["MOF_DIV_CODE"], year(row))
            count[place] += 1
            total[place] += fen(row[amount]) if amount else 0
    assert {p: (count[p], total[p]) for p in count} == expected(
        truth, stream, "hub_count", "hub_fen"
    )


@pytest.mark.parametrize("stream", KEYS)
def test_control_totals_are_those_of_the_living_records(stream: str, budget: Service) -> None:
    key, amount = KEYS[stream]
    newest: dict[str, dict[str, Any]] = {}
    for row in read_all(budget.url, stream):
        if row["UPDATE_TIME"] >= newest.get(row[key], row)["UPDATE_TIME"]:
            newest[row[key]] = row
    living = [row for row in newest.values() if not row["IS_DELETED"]]
    got = httpx2.get(f"{budget.url}/api/v1/{stream}/control", headers=TOKEN).json()["data"]
    assert sum(line["count"] for line in got) == len(living)
    total = sum(Decimal(row[amount]) for row in living if amount and row[amount] is not None)
    assert sum(Decimal(line["sumAmt"]) for line in got) == total


def test_function_codes_are_written_by_habit(
    budget: Service, truth: dict[str, Any], rejected: Any
) -> None:
    refused = rejected(truth, "transfers")
    grades: Counter[str] = Counter()
    for row in {r["TRA_ID"]: r for r in read_all(budget.url, "transfers")}.values():
        code = row["EXP_FUNC_CODE"]
        if row["TRA_ID"] not in refused:
            plain = code.isascii() and code.isdigit()
            grades["NORMALISED" if not plain else "EXACT" if len(code) == 7 else "PARENT"] += 1
    wanted: Counter[str] = Counter()
    for total in truth["totals"]:
        if total["stream"] == "transfers":
            wanted.update(total["grades"])
    assert grades == wanted and set(wanted) == {"EXACT", "NORMALISED", "PARENT"}


def test_local_agency_codes_map_to_national_ones(budget: Service) -> None:
    for row in read_all(budget.url, "agencies"):
        region, number = row["AGENCY_CODE"].split("-")
        assert row["NATION_AGENCY_CODE"] == region.ljust(9, "0") + number
        assert row["MOF_DIV_CODE"] == region.ljust(9, "0")


def test_wrong_token_bad_cursor_and_unknown_stream_are_refused(budget: Service) -> None:
    bad = httpx2.get(f"{budget.url}/api/v1/projects", headers={"Authorization": "Bearer no"})
    assert (bad.status_code, bad.json()["code"]) == (401, "E401")
    for path, status in (
        ("projects?after=zzz", 400),
        ("projects?size=0", 400),
        ("projects?updatedSince=yesterday", 400),
        ("houses", 404),
    ):
        got = httpx2.get(f"{budget.url}/api/v1/{path}", headers=TOKEN)
        assert (got.status_code, got.json()["code"]) == (status, f"E{status}")


def test_opening_then_final_publishes_only_the_changes(
    opening_truth: dict[str, Any], expected: Any
) -> None:
    with running("budget", "--port", "0", "--stage", "opening") as service:
        before = read_all(service.url, "annual_budgets")
        counts = Counter((r["MOF_DIV_CODE"], year(r)) for r in before)
        wanted = expected(opening_truth, "annual_budgets", "delivered", "true_fen")
        assert counts == {place: count for place, (count, _) in wanted.items()}
        since = "2026-01-15 00:00:00"
        assert read_all(service.url, "annual_budgets", updatedSince=since) == []
        moved = httpx2.post(f"{service.url}/admin/stage/final", headers=TOKEN)
        assert moved.json() == {"stage": "final"}
        after = read_all(service.url, "annual_budgets", updatedSince=since)
    old = {row["BGT_PMAN_ID"]: row for row in before}
    fates = Counter(
        "unchanged" if row == old[row["BGT_PMAN_ID"]] and row["UPDATE_TIME"] < since else "changed"
        for row in after
    )
    assert fates["changed"] == 12 and fates["unchanged"] == 12


@pytest.mark.parametrize(
    ("fault", "stream"),
    [("truncated-page:projects:2", "projects"), ("wrong-unit:transfers", "transfers")],
)
def test_faults_break_a_pages_own_totals(budget: Service, fault: str, stream: str) -> None:
    amount = KEYS[stream][1]
    assert amount
    headers = {**TOKEN, "X-Mock-Fault": fault}
    url = f"{budget.url}/api/v1/{stream}?size=100"
    first = httpx2.get(url, headers=headers).json()
    page = httpx2.get(f"{url}&after={first['next']}", headers=headers).json()
    total = sum(Decimal(row[amount]) for row in page["data"])
    if fault.startswith("wrong-unit"):
        assert total == Decimal(page["sumAmt"]) * 10_000
    else:
        assert (len(page["data"]), page["count"]) == (50, 100)
        assert total != Decimal(page["sumAmt"])
        assert len(first["data"]) == first["count"]


def test_other_faults(budget: Service) -> None:
    url = f"{budget.url}/api/v1/projects?size=5"
    cut = httpx2.get(url, headers={**TOKEN, "X-Mock-Fault": "cut-body:projects:1"})
    with pytest.raises(json.JSONDecodeError):
        json.loads(cut.content)
    renamed = httpx2.get(url, headers={**TOKEN, "X-Mock-Fault": "header-changed:projects"}).json()
    assert "TOTAL_AMT_NEW" in renamed["data"][0] and "TOTAL_AMT" not in renamed["data"][0]
    down = httpx2.get(url, headers={**TOKEN, "X-Mock-Fault": "down-after:0"})
    assert (down.status_code, down.json()["code"]) == (503, "E503")
    unknown = httpx2.get(url, headers={**TOKEN, "X-Mock-Fault": "flood"})
    assert unknown.status_code == 400


def test_sigterm_ends_it_and_a_taken_port_is_refused() -> None:
    service = start("budget", "--port", "0")
    port = service.url.rsplit(":", 1)[1]
    taken = subprocess.run(
        [sys.executable, "-m", "mock_sources", "serve", "budget", "--port", port],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert taken.returncode == 2 and f"port {port}" in taken.stderr
    assert stop(service) == 0
