"""The procurement system over real HTTP: pages, controls, stages and faults, against the truth."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx2
import jsonschema_rs
import pytest

from tests.mock_sources.partners import TOKEN, Service, running

OCDS = Path(__file__).parent.parent / "ocds"
PATHS = {
    "procurement_plans": "planning",
    "tenders": "tender",
    "awards": "awards",
    "contracts": "contracts",
    "contract_changes": "contracts/amendments",
    "acceptances": "contracts/implementation/milestones",
}


@pytest.fixture(scope="module")
def procurement() -> Iterator[Service]:
    with running("procurement", "--port", "0") as service:
        yield service


def packages(url: str, stream: str, **query: str) -> Iterator[dict[str, Any]]:
    """Every page of a stream, its own sums checked."""
    after: str | None = ""
    with httpx2.Client(base_url=url, headers=TOKEN, timeout=30) as client:
        while after is not None:
            asked = {"size": "70", "after": after, **query}
            text = client.get(f"/ocds/1.1/{stream}", params=asked).text
            got = json.loads(text, parse_float=Decimal)
            assert got["code"] == "0"
            yield got
            after = got["next"]


def told(release: Any, path: str) -> Iterator[Any]:
    head, _, rest = path.partition("/")
    found = release[head]
    for each in found if isinstance(found, list) else [found]:
        yield from told(each, rest) if rest else [each]


def amount(part: Any) -> Decimal:
    value = part.get("valueChange") or part.get("value") or part["budget"]["amount"]
    return Decimal(value.get("amount", 0))


def where(release: Any) -> tuple[str, int]:
    region = release["parties"][0]["details"]["mofDivCode"].ljust(9, "0")
    return region, release["planning"]["fiscalYear"]


@pytest.mark.parametrize("stream", PATHS)
def test_deliveries_controls_and_survivors_equal_the_truth(
    stream: str, procurement: Service, truth: dict[str, Any], expected: Any, rejected: Any
) -> None:
    delivered: Counter[Any] = Counter()
    newest: dict[str, tuple[str, tuple[str, int], Decimal]] = {}
    for page in packages(procurement.url, stream):
        parts = [(each, part) for each in page["releases"] for part in told(each, PATHS[stream])]
        assert page["count"] == len(parts)
        assert Decimal(page["sumAmt"]) == sum((amount(part) for _, part in parts), Decimal())
        for release, part in parts:
            delivered[where(release)] += 1
            key, date = part.get("id") or part["planID"], release["date"]
            if date >= newest.get(key, ("",))[0]:
                newest[key] = date, where(release), amount(part)
    wanted = expected(truth, stream, "delivered", "true_fen")
    assert delivered == {place: count for place, (count, _) in wanted.items()}
    refused = rejected(truth, stream)
    living = {key: each for key, each in newest.items() if key not in refused}
    found: dict[Any, list[int]] = {}
    for _, place, yuan in living.values():
        cell = found.setdefault(place, [0, 0])
        cell[0] += 1
        cell[1] += int(yuan * 100)
    wanted = expected(truth, stream, "hub_count", "hub_fen")
    assert {place: tuple(cell) for place, cell in found.items()} == wanted
    answer = httpx2.get(f"{procurement.url}/ocds/1.1/{stream}/control", headers=TOKEN).json()
    assert sum(each["count"] for each in answer["data"]) == len(newest)


def test_releases_are_valid_save_the_declared(procurement: Service, rejected: Any) -> None:
    schema = json.loads((OCDS / "release-schema.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    wrong: Counter[str] = Counter()
    for stream in PATHS:
        for page in packages(procurement.url, stream):
            for release in json.loads(json.dumps(page["releases"], default=float)):
                for error in validator.iter_errors(release):
                    wrong[error.message.rsplit(" ", 1)[-1]] += 1
    assert set(wrong) == {'"date-time"'}


def test_the_final_stage_brings_the_late_ones(truth: dict[str, Any]) -> None:
    with running("procurement", "--port", "0", "--stage", "opening") as service:
        since = {"updatedSince": "2026-01-15 00:00:00"}
        before = [each for page in packages(service.url, "contracts") for each in page["releases"]]
        assert [p["count"] for p in packages(service.url, "contracts", **since)] == [0]
        httpx2.post(f"{service.url}/admin/stage/final", headers=TOKEN)
        late = [
            each
            for page in packages(service.url, "contracts", **since)
            for each in page["releases"]
        ]
    kinds = Counter(
        each["kind"] for each in truth["irregularities"] if each["stream"] == "contracts"
    )
    assert len(late) == kinds["late_correction"] + kinds["duplicate"] + kinds["stale"]
    known = [json.dumps(each, default=str) for each in before]
    assert sum(json.dumps(each, default=str) in known for each in late) == (
        kinds["duplicate"] + kinds["stale"]
    )


def test_refusals_and_faults(procurement: Service) -> None:
    ask = httpx2.get
    url = f"{procurement.url}/ocds/1.1/contracts"
    assert ask(url).status_code == 401
    assert ask(f"{procurement.url}/ocds/1.1/lots", headers=TOKEN).status_code == 404
    for wrong in ("size=0", "size=x", "after=%21", "updatedSince=yesterday"):
        assert ask(f"{url}?{wrong}", headers=TOKEN).status_code == 400, wrong
    fault = {**TOKEN, "x-mock-fault": "truncated-page:contracts:1"}
    short = ask(url, headers=fault).json()
    assert short["count"] > len(short["releases"])
    fault = {**TOKEN, "x-mock-fault": "cut-body:contracts"}
    with pytest.raises(ValueError):
        ask(url, headers=fault).json()
    plain, wan = (
        ask(url, headers={**TOKEN, **more}).json()["releases"][0]["contracts"][0]["value"]["amount"]
        for more in ({}, {"x-mock-fault": "wrong-unit:contracts"})
    )
    assert wan == pytest.approx(plain / 10_000)
