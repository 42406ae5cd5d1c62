"""The embedded PostgreSQL: started once, stopped once, kept or ended with its owners."""

from __future__ import annotations

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from hub import cli
from hub.settings import Settings
from hub.store import server
from hub.store.server import layout, process
from hub.store.server.supervisor import kill
from tests.embedded import eventually, processes_of, superuser, temporary_home

OWNER = """
import sys
from hub import settings
from hub.store import server
database = server.ensure(settings.load(), print, owned=True)
print("owning", flush=True)
sys.stdin.read()
"""

LONG_QUERY = "SELECT count(*) FROM generate_series(1, 1000000000000)"
"""Computes without ever waiting, so it notices nothing by itself."""


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.delenv("HUB_DATABASE_URL", raising=False)
    with temporary_home() as made:
        monkeypatch.setenv("HUB_HOME", str(made))
        yield made


@pytest.fixture
def settings(home: Path) -> Settings:
    return Settings(home=home, database_url=None)


def silent(_: str) -> None:
    """Say nothing."""


def hub(*arguments: str) -> subprocess.Popen[str]:
    code = "import sys; from hub.cli import main; sys.exit(main(sys.argv[1:]))"
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def owner() -> Iterator[subprocess.Popen[str]]:
    """A process that owns the server until its standard input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as started:
        assert started.stdout is not None
        try:
            assert any(line.strip() == "owning" for line in started.stdout)
            yield started
        finally:
            started.kill()


def supervisor(settings: Settings) -> int:
    where = layout.find(settings)
    assert where is not None
    pid = process.supervisor_pid(where)
    assert pid is not None
    return pid


def alive(pid: int) -> bool:
    """Whether the process runs; one that has ended and waits for its parent does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


def modes(path: Path) -> dict[Path, tuple[int, int]]:
    """Mode and owner of a directory and all above it."""
    found = {each: each.stat() for each in (path, *path.parents)}
    return {each: (stat.S_IMODE(s.st_mode), s.st_uid) for each, s in found.items()}


