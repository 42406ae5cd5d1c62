"""Partner systems as processes of their own."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

TOKEN = {"Authorization": "Bearer demo-token"}


@dataclass(frozen=True)
class Service:
    """A running partner system."""

    process: subprocess.Popen[str]
    url: str


def start(*arguments: str) -> Service:
    """Start a service and wait for its ready line."""
    process = subprocess.Popen(
        [sys.executable, "-m", "mock_sources", "serve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    lines: queue.Queue[str] = queue.Queue()

    def read() -> None:
        assert process.stdout is not None
        lines.put(process.stdout.readline())

    threading.Thread(target=read, daemon=True).start()
    try:
        line = lines.get(timeout=120)
    except queue.Empty:
        line = ""
    if not line.startswith("ready "):
        process.kill()
        assert process.stderr is not None
        pytest.fail(f"{arguments} did not get ready: {process.stderr.read()}")
    return Service(process, line.split()[1])


def stop(service: Service) -> int:
    """SIGTERM, and its exit status."""
    service.process.terminate()
    return service.process.wait(30)


@contextlib.contextmanager
def running(*arguments: str) -> Iterator[Service]:
    service = start(*arguments)
    try:
        yield service
    finally:
        if service.process.poll() is None:
            stop(service)
