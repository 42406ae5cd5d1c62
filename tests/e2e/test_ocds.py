"""Procurement goes out as OCDS 1.1, valid and to the fen, and what went out can come in again."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema_rs
import psycopg
import pytest

from hub.cli import main
from hub.store.server import Database
from tests.conftest import NewDatabase
from tests.e2e.conftest import SmallHub

OCDS = Path(__file__).parent.parent / "ocds"
TABLES = ("procurement_plan", "tender", "award", "contract", "contract_change", "acceptance")

Packaged = tuple[Path, list[dict[str, Any]]]


@pytest.fixture(scope="module")
def exported(small_hub: SmallHub, tmp_path_factory: pytest.TempPathFactory) -> Packaged:
    """The file of `hub export ocds`, and its releases with every number exact."""
    out = tmp_path_factory.mktemp("ocds") / "广东.json"
    done = small_hub.hub("export", "ocds", "-o", str(out), "--json")
    assert done.returncode == 0, done.stderr
    package = json.loads(out.read_text("utf-8"), parse_float=Decimal)
    assert json.loads(done.stdout)["releases"] == len(package["releases"])
    return out, package["releases"]


def test_every_release_is_valid(exported: Packaged) -> None:
    schema = json.loads((OCDS / "release-schema.json").read_text("utf-8"))
    validator = jsonschema_rs.validator_for(schema)
    package = json.loads(exported[0].read_text("utf-8"))
    wrong = [error.message for each in package["releases"] for error in validator.iter_errors(each)]
    assert wrong == []
    assert len({each["ocid"] for each in package["releases"]}) == len(package["releases"]) > 100
    assert {"uri", "version", "publishedDate", "publisher", "releases"} == package.keys()


def test_amounts_are_the_worlds(small_hub: SmallHub, exported: Packaged) -> None:
    told: Counter[str] = Counter()
    paid: dict[str, int] = {}
    for release in exported[1]:
        told["awards"] += sum(_fen(each) for each in release["awards"])
        for contract in release["contracts"]:
            told["contracts"] += _fen(contract)
            implementation = contract.get("implementation", {})
            told["acceptances"] += sum(map(_fen, implementation.get("milestones", ())))
            told["contract_changes"] += sum(
                int(each["valueChange"]["amount"] * 100) for each in contract.get("amendments", ())
            )
            paid[contract["id"]] = sum(map(_fen, implementation.get("transactions", ())))
    for stream, fen in told.items():
        totals = [t for t in small_hub.truth["totals"] if t["stream"] == stream]
        assert fen == sum(each["hub_fen"] for each in totals), stream
    found = small_hub.ask(
        """{ contracts(first: 1000) { nodes { contractNo
               paymentRequests(first: 20) { nodes { paid payment { id } } } } } }"""
    )["contracts"]["nodes"]
    asked = {
        each["contractNo"]: sum(
            int(request["paid"].replace(".", ""))
            for request in each["paymentRequests"]["nodes"]
            if request["payment"]
        )
        for each in found
    }
    assert paid == asked
    assert sum(fen > 0 for fen in paid.values()) > 100


def _fen(part: dict[str, Any]) -> int:
    return int(part["value"]["amount"] * 100)


def test_contracts_paid_over_their_amount_can_be_told(
    small_hub: SmallHub, exported: Packaged
) -> None:
    wanted = {
        each["key"] for each in small_hub.truth["irregularities"] if each["kind"] == "over_contract"
    }
    over = {
        contract["id"]
        for release in exported[1]
        for contract in release["contracts"]
        if sum(map(_fen, contract.get("implementation", {}).get("transactions", ())))
        > _fen(contract)
    }
    assert over == wanted and len(wanted) > 2


def test_one_contract_answers_the_process_that_is_exported(
    small_hub: SmallHub, exported: Packaged
) -> None:
    release = next(each for each in exported[1] if len(each["contracts"]) > 1)
    key = {
        "region": release["parties"][0]["details"]["mofDivCode"],
        "contractNo": release["contracts"][0]["id"],
    }
    found = small_hub.ask(
        "query ($key: ContractKey!) { contract(by: {key: $key}) { ocds } }", {"key": key}
    )
    assert found["contract"]["ocds"] == json.loads(json.dumps(release, default=float))


def test_what_went_out_comes_in_again(
    small_hub: SmallHub,
    exported: Packaged,
    lean: Database,
    new_database: NewDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = new_database(template=lean)
    code, told = _load(exported[0], other, monkeypatch, capsys)
    assert code == 0
    again = _load(exported[0], other, monkeypatch, capsys)[1]
    assert all(each["new"] == each["changed"] == 0 for each in again)
    assert sum(each["new"] for each in told) > 500
    mine = small_hub.environment["HUB_DATABASE_URL"]
    assert _sums(other.dsn) == _sums(mine)


def _sums(dsn: str) -> dict[str, Any]:
    """Of what belongs to a contract: everything of a process that has one."""
    with psycopg.connect(dsn) as connection:
        return {
            table: connection.execute(
                f"SELECT count(*), sum(amount), count(DISTINCT region_code) FROM {table} AS t"
                + (
                    ""
                    if table in ("contract_change", "acceptance")
                    else " WHERE EXISTS (SELECT FROM contract AS c WHERE c.ocid = t.ocid)"
                )
            ).fetchone()
            for table in TABLES
        }


def test_foreign_packages_are_refused_whole(
    lean: Database,
    new_database: NewDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = new_database(template=lean)
    file = OCDS / "uk_contracts_finder.jsonl"
    code, told = _load(file, other, monkeypatch, capsys)
    assert code == 1
    counts = {each["stream"]: (each["received"], each["rejected"]) for each in told}
    assert counts["tenders"] == (4, 4)
    assert all(received == rejected for received, rejected in counts.values())
    with psycopg.connect(other.dsn) as connection:
        codes = connection.execute("SELECT code, count(*) FROM reject GROUP BY 1").fetchall()
    assert codes == [("A222", 4)]


def test_a_file_that_is_no_package_leaves_nothing(
    tmp_path: Path,
    lean: Database,
    new_database: NewDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    other = new_database(template=lean)
    for name, text in {"a.json": "[]", "b.json": '{"releases": [1]}', "c.jsonl": "{"}.items():
        (tmp_path / name).write_text(text)
        code, told = _load(tmp_path / name, other, monkeypatch, capsys)
        assert code == 2
        assert "A307" in json.dumps(told)


def _load(
    file: Path,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int, list[dict[str, Any]]]:
    monkeypatch.setenv("HUB_DATABASE_URL", database.dsn)
    code = main(["load", "procurement", str(file), "--json"])
    streams: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["sources"][0]["streams"]
    return code, streams
