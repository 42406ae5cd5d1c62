"""The province world in a hub: made once in a home, used by every later run.

    HUB_BENCH_HOME=DIR python -m tests.bench.world [province]

The partners serve their world, a sync brings in what the queries read (agencies, projects,
vouchers), and what is left is a HUB_HOME with 2.1 million payments: ten minutes, of which the
sync is a third. A later run only migrates what is there.
"""

from __future__ import annotations

import asyncio
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import psycopg

from adapters.budget.source import SOURCE as BUDGET
from adapters.sdk.source import Source
from adapters.treasury.source import SOURCE as TREASURY
from hub.commands.demo import partners
from hub.ingest import rollups
from hub.ingest.sync import connect, sync
from hub.settings import Settings
from hub.store import migrate, server
from hub.store.server import Database
from schema.rollups import rollups_of
from tests.bench.figures import figure
from tests.embedded import temporary_home

NEEDED = {"agencies", "projects", "PAY_VOUCHER_BILL"}
MADE = "world.txt"


@contextmanager
def opened(scale: str) -> Iterator[tuple[Database, Path]]:
    """(The database of a hub that has the world, its home), as long as the context lasts."""
    with _home() as home:
        database = server.ensure(Settings(home=home / "hub", database_url=None), say, owned=True)
        try:
            asyncio.run(migrate.bring_up(database, say))
            made = home / f"{scale}.{MADE}"
            if not made.exists():
                _fill(database, home, scale)
                made.write_text(time.strftime("%F %T\n"), encoding="utf-8")
            yield database, home
        finally:
            server.release(database)


@contextmanager
def _home() -> Iterator[Path]:
    """HUB_BENCH_HOME, kept; without it a directory that goes away."""
    kept = os.environ.get("HUB_BENCH_HOME")
    if kept:
        home = Path(kept).absolute()
        home.mkdir(mode=0o711, parents=True, exist_ok=True)
        yield home
        return
    with temporary_home(on_disk=True) as hub:
        yield hub.parent


def _fill(database: Database, home: Path, scale: str) -> None:
    with partners(home / "partners", scale) as reached:
        started = time.perf_counter()
        sources = [_only(BUDGET), _only(TREASURY)]
        for result in asyncio.run(sync(database, sources, {**os.environ, **reached})):
            if result.broken:
                raise SystemExit(f"{result.source}: {result.problem}")
        figure(f"world.{scale}.sync", time.perf_counter() - started, "s")
    asyncio.run(_folded(database))
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute("VACUUM (ANALYZE)")


def _only(source: Source) -> Source:
    return replace(source, streams=tuple(each for each in source.streams if each.name in NEEDED))


async def _folded(database: Database) -> None:
    connection = await connect(database)
    try:
        for each in rollups_of("Payment"):
            await rollups.compact(connection, each)
    finally:
        await connection.close()


def say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


def main(scale: str = "province") -> None:
    with opened(scale) as (_, home):
        say(f"the {scale} world is in {home}")


if __name__ == "__main__":
    main(*sys.argv[1:])
