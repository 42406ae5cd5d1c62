"""`hub serve` as a process of its own, over a real database."""

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import httpx2
import psycopg
import pytest
from psycopg import sql

from hub.app import Snapshot
from hub.settings import Settings
from hub.store.engine import pool
from hub.store.reference import load_reference
from hub.store.server import Database
from tests.conftest import NewDatabase
from tests.ports import free_port


class Process:
    """A running `hub serve`."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, "-m", "hub", "serve"],
            env={**os.environ, "HUB_LANG": "en", "HUB_PORT": str(free_port()), **environment},
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        self.lines: queue.Queue[str] = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.popen.stdout is not None
        for line in self.popen.stdout:
            self.lines.put(line)
        self.lines.put("")

    def ready(self) -> str:
        """The URL it says it is ready at."""
        line = self.lines.get(timeout=60)
        assert line.startswith("ready http://"), self.popen.communicate(timeout=20)[1]
        return line.removeprefix("ready ").strip()

    def ended(self) -> tuple[int, str]:
        """Its exit code and standard error."""
        assert self.popen.stderr is not None
        code = self.popen.wait(timeout=30)
        return code, self.popen.stderr.read()


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[Process]:
    process = Process(environment)
    try:
        yield process
    finally:
        if process.popen.poll() is None:
            process.popen.kill()
            process.popen.wait(timeout=20)
        for stream in (process.popen.stdout, process.popen.stderr):
            if stream is not None:
                stream.close()


@pytest.fixture(scope="module")
def loaded(migrated: Database, new_database: NewDatabase) -> Database:
    """A migrated database with two sources, one of them in trouble."""
    database = new_database(template=migrated)
    done = datetime.now(UTC) - timedelta(days=3)
    with psycopg.connect(database.dsn) as connection:
        connection.execute(
            "INSERT INTO source (name, label, state, message, last_started_at, last_success_at)"
            " VALUES ('treasury', '国库集中支付', 'FRESH', NULL, %(at)s, %(at)s),"
            " ('budget', '预算 <b>&', 'DOWN', 'A306 refused', %(at)s, NULL)",
            {"at": done},
        )
    return database


@pytest.fixture(scope="module")
def url(loaded: Database) -> Iterator[str]:
    with serving({"HUB_DATABASE_URL": loaded.dsn}) as process:
        yield process.ready()
        process.popen.send_signal(signal.SIGTERM)
        code, said = process.ended()
        assert code == 0, said
        assert "no access control" in said


def test_it_is_ready_when_it_says_so(url: str) -> None:
    found = httpx2.get(f"{url}/readyz").json()
    assert found == {
        "status": "ready", "checks": {"database": "ok", "schema": "ok", "reference": "ok"},
    }  # fmt: skip


def test_it_answers_queries_and_counts_its_plans(url: str) -> None:
    query = "{ sources(orderBy: [{name: ASC}]) { nodes { name label state } } }"
    for _ in range(2):
        answer = httpx2.post(f"{url}/graphql", json={"query": query}).json()
        assert answer["data"]["sources"]["nodes"] == [
            {"name": "budget", "label": "预算 <b>&", "state": "DOWN"},
            {"name": "treasury", "label": "国库集中支付", "state": "FRESH"},
        ]
    meters = httpx2.get(f"{url}/metrics").text
    assert re.search(r'^hub_plan_cache_total\{result="hit"\} [1-9]', meters, re.MULTILINE)
    assert re.search(r'^hub_plan_cache_total\{result="miss"\} [1-9]', meters, re.MULTILINE)
    assert re.search(r'^hub_pool_connections\{state="limit"\} 10', meters, re.MULTILINE)


def test_the_status_page_shows_sources_in_the_readers_language(url: str) -> None:
    chinese = httpx2.get(url).text
    assert '<html lang="zh-CN">' in chinese
    assert "国库集中支付" in chinese and "3 天" in chinese and "正常" in chinese
    assert "从未" in chinese and "A306 refused" in chinese
    assert "预算 &lt;b&gt;&amp;" in chinese and "<b>" not in chinese
    english = httpx2.get(url, headers={"accept-language": "en"}).text
    assert '<html lang="en">' in english and "Last run succeeded" in english and "3 d" in english


def test_a_port_in_use_is_told(url: str, loaded: Database) -> None:
    environment = {"HUB_DATABASE_URL": loaded.dsn, "HUB_PORT": url.rpartition(":")[2]}
    with serving(environment) as process:
        code, said = process.ended()
    assert code == 2
    assert said.startswith("S102 port 127.0.0.1:") and "HUB_PORT" in said


def test_it_does_not_listen_to_others_without_access_control(loaded: Database) -> None:
    with serving({"HUB_DATABASE_URL": loaded.dsn, "HUB_HOST": "0.0.0.0"}) as process:
        code, said = process.ended()
    assert code == 2 and said.startswith("H101")


def test_an_empty_database_is_not_served(database: Database) -> None:
    with serving({"HUB_DATABASE_URL": database.dsn}) as process:
        code, said = process.ended()
    assert code == 2
    assert said.startswith("S108") and "hub migrate" in said


def test_losing_the_database_and_getting_it_back(
    migrated: Database, new_database: NewDatabase, pg_server: Database
) -> None:
    database = new_database(template=migrated)
    with serving({"HUB_DATABASE_URL": database.dsn}) as process:
        url = process.ready()
        with psycopg.connect(pg_server.dsn, autocommit=True) as connection:
            _allow(connection, database, False)
            lost = httpx2.get(f"{url}/readyz", headers={"accept-language": "en"}, timeout=20)
            query = {"query": "{ sources { totalCount } }"}
            answer = httpx2.post(f"{url}/graphql", json=query, timeout=20)
            page = httpx2.get(url, timeout=20)
            _allow(connection, database, True)
        assert lost.status_code == 503
        assert lost.json()["checks"]["database"]["id"] == "S101"
        assert answer.status_code == 503
        assert answer.json()["errors"][0]["extensions"]["id"] == "S101"
        assert database.name not in answer.text + lost.text + page.text
        assert page.status_code == 503 and "S101" in page.text
        assert httpx2.get(f"{url}/healthz").status_code == 200
        assert httpx2.get(f"{url}/readyz", timeout=20).json()["status"] == "ready"
        assert httpx2.post(f"{url}/graphql", json=query).json()["data"] == {
            "sources": {"totalCount": 0}
        }
        process.popen.send_signal(signal.SIGINT)
        assert process.ended()[0] == 0


def _allow(connection: psycopg.Connection[tuple[object, ...]], to: Database, on: bool) -> None:
    name = sql.Identifier(to.name)
    word = sql.SQL("true" if on else "false")
    connection.execute(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS {}").format(name, word))
    connection.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", (to.name,)
    )


async def test_newer_reference_data_replace_the_snapshot(
    migrated: Database, new_database: NewDatabase, pg_settings: Settings
) -> None:
    database = new_database(template=migrated)
    connections = await pool(database, pg_settings, application="test")
    try:
        snapshot = Snapshot(connections, await load_reference(connections))
        before = snapshot.current
        assert await snapshot.refresh() is False
        assert snapshot.current is before
        await connections.execute("UPDATE region SET name = '新名' WHERE code = 440000000")
        await connections.execute(
            "UPDATE hub_key SET value = convert_to($1, 'UTF8') WHERE name = 'reference'",
            f"{before.version + 1}:changed",
        )
        assert await snapshot.refresh() is True
        found = snapshot.current.region(440_000_000)
        assert found is not None and found.name == "新名"
    finally:
        await connections.close()
