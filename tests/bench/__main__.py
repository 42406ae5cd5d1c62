"""`make bench`: every measurement, one JSON object a line.

    python -m tests.bench [small|city|province]      (BENCH_SCALE; province unless told)

Mapping alone; a sync end to end; then a hub with the whole world of that scale and the six
queries of the design's table over HTTP. The province takes a quarter of an hour or so.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import time

from hub.commands.demo import partners
from hub.settings import Settings
from hub.store import migrate, server
from tests.bench import bench_mapping, bench_queries, bench_sync
from tests.bench.figures import figure
from tests.embedded import temporary_home


def main(scale: str) -> None:
    """Print all figures for a scale."""
    bench_mapping.main()
    bench_sync.main(scale)
    with temporary_home() as home:
        database = server.ensure(Settings(home=home, database_url=None), _say, owned=True)
        asyncio.run(migrate.bring_up(database, _say))
        with partners(home.parent / "partners", scale) as reached:
            environment = {**os.environ, **reached, "HUB_DATABASE_URL": database.dsn}
            started = time.perf_counter()
            subprocess.run(
                [sys.executable, "-m", "hub", "sync"],
                env=environment,
                stdout=sys.stderr,
                check=False,
            )
            figure(f"world.{scale}.sync", time.perf_counter() - started, "s")
        bench_queries.main(environment={"HUB_DATABASE_URL": database.dsn})
        server.release(database)


def _say(line: str) -> None:
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else os.environ.get("BENCH_SCALE", "province"))
