"""small_hub: a hub that loaded the small world and the published tables, and answers over HTTP.

The partners start at their opening stage, are synchronised, move on to the final stage (late
corrections, deletions, re-deliveries) and are synchronised again, as it happens in life.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import httpx2
import pytest

from hub.store.server import Database
from tests.bench.contestants import serving
from tests.conftest import NewDatabase
from tests.embedded import temporary_home
from tests.mock_sources.partners import TOKEN, running
from tests.ports import free_port

SEED = "7"
OVER_HTTP = ("budget", "procurement", "debt", "assets", "agriculture")
"""Partner systems that are one HTTP service."""
SYSTEMS = (*OVER_HTTP, "treasury")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever asks the hub does so in one worker: it is made once, and that takes long."""
    for item in items:
        if isinstance(item, pytest.Function) and "small_hub" in item.fixturenames:
            item.add_marker(pytest.mark.xdist_group("small_hub"))
            item.add_marker(pytest.mark.slow)


@dataclass(frozen=True)
class SmallHub:
    """A running hub: its address, the environment of its commands, and what it must hold."""

    url: str
    environment: dict[str, str]
    truth: dict[str, Any]

    def ask(self, query: str, variables: dict[str, Any] | None = None) -> Any:
        """The data of a query; an error fails the test."""
        body = {"query": query, "variables": variables or {}}
        answer = httpx2.post(f"{self.url}/graphql", json=body, timeout=30).json()
        assert "errors" not in answer, answer["errors"]
        return answer["data"]

    def hub(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command of the hub on the same database."""
        return command(self.environment, *arguments)


def command(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hub", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=300,
    )


@pytest.fixture(scope="session")
def small_hub(new_database: NewDatabase, migrated: Database) -> Iterator[SmallHub]:
    database = new_database(template=migrated)
    world = ("--scale", "small", "--seed", SEED, "--stage", "opening", "--port", "0")
    with temporary_home() as home, ExitStack() as stack:
        treasury = running("treasury", *world, "--home", str(home / "treasury"))
        partners = [stack.enter_context(treasury)]
        told = json.loads((home / "treasury" / "treasury.json").read_text())
        reached: dict[str, str] = {}
        for name in OVER_HTTP:
            partners.append(stack.enter_context(running(name, *world)))
            reached[f"HUB_{name.upper()}_URL"] = partners[-1].url
            reached[f"HUB_{name.upper()}_TOKEN"] = told["token"]
        environment = {
            **reached,
            "HUB_DATABASE_URL": database.dsn,
            "HUB_LANG": "en",
            "HUB_TREASURY_DSN": told["dsn"],
            "HUB_TREASURY_FILES_URL": told["files_url"],
            "HUB_TREASURY_TOKEN": told["token"],
        }
        loaded = command(environment, "load", "--samples")
        # 1: what was published holds contradictions, and a group of regions that is set aside.
        assert loaded.returncode == 1, loaded.stdout + loaded.stderr
        for stage in ("opening", "final"):
            for partner in partners:
                moved = httpx2.post(f"{partner.url}/admin/stage/{stage}", headers=TOKEN)
                assert moved.status_code == 200 or stage == "opening"
            synced = command(environment, "sync", "--json")
            assert synced.returncode == 1, synced.stdout + synced.stderr
        truth = subprocess.run(
            [sys.executable, "-m", "mock_sources", "truth", "--scale", "small", "--seed", SEED],
            capture_output=True,
            check=True,
        )
        with serving({**environment, "HUB_PORT": str(free_port())}) as (url, _):
            yield SmallHub(url, environment, json.loads(truth.stdout))
