"""The parent of an embedded PostgreSQL: starts it, and ends it when its owners have gone.

A program of its own, run by path with the standard library only, in a session of its own, so that
neither Ctrl-C nor the hard kill of the process that asked for the server reaches it first. Every
owner holds a shared lock on `owners.lock`; the supervisor waits for the exclusive one. The kernel
releases the owners' locks however they end, so the wait succeeds exactly when nobody needs the
server any more. A server that is to stay has the file `keep`.

Ending: a fast shutdown, after 4 s an immediate one, after 8 s a kill. Should the supervisor be
killed itself, the kernel tells PostgreSQL to shut down at once.

Argument: one JSON object: program, data, server_lock, owners_lock, keep, environment, and identity
(the arguments by which the server becomes another user). Standard error is the server's log.
"""

import ctypes
import fcntl
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from types import FrameType
from typing import Any

PR_SET_PDEATHSIG = 1
STEPS = ((signal.SIGINT, 4), (signal.SIGQUIT, 4), (signal.SIGKILL, 0))
"""PostgreSQL's fast and immediate shutdown, then the kill; seconds until the next step."""

ALREADY_RUNNING = 3


def main() -> int:
    task = json.loads(sys.argv[1])
    lock = os.open(task["server_lock"], os.O_RDWR | os.O_CLOEXEC)
    if not _locked(lock):
        return ALREADY_RUNNING
    os.ftruncate(lock, 0)
    os.write(lock, f"{os.getpid()}\n".encode())
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    server = _start(task)
    _end_on_request(server)
    threading.Thread(target=_await_owners, args=(task,), daemon=True).start()
    server.wait()
    kill(processes_in(task["data"]))  # a backend in a long query does not notice the end by itself
    return 0


def _locked(lock: int) -> bool:
    """Take the lock. Whoever asks whether a server runs holds it for an instant, so try again."""
    for _ in range(100):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.02)
        else:
            return True
    return False


def _start(task: dict[str, Any]) -> "subprocess.Popen[bytes]":
    prctl = ctypes.CDLL(None).prctl if sys.platform == "linux" else None
    me = os.getpid()

    def end_with_me() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        os.umask(0o077)
        if prctl is not None:
            prctl(PR_SET_PDEATHSIG, signal.SIGQUIT)
            if os.getppid() != me:
                os._exit(1)

    return subprocess.Popen(
        [task["program"], "-D", task["data"]],
        cwd="/",
        env=task["environment"],
        preexec_fn=end_with_me,  # the only thread there is has started it
        **task["identity"],
    )


def _end_on_request(server: "subprocess.Popen[bytes]") -> None:
    """On SIGTERM take the first step, and the next ones when their time has come."""
    steps = iter(STEPS)

    def step(number: int, frame: FrameType | None) -> None:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        following = next(steps, None)
        if following is not None:
            server.send_signal(following[0])
            signal.alarm(following[1])

    signal.signal(signal.SIGALRM, step)
    signal.signal(signal.SIGTERM, step)


def _await_owners(task: dict[str, Any]) -> None:
    owners = os.open(task["owners_lock"], os.O_RDWR | os.O_CLOEXEC)
    fcntl.flock(owners, fcntl.LOCK_EX)
    if Path(task["keep"]).exists():
        os.close(owners)
        return
    # The lock stays ours to the end: whoever comes now waits until the server is gone.
    os.kill(os.getpid(), signal.SIGTERM)


def processes_in(data: str) -> list[int]:
    """PostgreSQL's processes of this cluster: the server and its children work in its directory."""
    found = []
    where = os.path.realpath(data)
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if os.readlink(entry / "cwd") == where and _is_postgres(entry):
                found.append(int(entry.name))
        except OSError:
            continue
    return found


def kill(pids: list[int]) -> None:
    """End these processes at once; those already gone are no error."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def _is_postgres(entry: Path) -> bool:
    """An administrator's shell in that directory is not."""
    return (entry / "comm").read_text().strip() == "postgres"


if __name__ == "__main__":
    sys.exit(main())