def test_start_stop_and_status_can_be_repeated(
    home: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    def run(*arguments: str) -> tuple[int, dict[str, object]]:
        code = cli.main(["db", *arguments, "--json"])
        found = json.loads(capfd.readouterr().out)
        assert isinstance(found, dict)
        return code, found

    assert run("status") == (
        1,
        {
            "phase": "stopped",
            "managed": True,
            "server": None,
            "version": None,
            "pid": None,
            "stays": False,
            "data": None,
            "log": None,
            "passwords": None,
        },
    )
    code, first = run("start")
    assert (code, first["phase"], first["stays"]) == (0, "ready", True)
    assert str(first["version"]).startswith("18.")
    code, second = run("start")
    assert (code, second["pid"]) == (0, first["pid"])
    assert run("status") == (0, second)
    code, stopped = run("stop")
    assert (code, stopped["phase"], stopped["pid"]) == (0, "stopped", None)
    assert run("stop") == (0, stopped)
    assert run("status")[0] == 1
    assert processes_of(home) == []
    code, again = run("start")
    assert (code, again["phase"]) == (0, "ready")


def test_two_starters_make_one_server(home: Path) -> None:
    starters = [hub("db", "start", "--json") for _ in range(2)]
    outputs = [starter.communicate(timeout=120) for starter in starters]
    assert [starter.returncode for starter in starters] == [0, 0], outputs
    found = [json.loads(out) for out, _ in outputs]
    assert found[0]["pid"] == found[1]["pid"]
    assert sum("making a PostgreSQL" in err for _, err in outputs) == 1


def test_a_killed_server_recovers_and_says_how_far_it_is(settings: Settings) -> None:
    database = server.ensure(settings, silent, owned=False)
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (n int)")
        connection.execute("INSERT INTO kept SELECT generate_series(1, 200000)")
    killed = server.status(settings).pid
    assert killed is not None
    busy = psycopg.connect(database.dsn)
    with pytest.raises(psycopg.OperationalError), busy:
        busy.pgconn.send_query(LONG_QUERY.encode())
        os.kill(killed, signal.SIGKILL)
        assert eventually(lambda: not alive(killed), 10)
        assert eventually(lambda: processes_of(settings.home) == [], 10)
        busy.execute("SELECT 1")

    said: list[str] = []
    again = server.ensure(settings, said.append, owned=False)
    assert any("recovering: database system was" in line for line in said), said
    assert any("redo starts" in line for line in said), said
    with psycopg.connect(again.dsn) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (200000,)


def test_when_everything_was_killed_the_next_start_clears_up(settings: Settings) -> None:
    server.ensure(settings, silent, owned=False)
    kill([supervisor(settings), *processes_of(settings.home)])
    data = settings.home / "postgres" / "data"
    with subprocess.Popen(["sleep", "600"], cwd=data) as administrator:
        database = server.ensure(settings, silent, owned=False)
        with psycopg.connect(database.dsn) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert administrator.poll() is None
        administrator.kill()


def test_a_pid_file_that_names_a_stranger_does_not_stop_the_start(settings: Settings) -> None:
    server.ensure(settings, silent, owned=False)
    where = layout.find(settings)
    assert where is not None
    pid_file = where.data / "postmaster.pid"
    left = pid_file.read_text()
    server.stop(settings, silent)
    user = {"user": where.server.uid} if where.server.switch else {}
    with subprocess.Popen(["sleep", "600"], cwd="/", **user) as stranger:  # type: ignore[call-overload]
        try:
            pid_file.write_text("\n".join([str(stranger.pid), *left.splitlines()[1:], ""]))
            os.chown(pid_file, where.server.uid, where.server.gid)
            server.ensure(settings, silent, owned=False)
            assert stranger.poll() is None
        finally:
            stranger.kill()


def test_the_server_ends_when_its_owner_is_killed(home: Path, settings: Settings) -> None:
    before = modes(home.parent)
    with owner() as started:
        database = server.status(settings)
        assert (database.phase, database.stays) == ("ready", False)
        busy = psycopg.connect(server.ensure(settings, silent, owned=False).dsn)
        (home / "postgres" / "keep").unlink()
        busy.pgconn.send_query(LONG_QUERY.encode())
        watcher = supervisor(settings)
        started.kill()
        assert eventually(lambda: processes_of(home) == [] and not alive(watcher), 10)
        busy.close()
    assert server.status(settings).phase == "stopped"
    assert modes(home.parent) == before


def test_the_server_ends_when_its_supervisor_is_killed(home: Path, settings: Settings) -> None:
    with owner():
        os.kill(supervisor(settings), signal.SIGKILL)
        assert eventually(lambda: processes_of(home) == [], 10)


def test_owners_share_the_server_and_the_last_one_ends_it(home: Path, settings: Settings) -> None:
    with owner() as first:
        pid = server.status(settings).pid
        mine = server.ensure(settings, silent, owned=True)
        assert mine.owned
        first.kill()
        first.wait()
        with psycopg.connect(mine.dsn) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert server.status(settings).pid == pid
        server.release(mine)
    assert eventually(lambda: processes_of(home) == [], 10)


def test_an_owned_server_can_be_told_to_stay(home: Path, settings: Settings) -> None:
    with owner() as started:
        pid = server.status(settings).pid
        server.ensure(settings, silent, owned=False)
        started.kill()
        started.wait()
    joined = server.ensure(settings, silent, owned=True)
    server.release(joined)
    found = server.status(settings)
    assert (found.phase, found.pid, found.stays) == ("ready", pid, True)


def test_release_waits_until_the_server_has_gone(home: Path, settings: Settings) -> None:
    server.release(server.ensure(settings, silent, owned=True))
    assert not (home / "postgres" / "data" / "postmaster.pid").exists()
    again = server.ensure(settings, silent, owned=True)
    assert server.status(settings).phase == "ready"
    server.release(again)


def test_nothing_is_open_to_others(home: Path, settings: Settings) -> None:
    before = modes(home.parent)
    database = server.ensure(settings, silent, owned=False)
    where = layout.find(settings)
    assert where is not None
    assert modes(home.parent) == before
    for path, mode in [(where.data, 0o700), (where.sockets, 0o700), (where.passwords, 0o600)]:
        assert stat.S_IMODE(path.stat().st_mode) == mode, path
    for file in where.control.iterdir():
        assert file.is_dir() or stat.S_IMODE(file.stat().st_mode) == 0o600, file

    with superuser(settings) as connection:
        rules = connection.execute("SELECT DISTINCT type, auth_method FROM pg_hba_file_rules")
        assert rules.fetchall() == [("local", "scram-sha-256")]
        assert connection.execute("SHOW listen_addresses").fetchone() == ("",)
        hashes = connection.execute("SELECT rolpassword FROM pg_authid WHERE rolcanlogin")
        assert all(secret.startswith("SCRAM-SHA-256$") for (secret,) in hashes)
    with psycopg.connect(database.dsn) as connection:
        rights = connection.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert rights.fetchone() == (False,)

    password = database.dsn.split(":")[2].split("@")[0]
    for wrong in ("", "wrong"):
        with pytest.raises(psycopg.OperationalError, match=r"password|authentication"):
            psycopg.connect(database.dsn.replace(password, wrong))
    assert password not in repr(database) + database.shown


def test_the_callers_environment_does_not_matter(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"PGPORT": "1", "PGDATA": "/nowhere", "PGHOST": "nowhere"}.items():
        monkeypatch.setenv(name, value)
    database = server.ensure(settings, silent, owned=False)
    with psycopg.connect(database.dsn) as connection:
        assert connection.execute("SELECT current_database()").fetchone() == ("fiscalhub",)


def test_a_long_path_gets_a_short_socket(home: Path) -> None:
    settings = Settings(home=home.parent / ("d" * 100), database_url=None)
    try:
        database = server.ensure(settings, silent, owned=False)
        where = layout.find(settings)
        assert where is not None
        assert where.sockets.parent != where.place
        assert stat.S_IMODE(where.sockets.stat().st_mode) == 0o700
        with psycopg.connect(database.dsn) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
    finally:
        server.stop(settings, silent)
        where = layout.find(settings)
        assert where is not None
        where.sockets.rmdir()
