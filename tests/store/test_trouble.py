"""What can go wrong with the database, each a clear error with its code and nothing left behind."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from hub import cli
from hub.settings import Settings
from hub.store import server
from hub.store.server import Database, layout, life, locks, process
from schema.problems import HubError
from tests.embedded import temporary_home


@pytest.fixture
def home() -> Iterator[Path]:
    with temporary_home() as made:
        yield made


def silent(_: str) -> None:
    """Say nothing."""


def settings_for(home: Path, **others: object) -> Settings:
    return Settings.model_validate({"home": home, "database_url": None, **others})


def problem_of(settings: Settings) -> HubError:
    with pytest.raises(HubError) as caught:
        server.ensure(settings, silent, owned=True)
    return caught.value


def test_a_server_of_ones_own_comes_back_as_the_same_value(home: Path, database: Database) -> None:
    settings = settings_for(home, database_url=database.dsn)
    found = server.ensure(settings, silent, owned=True)
    assert found == Database(database.dsn)
    assert not found.owned
    server.release(found)
    assert server.stop(settings, silent) is False
    status = server.status(settings)
    assert (status.phase, status.managed, status.server) == ("ready", False, database.shown)
    assert not home.exists()


def test_utc_is_set_on_a_database_of_ones_own(home: Path, database: Database) -> None:
    import psycopg

    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database.name} SET timezone TO 'Asia/Shanghai'")
    server.ensure(settings_for(home, database_url=database.dsn), silent, owned=False)
    with psycopg.connect(database.dsn) as connection:
        assert connection.execute("SHOW timezone").fetchone() == ("UTC",)


def test_an_unreachable_server(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        url = f"postgresql://hub:hush-word@127.0.0.1:{unused.getsockname()[1]}/fiscal"
        monkeypatch.setenv("HUB_DATABASE_URL", url)
        monkeypatch.setenv("HUB_LANG", "zh")
        assert cli.main(["db", "status"]) == 2
    text = capsys.readouterr().err
    assert text.startswith("S101 连接不上数据库 postgresql://hub@127.0.0.1:")
    assert "处理：" in text
    assert "hush-word" not in text


def test_a_wrong_password(home: Path, database: Database) -> None:
    user = database.dsn.split(":")[1]
    password = database.dsn.split(":")[2].split("@")[0]
    wrong = database.dsn.replace(f"{user}:{password}@", f"{user}:not-it@")
    error = problem_of(settings_for(home, database_url=wrong))
    assert error.code == "S101"
    assert "password authentication failed" in error.message("en")


def test_a_server_that_is_too_old(
    home: Path, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life.external, "OLDEST", 99)
    error = problem_of(settings_for(home, database_url=database.dsn))
    assert error.code == "S111"
    assert "99+" in error.message("zh")


def test_data_of_another_major_version(home: Path) -> None:
    settings = settings_for(home)
    server.release(server.ensure(settings, silent, owned=True))
    version = home / "postgres" / "data" / "PG_VERSION"
    version.write_text("17\n")
    error = problem_of(settings)
    assert error.code == "S111"
    assert "17" in error.message("en")


def test_programs_that_are_not_there(home: Path) -> None:
    error = problem_of(settings_for(home, pg_bin=home.parent))
    assert error.code == "S110"
    assert "initdb" in error.message("en")
    assert str(home.parent) in error.message("en")


def test_programs_that_fail_to_make_a_cluster(home: Path) -> None:
    programs = home.parent / "programs"
    programs.mkdir()
    for name, body in {
        "postgres": "echo 'postgres (PostgreSQL) 18.0'",
        "initdb": "echo 'initdb: error: no space left on device' >&2; exit 1",
    }.items():
        (programs / name).write_text(f"#!/bin/sh\n{body}\n")
        (programs / name).chmod(0o755)
    programs.chmod(0o755)
    error = problem_of(settings_for(home, pg_bin=programs))
    assert error.code == "S106"
    assert "no space left on device" in error.message("en")
    assert not [path for path in (home / "postgres").iterdir() if path.name.startswith("data")]
    assert server.ensure(settings_for(home), silent, owned=True).owned


def test_a_server_that_does_not_start_shows_its_log(home: Path) -> None:
    settings = settings_for(home)
    server.release(server.ensure(settings, silent, owned=True))
    own = home / "postgres" / "data" / "postgresql.auto.conf"
    kept = own.read_text()
    own.write_text("shared_buffers = 'many'\n")
    error = problem_of(settings)
    assert error.code == "S107"
    assert 'invalid value for parameter "shared_buffers"' in error.render("en")
    assert server.status(settings).phase == "stopped"
    own.write_text(kept)
    server.release(server.ensure(settings, silent, owned=True))


def test_a_lost_password_file(home: Path) -> None:
    settings = settings_for(home)
    server.release(server.ensure(settings, silent, owned=True))
    (home / "postgres" / "pgpass").unlink()
    error = problem_of(settings)
    assert error.code == "S104"
    assert "pgpass" in error.message("en")


def test_another_starter_that_hangs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(life, "LOCK_PATIENCE", 0.3)
    monkeypatch.setattr(locks, "MOMENT", 0.1)
    settings = settings_for(home)
    where = layout.make(settings, silent)
    held = locks.acquire(where.start_lock, where.ours)
    assert held is not None
    said: list[str] = []
    with held, pytest.raises(HubError) as caught:
        server.ensure(settings, said.append, owned=True)
    assert caught.value.code == "S105"
    assert any("waiting" in line for line in said)


def test_a_large_log_is_put_aside_at_the_next_start(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(home)
    server.release(server.ensure(settings, silent, owned=True))
    monkeypatch.setattr(process, "LARGEST_LOG", 10)
    log = home / "postgres" / "postgres.log"
    before = log.read_text()
    server.release(server.ensure(settings, silent, owned=True))
    assert log.with_suffix(".log.1").read_text() == before
    assert before not in log.read_text()
