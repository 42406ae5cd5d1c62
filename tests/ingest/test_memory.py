"""Memory stays bounded, however many pages come: two at a time are held.

The peak is that of the program alone: getrusage would count what its parent had when it forked.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from hub.store.server import Database
from tests.ingest import books

RUN = """
import asyncio, os, sys
from hub.ingest.sync import run_source, snapshot
from hub.store.server import Database
from tests.bench.figures import peak_bytes
from tests.ingest.crowd import Crowd
from tests.ingest.partner import REGIONS, source

database, pages = Database(os.environ["DSN"]), int(sys.argv[1])
async def main():
    reader = Crowd(pages, 2500, REGIONS)
    return await run_source(database, source(reader, f"p{pages}"), lambda _: {}, await snapshot(database))
print(asyncio.run(main()).batches[0].counts.received)
print(peak_bytes(os.getpid()) // 1_000_000)
"""  # noqa: E501


def test_ten_times_the_pages_take_no_more_memory(hub: Database) -> None:
    peaks = []
    for pages in (2, 20):
        done = subprocess.run(
            [sys.executable, "-c", RUN, str(pages)],
            env={**os.environ, "DSN": hub.dsn, "PYTHONPATH": str(Path(__file__).parents[2])},
            capture_output=True,
            text=True,
            timeout=120,
            check=True,
        )
        received, peak = map(int, done.stdout.split())
        assert received == pages * 2500
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 40 < 500, peaks
    assert books.one(hub, "SELECT count(*) FROM payment") == 20 * 2500
