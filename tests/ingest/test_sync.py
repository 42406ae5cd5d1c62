"""Sources side by side: one that is away, two runs at once, crashes, and the order of slices."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from adapters.sdk.source import Page, Settings, Source, State
from hub.ingest.sync import run_source, sync
from hub.store.reference import Reference
from hub.store.server import Database
from schema.problems import HubError
from tests.ingest import books
from tests.ingest.partner import Memory, Voucher, away, source, stream


def filled(name: str, pages: int = 3, rows: int = 4) -> Memory:
    reader = Memory()
    for n in range(pages):
        reader.add(*(Voucher(f"{name}-{n}-{row}") for row in range(rows)))
    return reader


def test_a_source_that_is_away_leaves_the_other_alone(hub: Database) -> None:
    down = filled("down")
    down.fail = lambda n: away(n) if n == 1 else None
    sources = [source(down, "down"), source(filled("up"), "up")]
    lost, well = asyncio.run(sync(hub, sources, {}))
    assert (lost.state, well.state) == ("DOWN", "FRESH")
    assert lost.batches[0].problem is not None and lost.batches[0].problem.code == "A306"
    assert well.batches[0].counts.new == 12
    kept = {row["name"]: row for row in books.rows(hub, "SELECT * FROM source")}
    assert kept["down"]["state"] == "DOWN" and "A306" in kept["down"]["message"]
    assert kept["down"]["last_success_at"] is None and kept["up"]["last_success_at"] is not None
    assert books.one(hub, "SELECT count(*) FROM event WHERE kind = 'SOURCE_DOWN'") == 1
    # What was committed stays, and it goes on from there.
    assert books.one(hub, "SELECT count(*) FROM payment WHERE source = 'down'") == 4
    down.fail = lambda n: None
    back, _ = asyncio.run(sync(hub, sources, {}))
    assert (back.state, back.batches[0].counts.new) == ("FRESH", 8)


def test_a_stream_that_stops_leaves_the_next_alone(hub: Database, reference: Reference) -> None:
    broken = filled("x", pages=1)
    broken.given[0] = replace(broken.given[0], columns=("ID",))
    two = Source("two", "二", (stream(broken, "first"), stream(filled("y"), "second")))
    done = asyncio.run(run_source(hub, two, lambda _: {}, reference))
    assert [batch.state for batch in done.batches] == ["FAILED", "DONE"]
    assert done.state == "PARTIAL" and done.broken
    assert done.batches[0].problem is not None and done.batches[0].problem.code == "A302"


def test_an_adapter_that_raises_is_told_of(hub: Database, reference: Reference) -> None:
    def fail(n: int) -> None:
        raise ZeroDivisionError("a mistake of theirs")

    reader = filled("x")
    reader.fail = fail
    done = asyncio.run(run_source(hub, source(reader), lambda _: {}, reference))
    problem = done.batches[0].problem
    assert problem is not None and problem.code == "A313"
    assert "a mistake of theirs" in problem.message("zh")


def test_a_setting_that_is_missing_is_named(hub: Database) -> None:
    wanting = replace(source(filled("x")), settings={"HUB_X_URL": "where it is"})
    (done,) = asyncio.run(sync(hub, [wanting], {}))
    assert done.state == "DOWN" and done.problem is not None and done.problem.code == "H102"
    assert books.rows(hub, "SELECT * FROM batch") == []


class Slow(Memory):
    """Gives its pages one by one, when told to."""

    def __init__(self, given: list[Page]) -> None:
        super().__init__(given)
        self.waiting = threading.Event()
        self.go = threading.Event()

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        for page in super().pages(settings, state):
            self.waiting.set()
            assert self.go.wait(30)
            yield page


def test_two_runs_of_one_source_do_not_meet(hub: Database, reference: Reference) -> None:
    slow = Slow(filled("x").given)

    async def both() -> None:
        first = asyncio.create_task(run_source(hub, source(slow), lambda _: {}, reference))
        await asyncio.to_thread(slow.waiting.wait, 30)
        second = await run_source(hub, source(filled("x")), lambda _: {}, reference)
        assert second.problem is not None and second.problem.code == "A311"
        slow.go.set()
        assert (await first).batches[0].counts.new == 12

    asyncio.run(both())
    assert books.one(hub, "SELECT count(*) FROM batch") == 1


def test_a_cancelled_run_rolls_back_and_goes_on_later(hub: Database, reference: Reference) -> None:
    slow = Slow(filled("x").given)

    async def cancelled() -> None:
        run = asyncio.create_task(run_source(hub, source(slow), lambda _: {}, reference))
        await asyncio.to_thread(slow.waiting.wait, 30)
        run.cancel()
        with pytest.raises(asyncio.CancelledError):
            await run

    asyncio.run(cancelled())
    slow.go.set()
    done = asyncio.run(run_source(hub, source(slow), lambda _: {}, reference))
    assert done.batches[0].counts.new == 12
    assert [batch["state"] for batch in books.batches(hub)] == ["FAILED", "DONE"]


def test_numbers_follow_commits_when_sources_run_at_once(hub: Database) -> None:
    sources = [source(filled(name, pages=12), name) for name in ("a", "b", "c", "d")]
    results = asyncio.run(sync(hub, sources, {}))
    assert all(result.state == "FRESH" for result in results)
    slices = books.rows(
        hub,
        "SELECT s.number, s.id, s.committed_at, b.source, min(p.xmin::text) AS xmin FROM slice AS s"
        " JOIN batch AS b ON b.id = s.batch_id JOIN payment AS p ON p.since_batch = s.id"
        " GROUP BY 1, 2, 3, 4 ORDER BY s.number",
    )
    assert [each["number"] for each in slices] == list(range(1, 49))
    times = [each["committed_at"] for each in slices]
    assert times == sorted(times)
    for name in "abcd":
        own = [each["id"] for each in slices if each["source"] == name]
        assert own == sorted(own)
    books.assert_counts_add_up(hub)


KILLED = """
import asyncio, os, signal, sys
from hub.ingest import slices
from hub.ingest.sync import run_source, snapshot
from hub.store.server import Database
from tests.ingest.partner import source
from tests.ingest.test_sync import filled

