"""Helpers for tests that run embedded servers of their own."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from hub.settings import Settings
from hub.store import server
from hub.store.server import cluster, layout, supervisor
from hub.store.server.connecting import Connection
from hub.store.server.database import socket_dsn

IS_ROOT = os.geteuid() == 0
PREFIX = "hub-test-"


MEMORY = Path("/dev/shm")
ROOM = 6 << 30
"""Bytes that must be free for servers to have their data in memory."""


@contextmanager
def temporary_home(*, on_disk: bool = False) -> Iterator[Path]:
    """A HUB_HOME to be, in a directory that the server's user may enter when we are root.

    It is in memory where there is room: a database is a thousand small files, and copying one
    there takes a tenth of the time. Whatever still runs there at the end is stopped.
    """
    place = None if on_disk or not _roomy(MEMORY) else MEMORY
    parent = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    (parent / "pid").write_text(str(os.getpid()))
    if IS_ROOT:
        parent.chmod(0o711)
    home = parent / ".hub"
    try:
        yield home
    finally:
        server.stop(Settings(home=home, database_url=None), lambda _: None)
        shutil.rmtree(parent)


def _roomy(place: Path) -> bool:
    """Whether servers can run there. What runs that were killed hard left there is removed."""
    if not place.is_dir():
        return False
    for owner in place.glob(f"{PREFIX}*/pid"):
        if not Path("/proc", owner.read_text()).exists():
            shutil.rmtree(owner.parent, ignore_errors=True)
    known = os.statvfs(place)
    available = re.search(r"MemAvailable: *(\d+) kB", Path("/proc/meminfo").read_text())
    assert available is not None
    free = min(known.f_bavail * known.f_frsize, int(available[1]) * 1024)
    return not known.f_flag & os.ST_NOEXEC and free > ROOM


def superuser(settings: Settings) -> Connection:
    """A superuser's connection to the embedded server of these settings."""
    where = layout.find(settings)
    assert where is not None
    password = cluster.password(where, cluster.SUPERUSER)
    dsn = socket_dsn(where.sockets, cluster.SUPERUSER, password, "postgres")
    return psycopg.connect(dsn, autocommit=True)


def eventually(true: Callable[[], bool], seconds: float) -> bool:
    """Whether it becomes true within so many seconds."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if true():
            return True
        time.sleep(0.05)
    return true()


def processes_of(home: Path) -> list[int]:
    """PostgreSQL's processes for this home."""
    return supervisor.processes_in(str(home / "postgres" / "data"))
