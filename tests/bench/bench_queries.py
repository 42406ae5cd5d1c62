"""The six queries over HTTP: the hub beside PostGraphile, plain Strawberry and the floor.

    HUB_BENCH_HOME=DIR python -m tests.bench.bench_queries [province] [seconds]

All run at the same time on one PostgreSQL with the same data and indexes, and are loaded in turn,
query by query, after their answers were found equal and their compilers were given time to warm
up. CPU per request is read from the processes: the server's own, and that of all of PostgreSQL's.
Each is loaded in several rounds, turn and turn about; what counts of each is its round with the
least CPU per request, the one that the machine's other work disturbed least.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import asyncpg
import psycopg

from hub.access.scope import OPEN
from hub.query.explain import explain
from hub.query.ids import id_maker
from hub.query.types import graphql_schema
from hub.store.reference import Reference, load_reference
from hub.store.server import Database
from tests.bench import bench_shapes, contestants, queries, world
from tests.bench.contestants import Server
from tests.bench.figures import cpu_seconds, family, figure, peak_bytes, spent
from tests.bench.load import Load, ask, graphql, load
from tests.bench.queries import Known

NAMES = ("point", "subtree", "nested", "rows", "groups", "tiny")
CONNECTIONS = (1, 16)
WARM = 3.0
ROUNDS = 3

# What a server may cost: its CPU per request at most so many times the other's.
AGAINST_POSTGRAPHILE = {
    "point": 1 / 3, "subtree": 1 / 6, "nested": 1 / 3, "rows": 1 / 7, "groups": 1 / 4, "tiny": 3 / 5
}  # fmt: skip
AGAINST_FLOOR = {"point": 1.6, "tiny": 1.6}
AGAINST_STRAWBERRY = {"point": 1 / 30, "rows": 1 / 30}


@dataclass(frozen=True)
class Contestant:
    """A server with what it is asked. fen: how it writes money."""

    server: Server
    asked: dict[str, tuple[str, bytes]]
    fen: Callable[[Any], int]

    @property
    def name(self) -> str:
        return self.server.name

    def facts(self, name: str) -> Any:
        url, body = self.asked[name]
        return queries.facts_of(name, ask(url, body)["data"], self.fen)


@dataclass(frozen=True)
class Measured:
    """One load: rates and latencies, CPU in milliseconds a request."""

    load: Load
    server: float
    postgres: float


def measure(database: Database, home: Path, seconds: float) -> None:
    """Print all figures, then a table of them."""
    reference, statements, known = asyncio.run(_prepared(database))
    _views(database)
    told = contestants.write_told(
        home / "statements.json", {**statements, "cities": list(known.cities)}
    )
    postmaster = _postmaster(database)
    table: dict[tuple[str, str, int], Measured] = {}
    with _running(database, home, told, known) as running:
        for name in NAMES:
            _verify(running, name)
        for name in NAMES:
            table |= _in_turn([each for each in running if name in each.asked], postmaster, name,
                              seconds)  # fmt: skip
        for each in running:
            figure(f"query.{each.name}.memory", peak_bytes(each.server.pid) / 1e6, "MB")
        bench_shapes.beside_a_scan(running[0].server.url, seconds)
        bench_shapes.warm(*running[0].asked["point"])
        _scan_for_information(running, known)
    bench_shapes.place_by_place(database, reference)
    bench_shapes.five_times(database)
    _summary(table, [each.name for each in running])


async def _prepared(database: Database) -> tuple[Reference, dict[str, Any], Known]:
    connection = await asyncpg.connect(database.dsn)
    try:
        reference = await load_reference(connection)
        row = await connection.fetchrow(
            "SELECT home_code, region_code, fiscal_year, payment_id FROM payment"
            " WHERE fiscal_year = $1 AND city_code = $2 ORDER BY amount DESC, payment_id LIMIT 1",
            queries.CITY["year"], int(str(queries.CITY["region"])),
        )  # fmt: skip
    finally:
        await connection.close()
    assert row is not None
    cities = reference.of_tier(int(str(queries.PLACE["region"])), "CITY")
    known = Known(str(id_maker("Payment")(*row)), tuple(row), cities)
    schema, told = graphql_schema(), {}
    for name in NAMES:
        found = explain(schema, queries.HUB[name], known.hub(name), None, reference, OPEN)
        told[name] = [{**each, "custom": each["planned"] != "once"} for each in found["statements"]]
    return reference, told, known


def _views(database: Database) -> None:
    text = (Path(__file__).parent / "postgraphile" / "views.sql").read_text("utf-8")
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute(text.encode())


def _postmaster(database: Database) -> int:
    assert database.data_dir is not None
    return int((database.data_dir / "postmaster.pid").read_text().splitlines()[0])


@contextmanager
def _running(
    database: Database, home: Path, told: Path, known: Known
) -> Iterator[list[Contestant]]:
    dsn = database.dsn
    with ExitStack() as stack:
        hub = stack.enter_context(contestants.hub(dsn))
        node = stack.enter_context(contestants.postgraphile(dsn, home))
        floor = stack.enter_context(
            contestants.python("floor", "tests.bench.floor_server", dsn, 8392, told)
        )
        plain = stack.enter_context(
            contestants.python("strawberry", "tests.bench.strawberry_server", dsn, 8393, told)
        )
        made = [_asked(hub, queries.HUB, known.hub, _fen_of_yuan)]
        if node is not None:
            made.append(_asked(node, queries.POSTGRAPHILE, known.plain, int))
        strawberry = _asked(plain, queries.STRAWBERRY, known.plain, int)
        url, point = strawberry.asked["point"][0], queries.STRAWBERRY["point"]
        strawberry.asked["point"] = url, graphql(point, {"id": known.id})
        made.append(strawberry)
        asked = {
            name: (f"{floor.url}/{name}", graphql("", known.hub(name))) for name in queries.HUB
        }
        made.append(Contestant(floor, asked, _fen_of_yuan))
        yield made


def _asked(
    server: Server,
    texts: dict[str, str],
    variables: Callable[[str], dict[str, Any]],
    fen: Callable[[Any], int],
) -> Contestant:
    asked = {name: (server.url, graphql(text, variables(name))) for name, text in texts.items()}
    return Contestant(server, asked, fen)


def _fen_of_yuan(text: str) -> int:
    return int(text.replace(".", ""))


def _verify(running: list[Contestant], name: str) -> None:
    """raises: SystemExit when two contestants say different things."""
    first, *others = (each for each in running if name in each.asked)
    facts = first.facts(name)
    assert facts, name
    for each in others:
        found = each.facts(name)
        if found != facts:
            raise SystemExit(
                f"{name}: {each.name} answers otherwise than {first.name}\n"
                f"{str(found)[:800]}\n{str(facts)[:800]}"
            )


def _in_turn(
    running: list[Contestant], postmaster: int, name: str, seconds: float
) -> dict[tuple[str, str, int], Measured]:
    """One query's figures, by (query, server, connections)."""
    for each in running:
        load(*each.asked[name], 4, WARM)
    table: dict[tuple[str, str, int], Measured] = {}
    for connections in CONNECTIONS:
        rounds = [
            [_measured(each, postmaster, name, connections, seconds) for each in running]
            for _ in range(ROUNDS)
        ]
        for each, *turns in zip(running, *rounds, strict=True):
            best = min(turns, key=lambda turn: turn.server)
            _tell(f"query.{each.name}.{name}.{connections}", best)
            table[name, each.name, connections] = best
    return table


