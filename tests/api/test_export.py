"""`/export` and clients that go away, over real HTTP: a `hub serve` over a real database."""

import csv
import io
import json
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import psycopg
import pytest

from hub.store.server import Database
from hub.store.server.connecting import Connection
from tests.api.test_serve import serving
from tests.conftest import NewDatabase

REGIONS = "{ regions { nodes { code name } } }"
GONE_SECONDS = 2.0
"""How soon the database is free when the client went."""


@pytest.fixture(scope="module")
def filled(migrated: Database, new_database: NewDatabase) -> Database:
    return new_database(template=migrated)


@pytest.fixture(scope="module")
def url(filled: Database) -> Iterator[str]:
    environment = {
        "HUB_DATABASE_URL": filled.dsn, "HUB_EXPORTS_MAX": "1", "HUB_STATEMENT_TIMEOUT_MS": "2000",
    }  # fmt: skip
    with serving(environment) as process:
        yield process.ready()


@pytest.fixture
def connection(filled: Database) -> Iterator[Connection]:
    with psycopg.connect(filled.dsn, autocommit=True) as made:
        yield made


def test_a_whole_list_as_a_file(url: str) -> None:
    response = httpx2.post(f"{url}/export?encoding=gb18030", json={"query": REGIONS}, timeout=60)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/csv; charset=gb18030"
    assert response.headers["content-disposition"].startswith("attachment; filename=export_2")
    assert "filename*=UTF-8''%E5%8C%BA%E5%88%92_2" in response.headers["content-disposition"]
    assert (
        response.headers["x-content-type-options"] == "nosniff"
        and "x-request-id" in response.headers
    )
    heading, *rows = csv.reader(io.StringIO(response.content.decode("gb18030")))
    assert heading == ["区划代码", "名称"]
    count = httpx2.post(f"{url}/graphql", json={"query": "{ regions { totalCount } }"}).json()
    assert len(rows) == count["data"]["regions"]["totalCount"] > 40_000
    assert ["440203000", "武江区"] in rows
    asked = httpx2.get(
        f"{url}/export",
        params={"query": "{ regions(first: 2) { nodes { code } } }", "format": "ndjson"},
    )
    assert asked.headers["content-type"] == "application/x-ndjson"
    assert [json.loads(line) for line in asked.text.splitlines()] == [
        {"code": each[0]} for each in rows[:2]
    ]
    meters = httpx2.get(f"{url}/metrics").text
    assert 'hub_exports_total{format="csv",outcome="done"} 1.0' in meters
    assert f'hub_export_rows_total{{format="csv"}} {float(len(rows))}' in meters


REFUSED = [
    # method, query string, body, status, problem
    ("POST", "", {"query": "{ regions { totalCount } }"}, 400, "Q140"),
    ("POST", "?format=pdf", {"query": REGIONS}, 400, "Q119"),
    ("POST", "", {"query": '{ regions(after: "x") { nodes { code } } }'}, 400, "Q112"),
    ("POST", "", {"query": "{ regionz { nodes { code } } }"}, 400, "Q105"),
    ("POST", "", [], 400, "Q116"),
    ("PUT", "", {"query": REGIONS}, 405, "Q116"),
]


@pytest.mark.parametrize(("method", "options", "body", "status", "code"), REFUSED)
def test_refused(url: str, method: str, options: str, body: object, status: int, code: str) -> None:
    response = httpx2.request(method, f"{url}/export{options}", json=body)
    assert response.status_code == status
    assert response.json()["errors"][0]["extensions"]["id"] == code
    if status == 400 and body:
        assert f'hub_graphql_errors_total{{code="{code}"}} 1.0' in httpx2.get(f"{url}/metrics").text


@contextmanager
def begun(url: str, path: str, query: str) -> Iterator[socket.socket]:
    """A request that was sent; nothing of its answer is read."""
    host, _, port = url.removeprefix("http://").partition(":")
    body = json.dumps({"query": query}).encode()
    head = f"POST {path} HTTP/1.1\r\nhost: {host}\r\ncontent-type: application/json\r\n"
    with socket.create_connection((host, int(port))) as made:
        made.sendall(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
        yield made


def active(connection: Connection, application: str) -> bool:
    query = (
        "SELECT count(*) FROM pg_stat_activity"
        " WHERE datname = current_database() AND application_name = %s AND state <> 'idle'"
    )
    found = connection.execute(query, (application,)).fetchone()
    return found is not None and found[0] != 0


def until(connection: Connection, application: str, busy: bool) -> float:
    """Seconds until the program's connections are all idle, or one is busy; at most 20."""
    began = time.monotonic()
    while active(connection, application) is not busy and time.monotonic() - began < 20:
        time.sleep(0.02)
    return time.monotonic() - began


def test_an_export_waits_for_its_client_and_ends_with_it(url: str, connection: Connection) -> None:
    """A client that reads nothing holds the cursor, not the rows; others are answered; when it
    goes, the database is free."""
    names = " ".join(f"a{n}: name" for n in range(200))
    fat = f"{{ regions {{ nodes {{ {names} }} }} }}"
    with begun(url, "/export", fat) as client:
        assert client.recv(12) == b"HTTP/1.1 200"
        state = "SELECT state FROM pg_stat_activity WHERE application_name = 'hub export'"
        for _ in range(2):
            time.sleep(0.2)
            assert connection.execute(state).fetchall() == [("idle in transaction",)]
        assert httpx2.post(f"{url}/graphql", json={"query": REGIONS}).json()["data"]
    assert until(connection, "hub export", False) < GONE_SECONDS
    assert httpx2.post(f"{url}/export", json={"query": REGIONS}, timeout=20).status_code == 200


def test_a_query_ends_with_its_client(url: str, connection: Connection, filled: Database) -> None:
    """A query that waits in the database is cancelled there; one that is not left runs out of
    time and says so."""
    with psycopg.connect(filled.dsn) as locking:
        locking.execute("LOCK TABLE source")
        query = "{ sources { totalCount } }"
        with begun(url, "/graphql", query):
            until(connection, "hub serve", True)
            assert active(connection, "hub serve")
        assert until(connection, "hub serve", False) < GONE_SECONDS
        late = httpx2.post(f"{url}/graphql", json={"query": query}, timeout=20)
        assert late.status_code == 504
        assert late.json()["errors"][0]["extensions"]["id"] == "Q118"
    assert "hub_queries_cancelled_total 1.0" in httpx2.get(f"{url}/metrics").text
    assert httpx2.post(f"{url}/graphql", json={"query": query}).json()["data"]
