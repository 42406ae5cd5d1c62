"""`trace` over a whole world: each answer equal to the world's own chain, then how long it takes.

    python -m tests.bench.bench_trace [small|city]

All six partner systems are synchronised into an empty hub first. One connection, one after another.
"""

from __future__ import annotations

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

import httpx2

from hub.commands.demo import partners
from hub.settings import Settings
from hub.store import migrate, server
from mock_sources.world.world import World
from tests.bench.contestants import serving
from tests.bench.figures import figure
from tests.e2e.world_trace import QUERY, Chains, difference
from tests.embedded import temporary_home

SEED, SAMPLE = 7, 1_000


def main(scale: str = "city") -> None:
    """Print how many traces were checked, and their times."""
    with temporary_home(on_disk=True) as home:
        database = server.ensure(Settings(home=home, database_url=None), print_error, owned=True)
        asyncio.run(migrate.bring_up(database, print_error))
        with partners(Path(home).parent / "partners", scale) as reached:
            environment = {**reached, "HUB_DATABASE_URL": database.dsn, "HUB_PORT": "8396"}
            subprocess.run(
                [sys.executable, "-m", "hub", "sync"],
                env={**os.environ, **environment}, stdout=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        with serving(environment) as (url, _):
            measure(f"{url}/graphql", scale)
        server.release(database)


def measure(url: str, scale: str) -> None:
    chains = Chains(World(scale, SEED))
    every = [(region, year, voucher) for region, year, voucher in chains.vouchers()]
    chosen = random.Random(SEED).sample(every, min(SAMPLE, len(every)))
    taken, steps = [], 0
    with httpx2.Client(timeout=30) as client:
        for region, year, voucher in sorted(chosen, key=lambda each: each[:2]):
            key = {"region": region, "fiscalYear": year, "paymentId": voucher.key}
            began = time.perf_counter()
            answer = client.post(url, json={"query": QUERY, "variables": {"key": key}})
            taken.append(time.perf_counter() - began)
            found = answer.json()["data"]["trace"]
            told = difference(found, chains.of(region, year, voucher))
            assert told is None, f"{voucher.key}: {told}"
            steps += len(found["steps"])
    figure(f"trace.{scale}.equal", len(chosen), "traces")
    figure(f"trace.{scale}.steps", steps / len(chosen), "steps a trace")
    figure(f"trace.{scale}.p50", statistics.median(taken) * 1000, "ms")
    figure(f"trace.{scale}.p99", statistics.quantiles(taken, n=100)[98] * 1000, "ms")


def print_error(line: str) -> None:
    print(line, file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
