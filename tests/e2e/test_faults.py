"""A partner's trouble: a clear error, nothing half done, and the next sync puts it right."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from hub.cli import main
from hub.store.server import Database
from tests.conftest import NewDatabase
from tests.embedded import temporary_home
from tests.mock_sources.partners import running
from tests.ports import free_port

WORLD = ("--scale", "small", "--port", "0")


@dataclass(frozen=True)
class Hub:
    """A database of its own, and commands on it."""

    database: Database
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def run(self, *arguments: str, **environment: str) -> tuple[int, dict[str, Any]]:
        """`hub sync … --json`: (exit code, what it tells of each source by name)."""
        with self.monkeypatch.context() as patch:
            for name, value in environment.items():
                patch.setenv(name, value)
            patch.setenv("HUB_DATABASE_URL", self.database.dsn)
            patch.setenv("HUB_LANG", "en")
            code = main(["sync", *arguments, "--json"])
        said = self.capsys.readouterr()
        assert said.out, said.err
        return code, {each["source"]: each for each in json.loads(said.out)["sources"]}

    def sync(self, url: str, token: str = "demo-token") -> tuple[int, dict[str, Any]]:
        """`hub sync budget`: (exit code, what it tells of the source)."""
        code, sources = self.run("budget", HUB_BUDGET_URL=url, HUB_BUDGET_TOKEN=token)
        return code, sources["budget"]

    def count(self, table: str) -> int:
        with psycopg.connect(self.database.dsn) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert row is not None
        count: int = row[0]
        return count


@pytest.fixture
def hub(
    lean: Database,
    new_database: NewDatabase,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Hub:
    return Hub(new_database(template=lean), monkeypatch, capsys)


@pytest.fixture(scope="module")
def sound() -> Iterator[str]:
    """The address of a partner without faults."""
    with running("budget", *WORLD) as partner:
        yield partner.url


def told(source: dict[str, Any]) -> str:
    return json.dumps(source, ensure_ascii=False)


def test_a_wrong_token_stops_the_source_and_says_so(hub: Hub, sound: str) -> None:
    code, source = hub.sync(sound, token="wrong")
    assert (code, source["state"]) == (2, "DOWN")
    assert "A305" in told(source)
    assert "wrong" not in told(source)
    assert hub.count("agency") == 0
    code, source = hub.sync(sound)
    assert code == 1
    assert hub.count("agency") > 100


@pytest.mark.slow
@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("truncated-page:projects:2", "A301"),
        ("cut-body:projects:2", "A301"),
        ("header-changed:projects", "A302"),
    ],
)
def test_a_broken_page_keeps_what_came_before_and_nothing_of_itself(
    hub: Hub, sound: str, fault: str, problem: str
) -> None:
    with running("budget", *WORLD, "--fault", fault) as partner:
        code, source = hub.sync(partner.url)
        assert code == 2
        assert problem in told(source)
        before = hub.count("project")
        assert before < 1_000
    code, source = hub.sync(sound)
    assert code == 1
    assert problem not in told(source)
    assert hub.count("project") == 1545 > before


def test_a_wrong_unit_holds_the_deliveries(hub: Hub) -> None:
    with running("budget", *WORLD, "--fault", "wrong-unit:transfers") as partner:
        code, source = hub.sync(partner.url)
        assert code == 1
        assert "A303" in told(source)
        assert hub.count("transfer") == 0
        assert hub.count("held_record") > 0


def test_contracts_in_the_wrong_unit_are_held_and_the_rest_is_loaded(hub: Hub) -> None:
    with running("procurement", *WORLD, "--fault", "wrong-unit:contracts") as partner:
        code, sources = hub.run(
            "procurement", HUB_PROCUREMENT_URL=partner.url, HUB_PROCUREMENT_TOKEN="demo-token"
        )
    assert (code, sources["procurement"]["state"]) == (1, "PARTIAL")
    assert "A303" in told(sources["procurement"])
    assert hub.count("contract") == 0
    assert hub.count("award") > 100


def test_a_partner_that_is_not_there_is_down(hub: Hub) -> None:
    code, source = hub.sync(f"http://127.0.0.1:{free_port()}")
    assert (code, source["state"]) == (2, "DOWN")
    assert "A306" in told(source)


def test_one_source_down_leaves_the_other(hub: Hub, sound: str) -> None:
    code, sources = hub.run(
        "budget",
        "treasury",
        HUB_BUDGET_URL=sound,
        HUB_BUDGET_TOKEN="demo-token",
        HUB_TREASURY_DSN=f"postgresql://reader:x@127.0.0.1:{free_port()}/treasury",
        HUB_TREASURY_FILES_URL=f"http://127.0.0.1:{free_port()}",
        HUB_TREASURY_TOKEN="demo-token",
    )
    assert code == 2
    states = {name: each["state"] for name, each in sources.items()}
    assert states == {"budget": "FRESH", "treasury": "DOWN"}
    assert hub.count("project") == 1545
    assert hub.count("payment") == 0


def test_files_cut_or_changed_on_the_way(hub: Hub) -> None:
    for fault, problem in (
        ("truncated-file:receipts", "A301"),
        ("header-changed:receipts", "A302"),
    ):
        with (
            temporary_home() as home,
            running("treasury", *WORLD, "--home", str(home / "t"), "--fault", fault),
        ):
            reached = json.loads((home / "t" / "treasury.json").read_text())
            code, sources = hub.run(
                "treasury",
                HUB_TREASURY_DSN=reached["dsn"],
                HUB_TREASURY_FILES_URL=reached["files_url"],
                HUB_TREASURY_TOKEN=reached["token"],
            )
            assert code == 2
            assert problem in told(sources["treasury"])
            assert hub.count("receipt") == 0
            assert hub.count("payment") > 1_000
