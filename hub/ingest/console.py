"""What the commands of ingest share: the database, the adapters, progress, and a clean end."""

from __future__ import annotations

import os
import sys
from collections.abc import AsyncIterator, Coroutine, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any, TypeVar

import structlog
import typer

from hub import settings
from hub.ingest.locks import Connection
from hub.ingest.registry import Installed, installed
from hub.ingest.results import Progress, Watch
from hub.ingest.sync import connect
from hub.store import connected as connecting
from hub.store import server
from hub.store.server import Database

FINE, FINDINGS, BROKEN = 0, 1, 2

Result = TypeVar("Result")


@contextmanager
def opened() -> Iterator[Database]:
    """The hub's database, started when it is ours to start, for the time of a command."""
    database = server.ensure(settings.load(), say, owned=True)
    try:
        yield database
    finally:
        server.release(database)


@asynccontextmanager
async def connected(database: Database) -> AsyncIterator[Connection]:
    connection = await connect(database)
    try:
        yield connection
    finally:
        await connection.close()


def adapters() -> Installed:
    """The adapters that may run; those that are broken are told of.

    What their readers log (a retry) goes to standard error: standard output is the answer.
    """
    structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
    found = installed(settings.load().adapters)
    for problem in found.broken.values():
        say(problem.render(settings.language()))
    return found


def run(main: Coroutine[Any, Any, Result]) -> Result:
    """Run until done, or until SIGINT or SIGTERM: the open slices are rolled back, and we end."""

    return connecting.run(
        main, "stopped; what was committed stays. next: run the same command again to go on"
    )


def say(line: str) -> None:
    typer.echo(line, err=True)


@contextmanager
def watching() -> Iterator[Watch]:
    """Progress bars on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield lambda progress: None
        return
    from rich.console import Console
    from rich.progress import Progress as Bars
    from rich.progress import SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description:<32}"),
        TextColumn("{task.completed:>12,.0f} records"),
        TextColumn("{task.fields[rate]:>8,.0f}/s"),
        TimeElapsedColumn(),
    )
    with Bars(*columns, console=Console(stderr=True)) as bars:
        tasks: dict[tuple[str, str], TaskID] = {}

        def watch(progress: Progress) -> None:
            key = (progress.source, progress.stream)
            if key not in tasks:
                tasks[key] = bars.add_task(" ".join(key), total=None, rate=0.0)
            bars.update(tasks[key], completed=progress.counts.received)
            task = bars.tasks[bars.task_ids.index(tasks[key])]
            bars.update(tasks[key], rate=task.completed / max(task.elapsed or 1, 0.1))

        yield watch
