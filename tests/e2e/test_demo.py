"""`hub demo` as a newcomer runs it: ready, asked, ended; and killed hard, with nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests.embedded import eventually, temporary_home
from tests.ports import free_port

QUERY = """{ sources { nodes { name state } } payments { totalCount }
             statementLines(first: 1) { totalCount } }"""


@contextmanager
def demo(home: Path) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """`hub demo` on a home of its own: (its process, its address)."""
    environment = {**os.environ, "HUB_HOME": str(home), "HUB_PORT": str(free_port())}
    environment.pop("HUB_DATABASE_URL", None)
    child = subprocess.Popen(
        [sys.executable, "-m", "hub", "demo", "--scale", "small"],
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout is not None
        for line in child.stdout:
            word, _, url = line.strip().partition(" ")
            if word == "ready":
                yield child, url
                break
        else:
            pytest.fail(f"hub demo ended with {child.wait()}")
    finally:
        if child.poll() is None:
            child.kill()
            child.wait()


def ours(home: Path) -> list[str]:
    """Every process that was started for this home."""
    found = []
    for each in Path("/proc").iterdir():
        if not each.name.isdigit() or each.name == str(os.getpid()):
            continue
        try:
            said = (each / "cmdline").read_bytes() + (each / "environ").read_bytes()
        except OSError:
            continue
        if str(home).encode() in said:
            found.append(each.name)
    return found


def modes(home: Path) -> dict[str, int]:
    return {str(each): each.stat().st_mode for each in home.parents}


@pytest.mark.slow
def test_the_demo_answers_ends_and_starts_again() -> None:
    with temporary_home() as home:
        before = modes(home)
        with demo(home) as (child, url):
            first = httpx2.post(f"{url}/graphql", json={"query": QUERY}, timeout=30).json()
            names = {each["name"] for each in first["data"]["sources"]["nodes"]}
            assert names >= {"budget", "guangdong_budget", "procurement", "treasury"}
            assert first["data"]["payments"]["totalCount"] > 1_000
            assert first["data"]["statementLines"]["totalCount"] > 500
            for page in ("/", "/graphiql", "/healthz", "/readyz", "/metrics"):
                assert httpx2.get(url + page, timeout=30).status_code == 200
            asked = time.monotonic()
            child.send_signal(signal.SIGTERM)
            assert child.wait(30) == 0
            assert eventually(lambda: not ours(home), seconds=30)
            print(f"ended within {time.monotonic() - asked:.1f} s")
        begun = time.monotonic()
        with demo(home) as (child, url):
            print(f"second start {time.monotonic() - begun:.1f} s")
            again = httpx2.post(f"{url}/graphql", json={"query": QUERY}, timeout=30).json()
            for counted in ("payments", "statementLines"):
                assert again["data"][counted] == first["data"][counted]
            child.kill()
            killed = time.monotonic()
            assert eventually(lambda: not ours(home), seconds=30)
            print(f"nothing left {time.monotonic() - killed:.1f} s after SIGKILL")
        assert modes(home) == before
