"""How speed holds when places, amounts of data and neighbours change, and what warm requests do."""

from __future__ import annotations

import asyncio
import re
from http.client import HTTPConnection
from urllib.parse import urlsplit

import psycopg

from hub.ingest import rollups
from hub.ingest.sync import connect
from hub.store.reference import Reference
from hub.store.server import Database
from schema.rollups import rollups_of
from tests.bench import contestants, queries
from tests.bench.figures import figure
from tests.bench.load import ask, finished, graphql, load, started

_SCAN = """query ($region: String!, $year: Int!) {
  paymentGroups(by: [{region: {tier: CITY}}, {function: {level: 3}}], first: 10,
                where: {region: {within: $region}, fiscalYear: {eq: $year}, amount: {gt: "0"}}) {
    nodes { count sum { amount } } } }"""
_ROLLUP = next(each for each in rollups_of("Payment") if each.name == "payment_class")
_KEPT = "bench_rollup"
"""What the roll-up held before, as long as it holds more."""


def warm(url: str, body: bytes) -> None:
    """Requests with a warm plan compile nothing: the hub's own counters."""
    ask(url, body)
    before = _plans(url)
    done = load(url, body, 4, 1.0)
    after = _plans(url)
    figure("warm.requests", done.requests, "requests")
    figure("warm.compiled", after["miss"] - before["miss"], "plans")


def _plans(url: str) -> dict[str, float]:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.netloc)
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    connection.close()
    return {
        name: float(value)
        for name, value in re.findall(r'hub_plan_cache\w*\{result="(\w+)"\} (\S+)', text)
    }


def beside_a_scan(url: str, seconds: float) -> None:
    """Tiny's p99 alone, and while two connections scan the payments of a year."""
    tiny = graphql("{ __typename }")
    alone = load(url, tiny, 1, seconds, 0.002)
    heavy = started(url, graphql(_SCAN, queries.PLACE), 2, seconds + 2, 0.0)
    beside = load(url, tiny, 1, seconds, 0.002)
    said, _ = heavy.communicate(timeout=seconds + 120)
    scanned = finished(heavy, said)
    figure("tiny.p99.alone", alone.p99, "ms")
    figure("tiny.p99.beside a scan", beside.p99, "ms", 10.0)
    figure("scan.p50", scanned.p50, "ms")


def place_by_place(database: Database, reference: Reference) -> None:
    """The same document for a province then a township, and the reverse: no plan made for the one
    is used for the other. Each order in a hub that is new."""
    province, year = queries.PLACE["region"], queries.PLACE["year"]
    township = str(reference.of_tier(int(str(queries.CITY["region"])), "TOWNSHIP")[0])
    for order in ((province, township), (township, province)):
        with contestants.hub(database.dsn) as server:
            for place in order:
                asked = graphql(queries.HUB["subtree"], {"region": place, "year": year})
                done = load(server.url, asked, 1, 1.0)
                kind = "province" if place == province else "township"
                turn = "first" if place == order[0] else "second"
                figure(f"subtree.{kind}.{turn}.p50", done.p50, "ms")


def five_times(database: Database) -> None:
    """Groups with what five times the payments leave in the roll-up: every cell five times, first
    in slices as five loads add them, then folded as a sync leaves them in the end."""
    asked = graphql(queries.HUB["groups"], queries.PLACE)
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute(f"DROP TABLE IF EXISTS {_KEPT}")
        connection.execute(f"CREATE TABLE {_KEPT} AS TABLE {_ROLLUP.table_name}")
        try:
            with contestants.hub(database.dsn) as server:
                once = load(server.url, asked, 1, 2.0)
                connection.execute(
                    f"INSERT INTO {_ROLLUP.table_name} SELECT region_code, own, fiscal_year,"
                    f" budget_type, function_1, -n, count, amount, paid FROM {_KEPT},"
                    " generate_series(1, 4) AS n"
                )
                connection.execute(f"VACUUM (ANALYZE) {_ROLLUP.table_name}")
                sliced = load(server.url, asked, 1, 2.0)
                asyncio.run(_folded(database))
                folded = load(server.url, asked, 1, 2.0)
        finally:
            connection.execute(f"TRUNCATE {_ROLLUP.table_name}")
            connection.execute(f"INSERT INTO {_ROLLUP.table_name} TABLE {_KEPT}")
            connection.execute(f"DROP TABLE {_KEPT}")
            connection.execute(f"VACUUM (ANALYZE) {_ROLLUP.table_name}")
    figure("groups.p50", once.p50, "ms", 5.0)
    figure("groups.p50 with five times the payments, in slices", sliced.p50, "ms", once.p50)
    figure("groups.p50 with five times the payments, folded", folded.p50, "ms", once.p50)


async def _folded(database: Database) -> None:
    connection = await connect(database)
    try:
        await rollups.compact(connection, _ROLLUP)
    finally:
        await connection.close()
