"""Starting, stopping and asking after the hub's PostgreSQL; safe to call at any time, by anyone."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from hub.settings import Settings
from hub.store.server import cluster, connecting, external, layout, locks, process
from hub.store.server.database import Database
from hub.store.server.layout import Layout
from hub.store.server.locks import Lock
from hub.store.server.process import Phase
from hub.store.server.programs import programs
from schema.problems import HubError

Say = Callable[[str], None]

LOCK_PATIENCE = 120
"""Seconds to wait for another starter; its initdb and recovery are part of that."""

STOP_PATIENCE = 60
"""Seconds that `stop` gives a fast shutdown before forcing it."""


@dataclass(frozen=True, slots=True)
class Status:
    """What `hub db status` shows.

    managed: False for a server of one's own.  stays: whether the server outlives its owners.
    server: the database's URI without its password, or None where none was ever made.
    passwords: the file that has it, in libpq's format (PGPASSFILE).
    """

    phase: Phase
    managed: bool
    server: str | None
    version: str | None = None
    pid: int | None = None
    stays: bool = False
    data: Path | None = None
    log: Path | None = None
    passwords: Path | None = None


def ensure(settings: Settings, say: Say, owned: bool) -> Database:
    """A database that answers: one's own, or the embedded one, made and started if need be.

    owned: the embedded server ends, within ten seconds, when this process and all its other
    owners have ended, however they end; otherwise it stays until `stop`. A server that already
    runs is joined.
    raises: HubError(S101, S103 to S107, S110, S111).
    """
    if settings.database_url is not None:
        database = Database(settings.database_url.get_secret_value())
        external.check(database)
        return database
    where = layout.make(settings, say)
    with _starter(where, say):
        # Even a server that is to stay is shared while it starts: it must not end meanwhile.
        lease = _lease(where, say)
        try:
            database = _answering(settings, where, say, owned)
        except BaseException:
            lease.close()
            raise
        if owned:
            return replace(database, lease=lease)
        lease.close()
        return database


def release(database: Database, seconds: float = 9) -> None:
    """Give up this process's ownership and wait until the server, if unneeded, has ended."""
    if database.lease is None or database.data_dir is None:
        return
    database.lease.close()
    pid_file = database.data_dir / "postmaster.pid"
    began = time.monotonic()
    while pid_file.exists() and time.monotonic() - began < seconds:
        stopping = "stopping" in pid_file.read_text(encoding="utf-8", errors="replace")
        if not stopping and time.monotonic() - began > 1:
            return  # others own it still, or it is to stay
        time.sleep(0.05)


def stop(settings: Settings, say: Say) -> bool:
    """Stop the embedded server whoever owns it; False when none ran.

    raises: HubError(S105).
    """
    where = layout.find(settings)
    if where is None:
        return False
    with _starter(where, say):
        where.keep.unlink(missing_ok=True)
        return process.stop(where, say, patience=STOP_PATIENCE)


def status(settings: Settings) -> Status:
    """The state of the hub's database, changing nothing.

    raises: HubError(S101) when one's own server cannot be reached.
    """
    if settings.database_url is not None:
        database = Database(settings.database_url.get_secret_value())
        with connecting.connect(database) as connection:
            version = connection.info.parameter_status("server_version")
        return Status("ready", managed=False, server=database.shown, version=version)
    where = layout.find(settings)
    if where is None or not where.exists:
        return Status("stopped", managed=True, server=None)
    now = process.pulse(where)
    version = None
    if now.phase == "ready":
        with connecting.connect(connecting.embedded(where)) as connection:
            version = connection.info.parameter_status("server_version")
    return Status(
        now.phase,
        managed=True,
        server=connecting.embedded(where).shown,
        version=version or (where.data / "PG_VERSION").read_text().strip(),
        pid=now.pid,
        stays=now.phase != "stopped" and where.keep.exists(),
        data=where.data,
        log=where.log,
        passwords=where.passwords,
    )


def _answering(settings: Settings, where: Layout, say: Say, owned: bool) -> Database:
    """The database, once it answers. A server that was joined in its last moment is replaced."""
    while True:
        joined = _start(settings, where, say, owned)
        before = process.pulse(where)
        try:
            return connecting.provide(where)
        except HubError as error:
            time.sleep(0.5)
            if error.code != "S101" or not joined or process.pulse(where) == before:
                raise


def _start(settings: Settings, where: Layout, say: Say, owned: bool) -> bool:
    """Have the server ready, as one of its owners and under the start lock; whether it ran."""
    if process.pulse(where).phase == "stopping":
        say("PostgreSQL is shutting down; waiting to start it again")
        process.await_end(where)
    log_from = process.size(where.log)
    started = None
    running = process.pulse(where).phase != "stopped"
    if not owned:
        os.close(layout.private_file(where.keep, where.ours))
    elif not running:
        where.keep.unlink(missing_ok=True)
    if not running:
        found = programs(settings, where, say)
        if where.exists:
            cluster.check_version(where, found)
        else:
            cluster.initialise(where, found, say)
        cluster.clear_remains(where, say)
        cluster.configure(where)
        say(f"starting PostgreSQL {found.version}")
        started = process.spawn(where, found)
    process.await_ready(where, say, log_from=log_from, started=started)
    return running


def _starter(where: Layout, say: Say) -> Lock:
    lock = locks.acquire(
        where.start_lock,
        where.ours,
        seconds=LOCK_PATIENCE,
        waiting=lambda: say("another process is starting or stopping PostgreSQL; waiting for it"),
    )
    if lock is None:
        raise HubError("S105", lock=where.start_lock, seconds=LOCK_PATIENCE)
    return lock


def _lease(where: Layout, say: Say) -> Lock:
    """A share of the ownership. A supervisor that is ending its server holds it meanwhile."""
    lock = locks.acquire(
        where.owners_lock,
        where.ours,
        shared=True,
        seconds=LOCK_PATIENCE,
        waiting=lambda: say("PostgreSQL is shutting down; waiting to start it again"),
    )
    if lock is None:
        raise HubError("S105", lock=where.owners_lock, seconds=LOCK_PATIENCE)
    return lock