number, done = slices._number, []
async def die(*given):
    await number(*given)
    done.append(1)
    if len(done) == 3:
        os.kill(os.getpid(), signal.SIGKILL)
slices._number = die
database = Database(os.environ["DSN"])
async def main():
    await run_source(database, source(filled("x", 5)), lambda _: {}, await snapshot(database))
asyncio.run(main())
"""


def test_killed_between_slices_repeats_nothing_and_loses_nothing(
    hub: Database, reference: Reference
) -> None:
    child = subprocess.run(
        [sys.executable, "-c", KILLED],
        env={**os.environ, "DSN": hub.dsn, "PYTHONPATH": str(Path(__file__).parents[2])},
        timeout=60,
        check=False,
    )
    assert child.returncode == -signal.SIGKILL
    until = time.monotonic() + 30
    while True:
        done = asyncio.run(
            run_source(hub, source(filled("x", 5)), lambda _: {}, reference)
        )  # the server notices the dead connection, and frees the source's lock, in its own time
        if done.problem is None or time.monotonic() > until:
            break
        time.sleep(0.2)
    assert done.batches[0].counts.new == 12
    assert books.one(hub, "SELECT count(*) FROM payment") == 20
    assert books.one(hub, "SELECT count(*) FROM payment_history") == 0
    assert [each["state"] for each in books.batches(hub)] == ["FAILED", "DONE"]
    assert sum(each["new"] for each in books.batches(hub)) == 20
    assert books.one(hub, "SELECT sum(count)::int FROM rollup_payment_class WHERE own") == 20


def test_a_trial_keeps_nothing(hub: Database, reference: Reference) -> None:
    reader = filled("x")
    tried = asyncio.run(run_source(hub, source(reader), lambda _: {}, reference, trial=True))
    assert tried.batches[0].counts.new == 12
    for table in ("payment", "batch", "slice", "source", "landed_page", "stream_state"):
        assert books.one(hub, f"SELECT count(*) FROM {table}") == 0
    done = asyncio.run(run_source(hub, source(reader), lambda _: {}, reference))
    assert done.batches[0].counts.new == 12


def test_a_database_that_is_away_is_told_of(hub: Database) -> None:
    with pytest.raises(HubError) as caught:
        asyncio.run(sync(hub.named("nowhere"), [source(filled("x"))], {}))
    assert caught.value.code == "S101"
