"""The commands of ingest: what they print, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from hub.cli import main
from hub.store.server import Database
from tests.ingest import books

NOWHERE = "http://127.0.0.1:9"
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Ran:
    """What a command left: its exit code and what it printed."""

    returncode: int
    stdout: str
    stderr: str


Hub = Callable[..., Ran]


@pytest.fixture
def environment(hub: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [each for each in os.environ if each[:4] == "HUB_"]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("HUB_DATABASE_URL", hub.dsn)
    monkeypatch.setenv("HUB_LANG", "en")
    monkeypatch.setenv("HUB_BUDGET_URL", NOWHERE)
    monkeypatch.setenv("HUB_BUDGET_TOKEN", "none")
    monkeypatch.chdir(ROOT)


@pytest.fixture
def run(environment: None, capsys: pytest.CaptureFixture[str]) -> Hub:
    def command(*arguments: str) -> Ran:
        code = main(arguments)
        return Ran(code, *capsys.readouterr())

    return command


@pytest.fixture
def process(environment: None) -> Hub:
    """The same as a process of its own."""

    def command(*arguments: str) -> Ran:
        program = [sys.executable, "-m", "hub", *arguments]
        done = subprocess.run(program, capture_output=True, text=True, timeout=120)
        return Ran(done.returncode, done.stdout, done.stderr)

    return command


def test_documents_are_tried_loaded_and_loaded_again(run: Hub, hub: Database) -> None:
    tried = run("load", "guangdong_budget", "--samples", "--dry-run")
    assert tried.returncode == 0 and "nothing was kept" in tried.stdout
    assert "RESIDUAL" in tried.stdout and "公共安全" in tried.stdout
    assert books.one(hub, "SELECT count(*) FROM statement_line") == 0
    loaded = run("load", "guangdong_budget", "--samples", "--json")
    assert loaded.returncode == 0, loaded.stderr
    (source,) = json.loads(loaded.stdout)["sources"]
    assert source["source"] == "guangdong_budget" and source["state"] == "FRESH"
    lines = books.one(hub, "SELECT count(*) FROM statement_line")
    assert _sum(source, "received") == _sum(source, "new") == lines > 500
    assert len({stream["file"] for stream in source["streams"]}) == len(source["streams"]) == 6
    assert source["ties"]["different"] == 0 < source["ties"]["counts"]["TIES"]
    (again,) = json.loads(run("load", "guangdong_budget", "--samples", "--json").stdout)["sources"]
    assert (_sum(again, "new"), _sum(again, "unchanged")) == (0, lines)
    shown = json.loads(run("sources", "--json").stdout)["sources"]
    assert [(each["name"], each["state"]) for each in shown] == [("guangdong_budget", "FRESH")]


def _sum(source: dict[str, Any], count: str) -> int:
    return sum(stream[count] for stream in source["streams"])


def test_printed_figures_that_contradict_each_other_are_findings(
    run: Hub, hub: Database, tmp_path: Path
) -> None:
    (sample,) = Path("adapters/guangdong_budget/samples").glob("t06*.csv")
    wrong = tmp_path / sample.name
    body = sample.read_text(encoding="utf-8")
    wrong.write_text(body.replace("10489936", "10589936"), encoding="utf-8")
    loaded = run("load", "guangdong_budget", str(wrong))
    assert loaded.returncode == 1, loaded.stderr
    assert "DIFFERENT  ITEMS" in loaded.stdout and "= 10589936" in loaded.stdout
    assert run("load", "guangdong_budget", str(sample.absolute())).returncode == 0
    assert books.one(hub, "SELECT count(*) FROM statement_line_history") == 1


def test_what_cannot_be_told_is_refused(process: Hub) -> None:
    done = process("load", "budget_book", "x.csv", "--set", "colour=red")
    assert done.returncode == 2 and "region=" in done.stderr


def test_a_file_that_is_not_there_is_named(run: Hub) -> None:
    done = run("load", "guangdong_budget", "no-such.csv")
    assert done.returncode == 2
    assert "A309" in done.stdout and "no-such.csv" in done.stdout


def test_systems_and_documents_are_not_mixed_up(run: Hub) -> None:
    for command, code in (
        (("load", "treasury", "x.csv"), "A315"),
        (("sync", "guangdong_budget"), "A316"),
        (("sync", "treasurry"), "A308"),
    ):
        done = run(*command)
        assert done.returncode == 2 and done.stderr.startswith(code), done.stderr
    assert 'Did you mean "treasury"' in run("sync", "treasurry").stderr


def test_a_system_that_is_away_is_told_of(run: Hub, process: Hub, hub: Database) -> None:
    done = process("sync", "budget")
    assert done.returncode == 2
    assert "A306" in done.stdout and "next: hub sources" in done.stdout
    shown = run("sources")
    assert shown.returncode == 1
    assert "DOWN" in shown.stdout and "next: hub sync budget" in shown.stdout
    assert books.one(hub, "SELECT state FROM source WHERE name = 'budget'") == "DOWN"


def test_adapters_show_where_every_column_goes(run: Hub, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = json.loads(run("adapters", "list", "--json").stdout)
    assert {each["name"] for each in listed["adapters"]} >= {"budget", "treasury"}
    told = json.loads(run("adapters", "show", "treasury", "--json").stdout)
    payments = next(each for each in told["streams"] if each["entity"] == "Payment")
    ours = {line["ours"] for line in payments["crosswalk"] if "ours" in line}
    assert {"payment_id", "amount", "function"} <= ours
    ignored = [line for line in payments["crosswalk"] if "why" in line]
    assert ignored and all(line["why"] for line in ignored)
    printed = run("adapters", "show", "treasury").stdout
    assert "PAY_CERT_ID" in printed and "ignored: " in printed
    monkeypatch.setenv("HUB_ADAPTERS", "budget")
    few = json.loads(run("adapters", "list", "--json").stdout)
    assert [each["name"] for each in few["adapters"]] == ["budget"]


def test_rejects_and_rollups_of_an_empty_hub(run: Hub) -> None:
    assert run("rejects", "list").stdout.strip() == "no record is set aside"
    missing = run("rejects", "show", "7")
    assert missing.returncode == 2 and missing.stderr.startswith("A317")
    checked = run("rollups", "verify", "--json")
    assert checked.returncode == 0
    assert all(each["different"] == 0 for each in json.loads(checked.stdout)["rollups"])
    assert run("rollups", "compact", "no_such").returncode == 2


def test_a_differing_cell_is_listed_and_mended(run: Hub, hub: Database) -> None:
    cell = "440000000, true, 2024, 'GENERAL_PUBLIC', '205'"
    books.change(hub, f"INSERT INTO rollup_payment_class VALUES ({cell}, 7, 2, 30, 4)")
    found = run("rollups", "verify", "payment_class", "--json")
    assert found.returncode == 1
    [told] = json.loads(found.stdout)["rollups"]
    assert (told["cells"], told["different"]) == (0, 1)
    [difference] = told["differences"]
    assert difference == {
        "region": "440000000", "own": True, "facts": None,
        "dimensions": {"fiscal_year": 2024, "budget_type": "GENERAL_PUBLIC", "function_1": "205"},
        "kept": {"count": 2, "amount": 30, "paid": 4},
    }  # fmt: skip
    printed = run("rollups", "verify", "payment_class")
    assert printed.returncode == 1 and "next: hub rollups rebuild payment_class" in printed.stdout
    assert "no such cell  count 2  amount 30  paid 4" in printed.stdout
    folded = run("rollups", "compact", "payment_class", "--json")
    assert json.loads(folded.stdout) == {"rollups": [{"rollup": "payment_class", "folded": 1}]}
    mended = run("rollups", "rebuild", "payment_class")
    assert mended.returncode == 0 and "rebuilding payment_class (1 of 1)" in mended.stderr
    assert run("rollups", "verify", "payment_class").returncode == 0
