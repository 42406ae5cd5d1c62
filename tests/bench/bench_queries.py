"""The six queries of the design's table, over HTTP, against a database that is loaded already.

    HUB_DATABASE_URL=… python -m tests.bench.bench_queries [seconds]

For each: requests per second, p50 and p99 at 1 and 16 connections, CPU per request of the server
and of PostgreSQL apart. PostgreSQL's CPU is that of all its processes on this machine.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.bench.figures import cpu_seconds, figure, peak_bytes
from tests.bench.load import ask, load

LINKS = "agency { name } function { name } project { name }"
POINT = f"query ($id: ID!) {{ payment(by: {{id: $id}}) {{ paymentId amount {LINKS} }} }}"
SUBTREE = f"""query ($region: String!, $year: Int!) {{
  payments(first: 100, where: {{region: {{within: $region}}, fiscalYear: {{eq: $year}}}},
           orderBy: [{{amount: DESC}}]) {{ nodes {{ paymentId amount {LINKS} }} }} }}"""
NESTED = """query ($region: String!) {
  projects(first: 20, where: {region: {within: $region}}) {
    nodes { name payments(first: 20) { nodes { paymentId amount voucherOn } } } } }"""
ROWS = """query ($region: String!, $year: Int!) {
  payments(first: 5000, where: {region: {within: $region}, fiscalYear: {eq: $year}}) {
    nodes { paymentId certificateNo voucherOn paidOn clearedOn amount paid payeeName purpose
            projectCode } } }"""
GROUPS = """query ($region: String!, $year: Int!) {
  paymentGroups(by: [{region: {tier: CITY}}, {function: {level: 1}}], first: 1000,
                where: {region: {within: $region}, fiscalYear: {eq: $year}}) {
    nodes { key { region { code name } function { code name } } count sum { amount } } } }"""
TINY = "{ __typename }"
FIRST = """query ($region: String!, $year: Int!) {
  payments(first: 1, where: {region: {within: $region}, fiscalYear: {eq: $year}},
           orderBy: [{amount: DESC}]) { nodes { id } } }"""


async def measure(url: str, server: int, seconds: float) -> None:
    """Print the figures of every query. server: the process that answers."""
    place = {"region": "440000000", "year": 2025}
    city = {"region": os.environ.get("BENCH_CITY", "440200000"), "year": 2025}
    first = await ask(url, FIRST, city)
    one = {"id": first["data"]["payments"]["nodes"][0]["id"]}
    queries: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("point", POINT, one),
        ("subtree", SUBTREE, city),
        ("nested", NESTED, {"region": city["region"]}),
        ("rows", ROWS, city),
        ("groups", GROUPS, place),
        ("tiny", TINY, {}),
    )
    for name, query, variables in queries:
        await ask(url, query, variables)
        await load(url, query, variables, 4, min(seconds, 1.0))
        for connections in (1, 16):
            before, stores = cpu_seconds(server), _postgres()
            done = await load(url, query, variables, connections, seconds)
            spent = cpu_seconds(server) - before
            behind = sum(cpu_seconds(pid) - was for pid, was in stores.items())
            label = f"query.{name}.{connections}"
            figure(f"{label}.rate", done.rate, "requests/s")
            figure(f"{label}.p50", done.p50, "ms")
            figure(f"{label}.p99", done.p99, "ms")
            figure(f"{label}.cpu.server", spent / done.requests * 1e3, "ms/request")
            figure(f"{label}.cpu.postgres", behind / done.requests * 1e3, "ms/request")
    figure("query.memory.server", peak_bytes(server) / 1e6, "MB")


def _postgres() -> dict[int, float]:
    """CPU so far of every PostgreSQL process on the machine."""
    found = {}
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                if (each / "comm").read_text().strip() == "postgres":
                    found[int(each.name)] = cpu_seconds(int(each.name))
            except OSError:
                continue
    return found


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[tuple[str, int]]:
    """`hub serve` as a process: (its address, its pid)."""
    child = subprocess.Popen(
        [sys.executable, "-m", "hub", "serve"],
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout is not None
        for line in child.stdout:
            word, _, url = line.strip().partition(" ")
            if word == "ready":
                break
        else:
            raise SystemExit("hub serve did not start")
        yield url, child.pid
    finally:
        child.terminate()
        child.wait(15)


def main(seconds: float = 5.0, environment: dict[str, str] | None = None) -> None:
    """Serve and measure."""
    chosen = {"HUB_PORT": os.environ.get("BENCH_PORT", "8199"), **(environment or {})}
    with serving(chosen) as (url, pid):
        asyncio.run(measure(url, pid, seconds))


if __name__ == "__main__":
    main(float(sys.argv[1]) if len(sys.argv) > 1 else 5.0)
