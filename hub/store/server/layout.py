"""Where an embedded PostgreSQL lies on disk, and which user it runs as.

    HUB_HOME/postgres/       ours: locks, password file, log, and a note of where the rest is
      start.lock             held while one process starts or stops the server
      owners.lock            held, shared, by every process the server must outlive no further
      server.lock            held by the supervisor while the server lives
      keep                   present: the server stays when its owners have gone
      pgpass                 passwords, mode 0600, in libpq's format
      postgres.log
    <place>/data             PostgreSQL's directory, mode 0700
    <place>/run              its socket, mode 0700
    <place>/programs-*       a copy of the programs, only where the server's user needs one

The place is HUB_HOME/postgres. PostgreSQL refuses to run as root, so for root the server runs as
another user, who must reach the place: if a parent of HUB_HOME is closed to that user, the place
is a new directory below /var/lib, whose path is written to HUB_HOME/postgres/place. No directory
that existed before has its mode or owner changed.
"""

from __future__ import annotations

import os
import pwd
import stat
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hub.settings import Settings
from schema.problems import HubError

STATE_ROOT = Path("/var/lib")
SOCKET_FILE = ".s.PGSQL.5432"
LONGEST_SOCKET = 107
"""Bytes that a socket's path may have."""


@dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine.  switch: whether we must become it (we are root, it is not)."""

    name: str
    uid: int
    gid: int
    switch: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one embedded server.

    ours: the account that locks, passwords and log belong to.  server: the one PostgreSQL has.
    """

    control: Path
    place: Path
    sockets: Path
    ours: Account
    server: Account

    @property
    def data(self) -> Path:
        return self.place / "data"

    @property
    def start_lock(self) -> Path:
        return self.control / "start.lock"

    @property
    def owners_lock(self) -> Path:
        return self.control / "owners.lock"

    @property
    def server_lock(self) -> Path:
        return self.control / "server.lock"

    @property
    def keep(self) -> Path:
        return self.control / "keep"

    @property
    def passwords(self) -> Path:
        return self.control / "pgpass"

    @property
    def log(self) -> Path:
        return self.control / "postgres.log"

    @property
    def exists(self) -> bool:
        """Whether a cluster has been made here."""
        return (self.data / "PG_VERSION").exists()


def find(settings: Settings) -> Layout | None:
    """The layout of a server that was made before, touching nothing; None if there is none."""
    control = settings.home / "postgres"
    if not control.is_dir():
        return None
    place = Path(_note(control, "place") or control)
    sockets = Path(_note(control, "sockets") or place / "run")
    ours, server = _accounts(settings)
    return Layout(control, place, sockets, ours, server)


def make(settings: Settings, say: Callable[[str], None]) -> Layout:
    """The layout for these settings, its directories made where they are missing.

    raises: HubError(S104) when a directory cannot be used, HubError(S103) for an unknown user.
    """
    ours, server = _accounts(settings)
    control = settings.home / "postgres"
    open_to_server = 0o711 if server.switch else 0o700
    settings.home.parent.mkdir(parents=True, exist_ok=True)
    private_dir(settings.home, ours, open_to_server)
    private_dir(control, ours, open_to_server)
    place = _place(control, ours, server, say)
    sockets = _sockets(control, place, ours, server)
    return Layout(control, place, sockets, ours, server)


def private_dir(path: Path, account: Account, mode: int = 0o700) -> None:
    """Make the directory with this owner and mode; one that exists is only checked for use."""
    try:
        path.mkdir(mode=0o700)
        if account.uid != os.geteuid():
            os.chown(path, account.uid, account.gid)
        path.chmod(mode)
    except FileExistsError:
        if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
            raise _unusable(path, account, "permission denied") from None
    except OSError as error:
        raise _unusable(path, account, str(error.strerror)) from error


def private_file(path: Path, account: Account, flags: int = os.O_RDWR) -> int:
    """A descriptor of the file, made with mode 0600 for this account where it is missing."""
    try:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _unusable(path, account, str(error.strerror)) from error
    if account.uid != os.geteuid() and os.fstat(descriptor).st_uid == os.geteuid():
        os.fchown(descriptor, account.uid, account.gid)
    return descriptor


def may_enter(path: Path, account: Account) -> bool:
    """Whether the account may pass through the directory and all its parents."""
    return all(_x_bit(directory.stat(), account) for directory in (path, *path.parents))


def _x_bit(found: os.stat_result, account: Account) -> bool:
    if found.st_uid == account.uid:
        return bool(found.st_mode & stat.S_IXUSR)
    if found.st_gid == account.gid:
        return bool(found.st_mode & stat.S_IXGRP)
    return bool(found.st_mode & stat.S_IXOTH)


def _accounts(settings: Settings) -> tuple[Account, Account]:
    """Whose our files are, and who the server is.

    Root working in an ordinary user's home leaves everything that user's, so that the user can go
    on without root.
    """
    me = os.geteuid()
    if me != 0:
        account = Account(_name(me), me, os.getegid(), switch=False)
        return account, account
    if settings.home.exists() and (owner := settings.home.stat()).st_uid != 0:
        account = Account(_name(owner.st_uid), owner.st_uid, owner.st_gid, switch=True)
        return account, account
    ours = Account("root", 0, 0, switch=False)
    try:
        entry = pwd.getpwnam(settings.pg_user)
    except KeyError:
        raise HubError("S103", user=settings.pg_user, cause="no such user") from None
    if entry.pw_uid == 0:
        raise HubError("S103", user=settings.pg_user, cause="that is root")
    return ours, Account(entry.pw_name, entry.pw_uid, entry.pw_gid, switch=True)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _place(control: Path, ours: Account, server: Account, say: Callable[[str], None]) -> Path:
    """Where data and socket are: beside our files, unless the server's user cannot get there."""
    if noted := _note(control, "place"):
        place = Path(noted)
        if not place.is_dir():
            raise _unusable(place, server, "it is noted as the data's place but does not exist")
        return place
    if may_enter(control, server):
        return control
    try:
        place = Path(tempfile.mkdtemp(prefix="fiscalhub-", dir=STATE_ROOT))
        place.chmod(0o711)
    except OSError as error:
        cause = f"{error.strerror}; {control} is closed to {server.name}"
        raise _unusable(STATE_ROOT, server, cause) from error
    _write_note(control, "place", str(place), ours)
    say(f"{control} is closed to user {server.name}, who runs PostgreSQL: data in {place}")
    return place


def _sockets(control: Path, place: Path, ours: Account, server: Account) -> Path:
    """The socket's directory: a short one of its own where the path would be too long."""
    noted = _note(control, "sockets")
    if noted and Path(noted).is_dir():
        return Path(noted)
    sockets = place / "run"
    if len(os.fsencode(sockets / SOCKET_FILE)) > LONGEST_SOCKET:
        sockets = Path(tempfile.mkdtemp(prefix="fiscalhub-"))
        if server.switch:
            os.chown(sockets, server.uid, server.gid)
        if len(os.fsencode(sockets / SOCKET_FILE)) > LONGEST_SOCKET:
            raise _unusable(sockets, server, "its path is too long for a socket")
        _write_note(control, "sockets", str(sockets), ours)
    private_dir(sockets, server)
    return sockets


def _note(control: Path, name: str) -> str | None:
    try:
        return (control / name).read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


def _write_note(control: Path, name: str, text: str, account: Account) -> None:
    with open(private_file(control / name, account, os.O_WRONLY), "w", encoding="utf-8") as file:
        file.write(text + "\n")


def _unusable(path: Path, account: Account, cause: str) -> HubError:
    return HubError("S104", path=path, user=account.name, cause=cause)