def _measured(
    contestant: Contestant, postmaster: int, name: str, connections: int, seconds: float
) -> Measured:
    url, body = contestant.asked[name]
    server, postgres = family(contestant.server.pid), family(postmaster)
    before, behind = cpu_seconds(server), cpu_seconds(postgres)
    done = load(url, body, connections, seconds)
    mine = spent(before, cpu_seconds(family(contestant.server.pid)))
    theirs = spent(behind, cpu_seconds(family(postmaster)))
    return Measured(done, mine / done.requests * 1e3, theirs / done.requests * 1e3)


def _tell(label: str, found: Measured) -> None:
    figure(f"{label}.rate", found.load.rate, "requests/s")
    figure(f"{label}.p50", found.load.p50, "ms")
    figure(f"{label}.p99", found.load.p99, "ms")
    figure(f"{label}.cpu.server", found.server, "ms/request")
    figure(f"{label}.cpu.postgres", found.postgres, "ms/request")


def _scan_for_information(running: list[Contestant], known: Known) -> None:
    """pg-aggregates over the facts, for information: there is no roll-up behind it."""
    for each in running:
        if each.name == "postgraphile":
            url, body = each.asked["scan"]
            done = load(url, body, 1, 0.1)
            figure("query.postgraphile.scan.1.p50", done.p50, "ms")


# -- the table ------------------------------------------------------------------------------------


def _summary(table: dict[tuple[str, str, int], Measured], names: list[str]) -> None:
    """What the hub is held to, as figures and as a table on standard error."""
    world.say(f"\n{'query':9}{'server':13}{'n':>3}{'req/s':>9}{'p50 ms':>9}{'p99 ms':>9}"
              f"{'server CPU':>12}{'PostgreSQL':>12}")  # fmt: skip
    for (name, who, connections), found in table.items():
        done = found.load
        world.say(f"{name:9}{who:13}{connections:3}{done.rate:9.0f}{done.p50:9.2f}{done.p99:9.2f}"
                  f"{found.server:12.3f}{found.postgres:12.3f}")  # fmt: skip
    world.say(f"\n{'held to':44}{'found':>9}{'limit':>9}")
    for name in NAMES:
        hub = table[name, "hub", 16]
        for who, limits, other in (
            ("postgraphile", AGAINST_POSTGRAPHILE, 1.0),
            ("floor", AGAINST_FLOOR, 1.3),
            ("strawberry", AGAINST_STRAWBERRY, 1 / 8),
        ):
            if who in names:
                limit = limits.get(name, other)
                held(
                    f"{name}: server CPU of {who}'s", hub.server, table[name, who, 16].server, limit
                )
        if "postgraphile" in names:
            if name != "tiny":
                theirs = table[name, "postgraphile", 16].postgres
                held(f"{name}: PostgreSQL CPU of postgraphile's", hub.postgres, theirs, 1.1)
            for n in CONNECTIONS:
                mine, rate = table[name, "hub", n].load.rate, table[name, "postgraphile", n].load
                held(
                    f"{name}: time per request at {n} of postgraphile's", 1 / mine, 1 / rate.rate, 1
                )
    held("subtree: p50 in ms", table["subtree", "hub", 1].load.p50, 1.0, 1.5)
    held("groups: p50 in ms", table["groups", "hub", 1].load.p50, 1.0, 5.0)


def held(label: str, value: float, other: float, limit: float) -> None:
    """One line of the verdict, and its figure: value / other beside the limit."""
    found = value / other
    figure(f"held.{label}", found, "ratio", limit)
    mark = "met" if found <= limit else "NOT met"
    world.say(f"{label:44}{found:9.3f}{limit:9.3f}  {mark}")


def main(scale: str = "province", seconds: str = "3") -> None:
    """Bring the world up and measure."""
    with world.opened(scale) as (database, home):
        measure(database, home, float(seconds))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main(*sys.argv[1:])
