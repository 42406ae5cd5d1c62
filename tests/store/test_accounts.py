"""Who the embedded PostgreSQL runs as, and where its data lies, for root and for anyone else."""

from __future__ import annotations

import os
import pwd
import shutil
import stat
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from hub.settings import Settings
from hub.store import server
from hub.store.server import layout, programs
from schema.problems import HubError
from tests.embedded import IS_ROOT, temporary_home

ROOT = Path(__file__).resolve().parents[2]
needs_root = pytest.mark.skipif(not IS_ROOT, reason="only root can become another user")


@pytest.fixture
def home() -> Iterator[Path]:
    with temporary_home() as made:
        yield made


@pytest.fixture
def state_root(monkeypatch: pytest.MonkeyPatch, home: Path) -> Path:
    root = home.parent / "state"
    root.mkdir(mode=0o755)
    monkeypatch.setattr(layout, "STATE_ROOT", root)
    return root


def silent(_: str) -> None:
    """Say nothing."""


def settings_for(home: Path, **others: object) -> Settings:
    return Settings.model_validate({"home": home, "database_url": None, **others})


def runs_as(settings: Settings) -> int:
    pid = server.status(settings).pid
    assert pid is not None
    return os.stat(f"/proc/{pid}").st_uid


def answers(database: server.Database) -> bool:
    with psycopg.connect(database.dsn) as connection:
        return connection.execute("SELECT 1").fetchone() == (1,)


def test_the_server_never_runs_as_root(home: Path) -> None:
    settings = settings_for(home)
    assert answers(server.ensure(settings, silent, owned=False))
    assert runs_as(settings) == (pwd.getpwnam("nobody").pw_uid if IS_ROOT else os.geteuid())
    where = layout.find(settings)
    assert where is not None
    assert where.data.stat().st_uid == runs_as(settings)
    assert where.passwords.stat().st_uid == os.geteuid()


@needs_root
def test_a_home_closed_to_the_servers_user_has_its_data_elsewhere(
    home: Path, state_root: Path
) -> None:
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    settings = settings_for(closed / ".hub")
    said: list[str] = []
    try:
        assert answers(server.ensure(settings, said.append, owned=False))
        found = server.status(settings)
        assert found.data is not None
        assert found.data.is_relative_to(state_root)
        assert any(str(state_root) in line for line in said)
        assert stat.S_IMODE(closed.stat().st_mode) == 0o700
        server.stop(settings, silent)
        assert answers(server.ensure(settings, silent, owned=False))
        assert server.status(settings).data == found.data
        assert len(list(state_root.iterdir())) == 1
    finally:
        server.stop(settings, silent)


@needs_root
def test_programs_closed_to_the_servers_user_are_copied_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    closed = home.parent / "closed"
    closed.mkdir(mode=0o700)
    package = programs.packaged().parents[1]
    for each in (package, package.with_name(f"{package.name}.libs")):
        (closed / each.name).symlink_to(each)
    inside = closed / package.name / "pginstall" / "bin"
    monkeypatch.setattr(programs, "packaged", lambda: inside)
    settings = settings_for(home)
    stale = home / "postgres" / "programs-of-an-older-version"
    said: list[str] = []
    for _ in range(2):
        assert answers(server.ensure(settings, said.append, owned=False))
        server.stop(settings, silent)
        stale.mkdir(exist_ok=True)
    assert sum("copying" in line for line in said) == 1
    [copy] = [each for each in (home / "postgres").glob("programs-*") if each != stale]
    assert copy.stat().st_uid == 0
    shutil.rmtree(copy)
    server.ensure(settings, silent, owned=False)
    assert not stale.exists()


@needs_root
def test_root_in_an_ordinary_users_home_leaves_everything_that_users(home: Path) -> None:
    user = pwd.getpwnam("nobody")
    home.mkdir()
    os.chown(home, user.pw_uid, user.pw_gid)
    settings = settings_for(home)
    assert answers(server.ensure(settings, silent, owned=False))
    assert runs_as(settings) == user.pw_uid
    server.stop(settings, silent)
    strangers = [path for path in home.rglob("*") if path.lstat().st_uid != user.pw_uid]
    assert strangers == []


@needs_root
@pytest.mark.parametrize("user", ["no-such-user", "root"])
def test_an_impossible_user_is_refused(home: Path, user: str) -> None:
    with pytest.raises(HubError) as caught:
        server.ensure(settings_for(home, pg_user=user), silent, owned=False)
    assert caught.value.code == "S103"
    assert user in caught.value.message("en")


ORDINARY = """
import os, sys
from pathlib import Path
from hub.settings import Settings
from hub.store import server
from schema.problems import HubError
import psycopg

home = Path(sys.argv[1])
settings = Settings(home=home, database_url=None)
database = server.ensure(settings, print, owned=False)
with psycopg.connect(database.dsn) as connection:
    assert connection.execute("SELECT 1").fetchone() == (1,)
found = server.status(settings)
assert os.stat(f"/proc/{found.pid}").st_uid == os.geteuid() != 0
assert server.stop(settings, print)
try:
    server.ensure(Settings(home=Path("/proc/hub"), database_url=None), print, owned=False)
except HubError as error:
    print(error.code)
"""


@needs_root
def test_an_ordinary_user_needs_nothing_of_root(home: Path) -> None:
    """The whole life once more, in a process that has no privilege."""
    user = pwd.getpwnam("nobody")
    place = home.parent / "user"
    place.mkdir()
    os.chown(place, user.pw_uid, user.pw_gid)
    python = _interpreter_for(user)
    done = subprocess.run(
        [python, "-c", ORDINARY, place / ".hub"],
        capture_output=True,
        text=True,
        timeout=120,
        cwd="/",
        env={
            "PATH": os.environ["PATH"],
            "HOME": str(place),
            "PYTHONPATH": os.pathsep.join([str(ROOT), sysconfig.get_path("purelib")]),
            "PYTHONDONTWRITEBYTECODE": "1",
        },
        user=user.pw_uid,
        group=user.pw_gid,
        extra_groups=[],
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "S104"


def _interpreter_for(user: pwd.struct_passwd) -> str:
    """A Python of our version that the user can run, with our packages in its reach."""
    account = layout.Account(user.pw_name, user.pw_uid, user.pw_gid, switch=True)
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    candidates = [
        Path(sys.executable),
        Path("/usr/bin") / version,
        Path("/usr/local/bin") / version,
    ]
    found = [
        path
        for path in candidates
        if path.exists() and layout.may_enter(path.resolve().parent, account)
    ]
    if not found or not layout.may_enter(ROOT, account):
        pytest.skip(f"user {user.pw_name} can reach no {version} or not this directory")
    return str(found[0])
