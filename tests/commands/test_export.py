"""`hub export`: a whole file or none."""

import csv
import json
import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psycopg
import pytest

from hub.cli import main
from hub.query.export.files import CsvWriter, Told
from hub.store.server import Database
from schema.problems import HubError
from tests.embedded import eventually

QUERY = """
query Cities($tier: Tier!) {
  regions(where: {tier: $tier}) { nodes { code name parent { name } } }
}
query Both { regions { totalCount } payments { totalCount } }"""


@pytest.fixture
def query(tmp_path: Path, migrated: Database, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HUB_DATABASE_URL", migrated.dsn)
    monkeypatch.setenv("HUB_LANG", "en")
    file = tmp_path / "query.graphql"
    file.write_text(QUERY, encoding="utf-8")
    return file


def test_it_writes_the_file_its_name_asks_for(
    query: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "省.csv"
    options = ["--variables", '{"tier": "PROVINCE"}', "--operation", "Cities", "--json"]
    assert main(["export", str(query), "-o", str(out), *options]) == 0
    told = json.loads(capsys.readouterr().out)
    with out.open(encoding="utf-8-sig", newline="") as file:
        heading, *rows = csv.reader(file)
    assert heading == ["区划代码", "名称", "行政上级/名称"]
    assert ["440000000", "广东省", "中央"] in rows
    assert told == told | {"file": str(out), "format": "csv", "rows": len(rows)}
    assert told["bytes"] == out.stat().st_size and told["asOf"].endswith("+00:00")
    assert sorted(each.name for each in tmp_path.iterdir()) == ["query.graphql", "省.csv"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--operation", "Both"], "Q140"),
        (["--operation", "Cities"], "Q104"),
        (["--operation", "Cities", "--variables", "{"], "Q116"),
        (["--operation", "Cities", "--variables", '{"tier": "CITY"}', "--format", "pdf"], "Q119"),
    ],
)
def test_refused(
    query: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: str
) -> None:
    assert main(["export", str(query), "-o", str(tmp_path / "a.csv"), *options]) == 2
    assert capsys.readouterr().err.startswith(code)
    assert [each.name for each in tmp_path.iterdir()] == ["query.graphql"]


def test_what_breaks_off_leaves_the_old_file(
    query: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither a half-written file nor a lost one; a directory that is not there is told."""

    async def slow(self: CsvWriter, told: Told) -> AsyncIterator[bytes]:
        yield b"half"
        raise HubError("Q118", seconds="1")

    monkeypatch.setattr(CsvWriter, "tail", slow)
    out = tmp_path / "a.csv"
    out.write_text("old", encoding="utf-8")
    options = ["--operation", "Cities", "--variables", '{"tier": "CITY"}']
    assert main(["export", str(query), "-o", str(out), *options]) == 2
    assert capsys.readouterr().err.startswith("Q118")
    assert out.read_text(encoding="utf-8") == "old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.csv", "query.graphql"]
    assert main(["export", str(query), "-o", str(tmp_path / "no" / "a.csv"), *options]) == 2
    assert capsys.readouterr().err.startswith("H106")


def test_a_signal_leaves_nothing(query: Path, tmp_path: Path, migrated: Database) -> None:
    """Ended while it waits for the database: no file, exit code 2, and nothing of it runs there."""
    query.write_text("{ payments { nodes { amount } } }", encoding="utf-8")
    running = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'hub export'"
    with (
        psycopg.connect(migrated.dsn) as locking,
        psycopg.connect(migrated.dsn, autocommit=True) as looking,
    ):
        locking.execute("LOCK TABLE payment IN ACCESS EXCLUSIVE MODE")
        export = subprocess.Popen(
            [sys.executable, "-m", "hub", "export", str(query), "-o", str(tmp_path / "a.xlsx")],
            env={**os.environ, "TMPDIR": str(tmp_path)},
            stderr=subprocess.PIPE,
            text=True,
        )
        waiting = f"{running} AND wait_event_type = 'Lock'"
        assert eventually(lambda: looking.execute(waiting).fetchone() == (1,), 30)
        assert (tmp_path / ".a.xlsx.partial").exists()
        export.terminate()
        _, told = export.communicate(timeout=30)
        assert (export.returncode, told) == (2, "stopped; no file was written\n")
        assert eventually(lambda: looking.execute(running).fetchone() == (0,), 30)
    assert [each.name for each in tmp_path.iterdir()] == ["query.graphql"]
