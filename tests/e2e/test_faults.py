"""A partner's trouble: a clear error, nothing half done, and the next sync puts it right."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from hub.store.server import Database
from tests.conftest import NewDatabase
from tests.e2e.conftest import command, free_port
from tests.embedded import temporary_home
from tests.mock_sources.partners import running

WORLD = ("--scale", "small", "--port", "0")


@dataclass(frozen=True)
class Hub:
    """A database of its own, and commands on it."""

    database: Database

    def sync(self, url: str, token: str = "demo-token", **more: str) -> tuple[int, dict[str, Any]]:
        """`hub sync budget`: (exit code, what it tells of the source)."""
        environment = {
            "HUB_DATABASE_URL": self.database.dsn,
            "HUB_LANG": "en",
            "HUB_BUDGET_URL": url,
            "HUB_BUDGET_TOKEN": token,
            **more,
        }
        done = command(environment, "sync", "budget", "--json")
        assert done.stdout, done.stderr
        return done.returncode, json.loads(done.stdout)["sources"][0]

    def count(self, table: str) -> int:
        with psycopg.connect(self.database.dsn) as connection:
            row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert row is not None
        count: int = row[0]
        return count


@pytest.fixture
def hub(lean: Database, new_database: NewDatabase) -> Hub:
    return Hub(new_database(template=lean))


def told(source: dict[str, Any]) -> str:
    return json.dumps(source, ensure_ascii=False)


def test_a_wrong_token_stops_the_source_and_says_so(hub: Hub) -> None:
    with running("budget", *WORLD) as partner:
        code, source = hub.sync(partner.url, token="wrong")
        assert (code, source["state"]) == (2, "DOWN")
        assert "A305" in told(source)
        assert "wrong" not in told(source)
        assert hub.count("agency") == 0
        code, source = hub.sync(partner.url)
        assert code == 1
        assert hub.count("agency") > 100


@pytest.mark.parametrize(
    ("fault", "problem"),
    [
        ("truncated-page:projects:2", "A301"),
        ("cut-body:projects:2", "A301"),
        ("header-changed:projects", "A302"),
    ],
)
def test_a_broken_page_keeps_what_came_before_and_nothing_of_itself(
    hub: Hub, fault: str, problem: str
) -> None:
    with running("budget", *WORLD, "--fault", fault) as partner:
        code, source = hub.sync(partner.url)
        assert code == 2
        assert problem in told(source)
        before = hub.count("project")
        assert before < 1_000
    with running("budget", *WORLD) as partner:
        code, source = hub.sync(partner.url)
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


def test_a_partner_that_is_not_there_is_down(hub: Hub) -> None:
    code, source = hub.sync(f"http://127.0.0.1:{free_port()}")
    assert (code, source["state"]) == (2, "DOWN")
    assert "A306" in told(source)


def test_one_source_down_leaves_the_other(hub: Hub) -> None:
    with running("budget", *WORLD) as partner:
        environment = {
            "HUB_DATABASE_URL": hub.database.dsn,
            "HUB_BUDGET_URL": partner.url,
            "HUB_BUDGET_TOKEN": "demo-token",
            "HUB_TREASURY_DSN": f"postgresql://reader:x@127.0.0.1:{free_port()}/treasury",
            "HUB_TREASURY_FILES_URL": f"http://127.0.0.1:{free_port()}",
            "HUB_TREASURY_TOKEN": "demo-token",
        }
        done = command(environment, "sync", "--json")
        assert done.returncode == 2
        states = {each["source"]: each["state"] for each in json.loads(done.stdout)["sources"]}
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
            environment = {
                "HUB_DATABASE_URL": hub.database.dsn,
                "HUB_TREASURY_DSN": reached["dsn"],
                "HUB_TREASURY_FILES_URL": reached["files_url"],
                "HUB_TREASURY_TOKEN": reached["token"],
            }
            done = command(environment, "sync", "treasury", "--json")
            assert done.returncode == 2
            assert problem in done.stdout
            assert hub.count("receipt") == 0
            assert hub.count("payment") > 1_000
