"""The running server: starting its supervisor, watching it become ready, stopping it."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hub.store.server import cluster, locks, supervisor
from hub.store.server.layout import Layout, private_file
from hub.store.server.programs import Programs, identity
from schema.problems import HubError

Phase = Literal["stopped", "starting", "ready", "stopping"]

SILENCE = 60
"""Seconds a living server may take until its first word about its state."""

LARGEST_LOG = 16 * 2**20

_SPAWNED: list[subprocess.Popen[bytes]] = []
"""Supervisors outlive the objects that stand for them; these must not be collected before."""


@dataclass(frozen=True, slots=True)
class Pulse:
    """What the server says of itself in its pid file.  pid: of PostgreSQL, when it lives."""

    phase: Phase
    pid: int | None = None


def pulse(layout: Layout) -> Pulse:
    """The server's state now."""
    if not locks.held(layout.server_lock):
        return Pulse("stopped")
    try:
        lines = (layout.data / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return Pulse("starting")
    pid = int(lines[0]) if lines and lines[0].isdigit() else None
    word = lines[7].strip() if len(lines) > 7 else "starting"
    if word in ("ready", "standby"):
        return Pulse("ready", pid)
    return Pulse("stopping" if word == "stopping" else "starting", pid)


def spawn(layout: Layout, programs: Programs) -> subprocess.Popen[bytes]:
    """Start the supervisor, which starts the server; both live on by themselves."""
    if layout.log.exists() and layout.log.stat().st_size > LARGEST_LOG:
        layout.log.replace(layout.log.with_suffix(".log.1"))
    for path in (layout.log, layout.server_lock, layout.owners_lock):
        os.close(private_file(path, layout.ours))
    task = {
        "program": str(programs.directory / "postgres"),
        "data": str(layout.data),
        "server_lock": str(layout.server_lock),
        "owners_lock": str(layout.owners_lock),
        "keep": str(layout.keep),
        "environment": cluster.environment(),
        "identity": identity(layout.server),
    }
    with layout.log.open("ab") as log:
        started = subprocess.Popen(
            [sys.executable, "-I", "-S", supervisor.__file__, json.dumps(task)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd="/",
            start_new_session=True,
        )
    _SPAWNED.append(started)
    return started


def await_ready(
    layout: Layout,
    say: Callable[[str], None],
    *,
    log_from: int,
    started: subprocess.Popen[bytes] | None,
) -> None:
    """Return when the server answers queries, however long its recovery takes.

    log_from: where in the log this start begins.  started: the supervisor, if this process
    started it.
    raises: HubError(S107) with the log's end when the server ends, or never says a word.
    """
    log = _Progress(layout.log, log_from, say)
    silent_until = time.monotonic() + SILENCE
    while True:
        now = pulse(layout)
        log.tell()
        if now.phase == "ready":
            return
        ended = started.poll() is not None if started else now.phase == "stopped"
        if ended or (now.pid is None and time.monotonic() > silent_until):
            raise HubError("S107", path=layout.log, log=tail(layout.log, log_from))
        time.sleep(0.05)


def stop(layout: Layout, say: Callable[[str], None], *, patience: float) -> bool:
    """Shut the server down; False when none ran.

    Waits `patience` seconds for a fast shutdown, then has the supervisor force it.
    """
    now = pulse(layout)
    if now.phase == "stopped":
        return False
    if now.pid is not None:
        _signal(now.pid, signal.SIGINT)
    forced = time.monotonic() + patience
    word = time.monotonic() + 2
    while locks.held(layout.server_lock):
        if time.monotonic() > word:
            say("PostgreSQL is shutting down: writing what is in memory to disk")
            word = float("inf")
        if time.monotonic() > forced:
            _signal(supervisor_pid(layout), signal.SIGTERM)
            forced = float("inf")
        time.sleep(0.05)
    return True


def await_end(layout: Layout) -> None:
    """Return when a server that is shutting down has gone."""
    while locks.held(layout.server_lock):
        time.sleep(0.05)


def supervisor_pid(layout: Layout) -> int | None:
    """The supervisor's process id, which it writes into its lock."""
    text = layout.server_lock.read_text().strip()
    return int(text) if text.isdigit() else None


def tail(log: Path, start: int, lines: int = 12) -> str:
    """The last lines of the log from a position on."""
    with log.open("rb") as file:
        file.seek(start)
        return "\n".join(file.read().decode("utf-8", "replace").splitlines()[-lines:])


def size(log: Path) -> int:
    """The log's length in bytes; 0 where there is none."""
    return log.stat().st_size if log.exists() else 0


class _Progress:
    """Follows the log and passes on what it says about recovery."""

    TELLING = re.compile(
        r"LOG:  +(database system was (?:interrupted|not properly shut down).*"
        r"|syncing data directory.*|resetting unlogged relations.*|redo (?:starts|in progress|done)"
        r".*|automatic recovery in progress.*)"
    )

    def __init__(self, log: Path, start: int, say: Callable[[str], None]) -> None:
        self._log, self._position, self._say = log, start, say

    def tell(self) -> None:
        if size(self._log) == self._position:
            return
        with self._log.open("rb") as file:
            file.seek(self._position)
            fresh = file.read()
        whole = fresh[: fresh.rfind(b"\n") + 1]
        self._position += len(whole)
        for found in self.TELLING.findall(whole.decode("utf-8", "replace")):
            self._say(f"PostgreSQL is recovering: {found}")


def _signal(pid: int | None, number: signal.Signals) -> None:
    if pid is not None:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
