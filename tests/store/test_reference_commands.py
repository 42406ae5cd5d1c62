"""`hub migrate` and `hub regions`, as a person calls them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from hub.cli import main
from hub.store import migrate
from hub.store.server import Database
from tests.conftest import NewDatabase

Hub = Callable[..., tuple[int, str, str]]


@pytest.fixture
def copy(migrated: Database, new_database: NewDatabase) -> Database:
    return new_database(template=migrated)


@pytest.fixture
def hub(copy: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Hub:
    """Runs a command against the copy: exit code, standard output, standard error."""
    monkeypatch.setenv("HUB_DATABASE_URL", copy.dsn)
    monkeypatch.setenv("HUB_LANG", "en")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_show_tells_both_parents(hub: Hub) -> None:
    code, out, _ = hub("regions", "show", "440224", "--json")
    shown: dict[str, Any] = json.loads(out)
    assert code == 0
    assert (shown["code"], shown["fullName"]) == ("440224000", "广东省韶关市仁化县")
    parents = {tree: rows[-1]["code"] for tree, rows in shown["parents"].items()}
    assert parents == {"ADMINISTRATIVE": "440200000", "FISCAL": "440000000"}
    code, out, _ = hub("regions", "show", "330103")
    assert code == 0
    assert "1983-2020" in out
    assert "330103000 下城区 -> 330105000 拱墅区" in out


def test_show_of_no_region_is_a_clear_error(hub: Hub) -> None:
    code, out, err = hub("regions", "show", "44")
    assert (code, out) == (2, "")
    assert "H104" in err


def test_rebuild_finds_records_of_no_region(hub: Hub, copy: Database) -> None:
    with psycopg.connect(copy.dsn) as connection:
        connection.execute(
            "INSERT INTO treasury_account SELECT (r).* FROM (SELECT jsonb_populate_record("
            "NULL::treasury_account, jsonb_object_agg(attname, CASE WHEN atttypid IN"
            " ('date'::regtype, 'timestamptz'::regtype) THEN '2025-01-01' ELSE '1' END)"
            " || '{\"region_code\": 7}') r FROM pg_attribute"
            " WHERE attrelid = 'treasury_account'::regclass AND attnum > 0) x"
        )
    code, out, _ = hub("regions", "rebuild", "--json")
    done = json.loads(out)
    assert code == 1
    assert done["unknown"] == {"treasury_account": 1}
    assert not any(done["moved"].values())
    assert {each["new"] + each["changed"] for each in done["loaded"]["tables"].values()} == {0}


def test_check_says_whether_the_database_is_current(hub: Hub, copy: Database) -> None:
    head = migrate.head()
    assert hub("migrate", "--check", "--json")[:2] == (
        0, json.dumps({"current": head, "head": head}) + "\n",
    )  # fmt: skip
    assert hub("migrate", "--to", "0001")[0] == 0
    code, _, err = hub("migrate", "--check")
    assert code == 1
    assert "S108" in err
    code, out, _ = hub("migrate", "--json")
    assert code == 0
    assert json.loads(out)["after"] == head
    assert json.loads(hub("migrate", "--json")[1])["reference"] == "unchanged"


def test_to_base_asks_first(hub: Hub, copy: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("n\n"))
    assert hub("migrate", "--to", "base")[0] == 1
    assert migrate.current(copy) == migrate.head()
    assert hub("migrate", "--to", "base", "--yes")[0] == 0
    assert migrate.current(copy) is None
