"""Helpers for tests that run embedded servers of their own."""

from __future__ import annotations

import os
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


@contextmanager
def temporary_home() -> Iterator[Path]:
    """A HUB_HOME to be, in a directory that the server's user may enter when we are root.

    Whatever still runs there at the end is stopped.
    """
    parent = Path(tempfile.mkdtemp(prefix="hub-test-"))
    if IS_ROOT:
        parent.chmod(0o711)
    home = parent / ".hub"
    try:
        yield home
    finally:
        server.stop(Settings(home=home, database_url=None), lambda _: None)
        shutil.rmtree(parent)


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
