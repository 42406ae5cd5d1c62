"""Sync end to end: the treasury system's vouchers, from its database into an empty hub.

    python -m tests.bench.bench_sync [small|city|province]

Both PostgreSQL servers, the reader, the mapping and the merge share this machine. The floor is
the hub's own server writing the same finished rows into an empty table with the same indexes:
no reading, no mapping, no history, no roll-ups. Memory is that of the syncing process.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from adapters.treasury.source import SOURCE
from hub.ingest import rollups
from hub.ingest.results import SourceResult
from hub.ingest.sync import connect, sync
from hub.settings import Settings
from hub.store import migrate, server
from hub.store.server import Database
from schema.rollups import rollups_of
from tests.bench.figures import figure, peak_bytes
from tests.embedded import temporary_home

STREAM = "PAY_VOUCHER_BILL"
TARGET = 20_000
"""Records a second that the design asks for."""


def main(scale: str = "city") -> None:
    """Print the figures of a first sync, of the same again, and of folding the roll-ups."""
    with temporary_home(on_disk=True) as home:
        database = server.ensure(Settings(home=home, database_url=None), _say, owned=True)
        asyncio.run(migrate.bring_up(database, _say))
        with treasury(home.parent / "treasury", scale) as environment:
            first, seconds = timed(database, environment, again=False)
            received = first.batches[0].counts.received
            rate = received / seconds
            figure(f"sync.{scale}.payments", rate, "records/s", received / written(database))
            figure(f"sync.{scale}.payments.target", rate, "records/s", TARGET)
            figure(f"sync.{scale}.received", received, "records")
            again, seconds = timed(database, environment, again=True)
            assert again.batches[0].counts.unchanged == first.batches[0].counts.new
            figure(f"sync.{scale}.unchanged", received / seconds, "records/s")
        figure("sync.memory", peak_bytes(os.getpid()) / 1e6, "MB")
        started = time.perf_counter()
        folded = asyncio.run(fold(database))
        figure(f"rollups.{scale}.folded", folded / (time.perf_counter() - started), "rows/s")
        server.release(database)


def timed(
    database: Database, environment: dict[str, str], again: bool
) -> tuple[SourceResult, float]:
    """One sync of the vouchers, and the seconds it took."""
    vouchers = tuple(stream for stream in SOURCE.streams if stream.name == STREAM)
    source = replace(SOURCE, streams=vouchers)
    started = time.perf_counter()
    (result,) = asyncio.run(sync(database, [source], environment, again=again))
    seconds = time.perf_counter() - started
    assert not result.broken, result
    assert result.batches[0].verdicts("DIFFERENT") == 0
    return result, seconds


def written(database: Database) -> float:
    """Seconds to write the finished rows once more, into a bare copy of the table."""
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (LIKE payment INCLUDING ALL)")
        started = time.perf_counter()
        connection.execute("INSERT INTO bare SELECT * FROM payment")
        seconds = time.perf_counter() - started
        connection.execute("DROP TABLE bare")
    return seconds


async def fold(database: Database) -> int:
    connection = await connect(database)
    try:
        return sum([await rollups.compact(connection, each) for each in rollups_of("Payment")])
    finally:
        await connection.close()


@contextmanager
def treasury(home: Path, scale: str) -> Iterator[dict[str, str]]:
    """The treasury system of the partners' world, running; yields how to reach it."""
    command = [sys.executable, "-m", "mock_sources", "serve", "treasury", "--port", "0"]
    child = subprocess.Popen(
        [*command, "--scale", scale, "--home", str(home)], stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        if not child.stdout.readline().startswith("ready"):
            raise RuntimeError("the treasury system did not start")
        told = json.loads((home / "treasury.json").read_text("utf-8"))
        yield {
            "HUB_TREASURY_DSN": told["dsn"],
            "HUB_TREASURY_FILES_URL": told["files_url"],
            "HUB_TREASURY_TOKEN": told["token"],
        }
    finally:
        child.send_signal(signal.SIGTERM)
        child.wait(30)


def _say(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
