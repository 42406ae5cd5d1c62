"""The servers that are compared, as processes: the hub, PostGraphile, Strawberry, the floor.

Each is one process on the first core, with a pool of ten connections to the same PostgreSQL, whose
processes and the load's run where the machine puts them (the load on the last core).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.world import say

POOL = 10
SERVERS = sorted(os.sched_getaffinity(0))[:1]
_HERE = Path(__file__).parent
_NODE_FILES = ("package.json", "package-lock.json", "server.mjs")


@dataclass(frozen=True)
class Server:
    """A running contestant."""

    name: str
    url: str
    pid: int


@contextmanager
def serving(environment: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    """`hub serve` as a process: (its address, its pid)."""
    command = [sys.executable, "-m", "hub", "serve"]
    with _process("hub", command, environment) as server:
        yield server.url, server.pid


@contextmanager
def hub(dsn: str) -> Iterator[Server]:
    environment = {"HUB_DATABASE_URL": dsn, "HUB_PORT": "8391", "HUB_POOL_MAX": str(POOL)}
    with serving(environment) as (url, pid):
        os.sched_setaffinity(pid, SERVERS)
        yield Server("hub", f"{url}/graphql", pid)


@contextmanager
def python(name: str, module: str, dsn: str, port: int, told: Path) -> Iterator[Server]:
    """One of ours for comparison. told: a file of statements that the floor runs."""
    environment = {"DATABASE_URL": dsn, "PORT": str(port), "POOL": str(POOL), "TOLD": str(told)}
    with _process(name, [sys.executable, "-m", module], environment) as server:
        os.sched_setaffinity(server.pid, SERVERS)
        yield server


@contextmanager
def postgraphile(dsn: str, home: Path) -> Iterator[Server | None]:
    """PostGraphile in production mode; None, with a word why, where Node cannot be had."""
    node = _installed(home / "node")
    if node is None:
        yield None
        return
    environment = {
        "DATABASE_URL": dsn,
        "PORT": "8394",
        "POOL": str(POOL),
        "NODE_ENV": "production",
        "GRAPHILE_ENV": "production",
    }
    command = [str(node), str(home / "node" / "server.mjs")]
    with _process("postgraphile", command, environment) as server:
        for task in Path(f"/proc/{server.pid}/task").iterdir():
            os.sched_setaffinity(int(task.name), SERVERS)
        yield Server(server.name, f"{server.url}/graphql", server.pid)


def _installed(home: Path) -> Path | None:
    """The node program of an npm directory with what the lock file pins, installed if need be."""
    home.mkdir(parents=True, exist_ok=True)
    lock = (_HERE / "postgraphile" / "package-lock.json").read_bytes()
    done = home / "installed.json"
    fresh = done.exists() and done.read_bytes() == lock
    for name in _NODE_FILES:
        shutil.copy(_HERE / "postgraphile" / name, home / name)
    if not fresh:
        say("installing PostGraphile and its Node")
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
        try:
            subprocess.run(command, cwd=home, check=True, timeout=400, stdout=sys.stderr)
        except (OSError, subprocess.SubprocessError) as error:
            say(f"PostGraphile is left out: {error}")
            return None
        done.write_bytes(lock)
    found = sorted(home.glob("node_modules/node-linux-*/bin/node"))
    if not found:
        say("PostGraphile is left out: npm has no node for this machine")
        return None
    return found[0]


@contextmanager
def _process(name: str, command: list[str], environment: Mapping[str, str]) -> Iterator[Server]:
    """A process that says `ready URL` once it answers; ended with the context."""
    child = subprocess.Popen(
        command, env={**os.environ, **environment}, stdout=subprocess.PIPE, text=True
    )
    try:
        assert child.stdout is not None
        for line in child.stdout:
            word, _, url = line.strip().partition(" ")
            if word == "ready":
                break
        else:
            raise SystemExit(f"{name} did not start")
        yield Server(name, url, child.pid)
    finally:
        child.terminate()
        try:
            child.wait(15)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


def write_told(path: Path, told: object) -> Path:
    path.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return path
