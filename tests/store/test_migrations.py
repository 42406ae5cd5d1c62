"""Revisions: up and down on a loaded database, nothing left to do, found wherever installed."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import psycopg
import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Table

from hub.store import migrate
from hub.store.engine import sqlalchemy_engine
from hub.store.migrate import BASE, Migrated, bring_up
from hub.store.server import Database
from schema.model import metadata, records
from schema.problems import HubError
from tests.conftest import NewDatabase

ROOT = Path(__file__).parents[2]
REVISIONS = sorted(
    path for path in Path(str(files("migrations") / "versions")).glob("*.py") if path.stem[0] == "0"
)
OLDEST = REVISIONS[0].stem.split("_")[0]
ROWS = 150

VALUES = {
    "INTEGER": "440203000 + g", "SMALLINT": "2020 + g % 5", "BIGINT": "g * 1000 - 7",
    "TEXT": "'值' || g", "BOOLEAN": "g % 2 = 0", "DATE": "DATE '2024-01-01' + g::int",
    "DATETIME": "TIMESTAMPTZ '2024-01-01 00:00:00Z' + g * INTERVAL '1 min'",
    "NUMERIC(24, 4)": "g / 7.0", "NUMERIC(18, 6)": "g / 7.0",
}  # fmt: skip


@pytest.fixture
def copy(migrated: Database, new_database: NewDatabase) -> Database:
    return new_database(template=migrated)


async def test_up_down_and_up_again_keep_what_the_oldest_revision_knows(
    copy: Database, database: Database
) -> None:
    migrate.migrate(database, OLDEST)
    kept = _columns(database)
    tables = [table for each in records() for table in (each.table, each.history)]
    with psycopg.connect(copy.dsn) as connection:
        for table in tables:
            connection.execute(_filling(table))
    before = _hashes(copy, kept)
    old = [table for table in tables if table.name in kept]
    assert len(old) >= 30
    assert sum(count for count, _ in before.values()) > 538_000 + ROWS * len(old)
    for revision in REVISIONS[-2::-1]:
        number = revision.stem.split("_")[0]
        assert migrate.migrate(copy, number).after == migrate.current(copy) == number
    migrated, loaded = await bring_up(copy)
    assert migrated == Migrated(OLDEST, migrate.head())
    assert loaded.tables
    assert _hashes(copy, kept) == before


async def test_down_to_nothing_leaves_nothing(copy: Database) -> None:
    assert migrate.migrate(copy, BASE) == Migrated(migrate.head(), None)
    with psycopg.connect(copy.dsn) as connection:
        left = connection.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace"
            " AND relname NOT LIKE 'alembic_version%'"
        ).fetchall()
    assert left == []
    assert migrate.migrate(copy) == Migrated(None, migrate.head())
    assert _differences(copy) == []


def test_autogenerate_finds_nothing(copy: Database) -> None:
    assert _differences(copy) == []
    assert migrate.draft(copy, "nothing") is None


def test_a_draft_has_what_the_database_lacks(
    copy: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "migrations"
    shutil.copytree(str(files("migrations")), package)
    monkeypatch.setattr(migrate, "files", lambda _: package)
    with psycopg.connect(copy.dsn) as connection:
        connection.execute("ALTER TABLE agency DROP COLUMN kind")
        connection.execute("ALTER TABLE agency_history DROP COLUMN kind")
    made = migrate.draft(copy, "Kind of an agency")
    assert made is not None
    assert made.name == f"{len(REVISIONS) + 1:04}_kind_of_an_agency.py"
    text = made.read_text("utf-8")
    assert text.count("op.add_column") == text.count("op.drop_column") == 2
    assert "###" not in text
    assert migrate.migrate(copy).after == migrate.head() == made.name[:4]
    assert _differences(copy) == []


def test_revisions_import_nothing_of_ours() -> None:
    assert len(REVISIONS) >= 2
    for path in REVISIONS:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            roots = {name.split(".")[0] for name in names}
            assert not roots & {"hub", "schema", "adapters", "migrations", "mock_sources"}, path


def test_an_older_and_a_newer_database_are_told_apart(copy: Database) -> None:
    migrate.check(copy)
    migrate.migrate(copy, "0001")
    with pytest.raises(HubError, match="S108"):
        migrate.check(copy)
    with psycopg.connect(copy.dsn) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    for refused in (migrate.check, migrate.migrate):
        with pytest.raises(HubError, match="S109") as caught:
            refused(copy)
        assert caught.value.params == {"current": "9999", "head": migrate.head()}


def test_an_empty_database_is_behind_and_an_unknown_revision_is_refused(
    database: Database,
) -> None:
    assert migrate.current(database) is None
    with pytest.raises(HubError, match="S108"):
        migrate.check(database)
    with pytest.raises(HubError, match="S114"):
        migrate.migrate(database, "0000")


def test_nobody_there_is_a_clear_error() -> None:
    with pytest.raises(HubError, match="S101") as caught:
        migrate.current(Database("postgresql://hub:hush-word@127.0.0.1:9/fiscalhub"))
    assert "hush-word" not in caught.value.render("en")


def test_two_at_once_make_one_schema_one_key_and_utc(database: Database) -> None:
    with psycopg.connect(database.dsn, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {database.name} RESET timezone")
    with ThreadPoolExecutor(2) as threads:
        done = list(threads.map(migrate.migrate, [database, database]))
    assert sorted(done, key=lambda each: each.before or "") == [
        Migrated(None, migrate.head()), Migrated(migrate.head(), migrate.head()),
    ]  # fmt: skip
    with psycopg.connect(database.dsn) as connection:
        (key,) = connection.execute("SELECT value FROM hub_key WHERE name = 'cursor'").fetchall()
        assert connection.execute("SHOW timezone").fetchone() == ("UTC",)
    assert len(key[0]) == 32
    migrate.migrate(database)
    with psycopg.connect(database.dsn) as connection:
        again = connection.execute("SELECT value FROM hub_key WHERE name = 'cursor'").fetchone()
    assert again == key


def test_a_wheel_carries_revisions_and_codes(database: Database, tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for name in ("hub", "schema", "adapters", "migrations", "mock_sources"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", ".gitignore"):
        shutil.copy(ROOT / name, source)
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    pip += ["--no-index", "--disable-pip-version-check", "--wheel-dir", str(tmp_path), str(source)]
    subprocess.run(pip, check=True, timeout=120)
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "installed"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(unpacked)
    program = (
        "import sys; from hub.store import migrate, reference_files as codes;"
        "from hub.store.server import Database;"
        "print(migrate.__file__, migrate.migrate(Database(sys.stdin.read())).after,"
        " len(codes.read_regions().regions), len(list(codes.read_codes())))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", program],
        input=database.dsn, env={"PYTHONPATH": str(unpacked)}, cwd=tmp_path,
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    module, revision, regions, codes = ran.stdout.split()
    assert Path(module).is_relative_to(unpacked)
    assert revision == migrate.head()
    assert (int(regions) > 45_000, int(codes) > 30_000) == (True, True)


def _filling(table: Table) -> str:
    columns = ", ".join(f'"{column.name}"' for column in table.columns)
    values = ", ".join(VALUES[str(column.type)] for column in table.columns)
    return f"INSERT INTO {table.name} ({columns}) SELECT {values} FROM generate_series(1, {ROWS}) g"


def _columns(database: Database) -> dict[str, list[str]]:
    """The columns of every table that there is, by name."""
    with psycopg.connect(database.dsn) as connection:
        rows = connection.execute(
            'SELECT table_name, array_agg(column_name::text ORDER BY column_name COLLATE "C")'
            " FROM information_schema.columns WHERE table_schema = 'public' GROUP BY 1"
        ).fetchall()
    return dict(rows)


def _hashes(database: Database, kept: dict[str, list[str]]) -> dict[str, tuple[int, str]]:
    """Count and content hash of these columns of every table, whatever the order of its rows."""
    found = {}
    with psycopg.connect(database.dsn) as connection:
        for table in kept.keys() & metadata().tables.keys():
            columns = ", ".join(f'"{column}"' for column in kept[table])
            row = connection.execute(
                f"SELECT count(*), coalesce(sum(hashtextextended(ROW({columns})::text, 1)), 0)"
                f" FROM {table}"
            ).fetchone()
            assert row is not None
            found[table] = (row[0], str(row[1]))
    return found


def _differences(database: Database) -> list[object]:
    with sqlalchemy_engine(database).connect() as connection:
        found: list[object] = compare_metadata(MigrationContext.configure(connection), metadata())
    return found
