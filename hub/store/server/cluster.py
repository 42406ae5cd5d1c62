"""A cluster on disk: made by initdb, given its passwords, cleared of what a hard kill left."""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hub.store.server import conf, supervisor
from hub.store.server.layout import SOCKET_FILE, Layout, private_file
from hub.store.server.programs import Programs, identity
from schema.problems import HubError

SUPERUSER = "postgres"
ROLE = "hub"
DATABASE = "fiscalhub"

LOCALE = ("--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
"""Text sorts by code point, as in the C collation, and upper and lower case are Unicode's. Both
come with PostgreSQL itself, so an upgrade of the operating system cannot break an index."""


def initialise(layout: Layout, programs: Programs, say: Callable[[str], None]) -> None:
    """Make the cluster, complete or not at all.

    raises: HubError(S106) with initdb's own words.
    """
    say(f"making a PostgreSQL {programs.version} cluster in {layout.data}")
    unfinished = layout.place / "data.part"
    shutil.rmtree(unfinished, ignore_errors=True)
    passwords = {role: secrets.token_urlsafe(24) for role in (SUPERUSER, ROLE)}
    unfinished.mkdir(mode=0o700)
    with tempfile.NamedTemporaryFile("w", dir=layout.place, prefix="pw-") as file:
        file.write(passwords[SUPERUSER])
        file.flush()
        if layout.server.switch:
            os.chown(unfinished, layout.server.uid, layout.server.gid)
            os.chown(file.name, layout.server.uid, layout.server.gid)
        done = subprocess.run(
            [
                programs.directory / "initdb",
                *("-D", unfinished, "-U", SUPERUSER, f"--pwfile={file.name}"),
                "--auth=scram-sha-256",
                *LOCALE,
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            cwd="/",
            env=environment(),
            **identity(layout.server),
        )
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        raise HubError("S106", path=layout.data, log=done.stdout.strip()[-2000:])
    lines = "".join(f"*:*:*:{role}:{password}\n" for role, password in passwords.items())
    with open(private_file(layout.passwords, layout.ours, os.O_WRONLY | os.O_TRUNC), "w") as file:
        file.write(lines)
    unfinished.rename(layout.data)


def configure(layout: Layout) -> None:
    """Write the server's settings and its rules of access."""
    _replace(layout, "pg_hba.conf", conf.HBA)
    _replace(layout, conf.FILE, conf.text(layout.sockets))
    main = layout.data / "postgresql.conf"
    include = f"include '{conf.FILE}'"
    settings = main.read_text(encoding="utf-8")
    if include not in settings.splitlines():
        _replace(layout, main.name, f"{settings.rstrip()}\n\n{include}\n")


def check_version(layout: Layout, programs: Programs) -> None:
    """raises: HubError(S111) when another major version made the cluster."""
    made_by = (layout.data / "PG_VERSION").read_text().strip()
    if made_by != str(programs.major):
        raise HubError("S111", server=layout.data, version=made_by, supported=[str(programs.major)])


def password(layout: Layout, role: str) -> str:
    """The role's password.

    raises: HubError(S104) when the password file is gone or does not have it.
    """
    try:
        lines = layout.passwords.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        cause = f"the password file: {error.strerror}"
        raise HubError("S104", path=layout.passwords, user=layout.ours.name, cause=cause) from error
    for line in lines:
        if line.startswith(f"*:*:*:{role}:"):
            return line.split(":", 4)[4]
    cause = f"it has no password of {role}"
    raise HubError("S104", path=layout.passwords, user=layout.ours.name, cause=cause)


def clear_remains(layout: Layout, say: Callable[[str], None]) -> None:
    """Make way for a new server after one that was killed hard.

    Called when no supervisor lives. The dead server's processes end by themselves within moments,
    or are ended when a long query keeps them from noticing. With all of them gone its lock files
    mean nothing, but would stop PostgreSQL if the number in them had passed to another process, or
    stood for one that has ended and was not yet collected by its parent.
    """
    left = supervisor.processes_in(str(layout.data))
    if left:
        say("waiting for the processes of a killed PostgreSQL to end")
    polite = time.monotonic() + 3
    while left:
        if time.monotonic() > polite:
            supervisor.kill(left)
        time.sleep(0.1)
        left = supervisor.processes_in(str(layout.data))
    if Path("/proc/self/cwd").exists():
        for stale in (layout.data / "postmaster.pid", layout.sockets / f"{SOCKET_FILE}.lock"):
            stale.unlink(missing_ok=True)


def environment() -> dict[str, str]:
    """What PostgreSQL's programs see: nothing of ours, so no PGPORT or PGDATA of the caller's."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _replace(layout: Layout, name: str, content: str) -> None:
    """Write a file of the cluster, readable by the server's user only, in one step."""
    part = layout.data / f"{name}.part"
    with open(private_file(part, layout.server, os.O_WRONLY | os.O_TRUNC), "w") as file:
        file.write(content)
    part.replace(layout.data / name)
