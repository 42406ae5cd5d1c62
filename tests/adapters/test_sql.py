"""The SQL reader against a real PostgreSQL: keyset pages, evidence, changed tables, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
import stamina
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from adapters.sdk.money import yuan
from adapters.sdk.readers.sql import SqlTable, _cells
from adapters.sdk.source import Control, Page, State
from hub.store.server import Database
from hub.store.server.connecting import Connection
from schema.problems import RetryLater, StopBatch

READ = SqlTable("DSN", "THING", "ID", amount=yuan, size=3)
TABLE = """
create table thing (id text primary key, name text, amt numeric(20, 4), update_time timestamp(0));
insert into thing select 'T' || n, 'name ' || n, n + 0.5, '2025-01-01'::timestamp + n / 2 * interval '1 hour'
from generate_series(1, 7) as n
"""  # noqa: E501


@pytest.fixture(autouse=True)
def _no_waiting() -> Iterator[None]:
    with stamina.set_testing(True, attempts=3):
        yield


@pytest.fixture
def dsn(database: Database) -> str:
    with psycopg.connect(database.dsn) as connection:
        connection.execute(TABLE)
    return database.dsn


def change(dsn: str, statement: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute(statement)


def read(dsn: str, state: State | None = None, **changes: Any) -> list[Page]:
    return list(replace(READ, **changes).pages({"DSN": dsn}, state or {}))


def test_pages_by_change_time_and_key(dsn: str) -> None:
    pages = read(dsn)
    assert [[row[0] for row in page.rows] for page in pages] == [
        ["T1", "T2", "T3"], ["T4", "T5", "T6"], ["T7"],
    ]  # fmt: skip
    assert pages[0].columns == ("ID", "NAME", "AMT", "UPDATE_TIME")
    assert pages[0].rows[0] == ["T1", "name 1", "1.5000", "2025-01-01 00:00:00"]
    assert pages[0].body.startswith(b"T1\tname 1\t1.5000\t2025-01-01 00:00:00\nT2\t")
    assert pages[-1].state == {"updated": "2025-01-01 03:00:00", "key": "T7"}


def test_a_run_starts_again_a_little_before_the_last_ended(dsn: str) -> None:
    state = read(dsn)[-1].state
    assert [row[0] for page in read(dsn, state) for row in page.rows] == [
        "T2", "T3", "T4", "T5", "T6", "T7",
    ]  # fmt: skip
    assert [row[0] for page in read(dsn, state, lookback="0") for row in page.rows] == ["T6", "T7"]


def test_every_text_comes_through_as_it_is(dsn: str) -> None:
    texts = ["tab\there", "line\nend\r", "back\\slash \\N \\\\ \\t", "\b\f\v", "", "中文", None]
    with psycopg.connect(dsn) as connection:
        connection.execute("delete from thing")
        for number, text in enumerate(texts):
            values = (f"X{number}", text)
            connection.execute("insert into thing values (%s, %s, null, '2025-01-01')", values)
    pages = read(dsn, size=100)
    assert [row[1] for row in pages[0].rows] == texts
    lines = pages[0].body.decode().split("\n")[:-1]
    assert [_cells(line) for line in lines] == pages[0].rows


def test_a_column_more_or_less_is_seen(dsn: str) -> None:
    change(dsn, "alter table thing rename column amt to amt_new; alter table thing add extra date")
    assert read(dsn)[0].columns == ("ID", "NAME", "AMT_NEW", "UPDATE_TIME", "EXTRA")


@pytest.mark.parametrize(
    "statement", ["drop table thing", "alter table thing rename column update_time to changed"]
)
def test_without_its_order_a_table_cannot_be_read(dsn: str, statement: str) -> None:
    change(dsn, statement)
    with pytest.raises(StopBatch, match=r"A302.*UPDATE_TIME"):
        read(dsn)


def test_a_wrong_password(dsn: str) -> None:
    with pytest.raises(StopBatch, match="A305") as caught:
        read(make_conninfo(dsn, password="not-this-one"))
    assert "not-this-one" not in str(caught.value)


def test_a_table_we_may_not_read(dsn: str, database: Database, pg_superuser: Connection) -> None:
    role = f"reader_{database.name}"
    pg_superuser.execute(f"create role {role} login password 'reading'")
    try:
        change(dsn, f"grant select (id, update_time) on thing to {role}")
        theirs = make_conninfo(dsn, user=role, password="reading")
        assert read(theirs)[0].columns == ("ID", "UPDATE_TIME")
        change(dsn, "create view control as select id as table_name, id as mof_div_code,"
                    " id as fiscal_year, 1 as row_count, 1 as sum_amt from thing")  # fmt: skip
        with pytest.raises(StopBatch, match="A305"):
            list(READ.controls({"DSN": theirs}))
        change(dsn, f"revoke all on thing from {role}")
        with pytest.raises(StopBatch, match="A302"):
            read(theirs)
    finally:
        change(dsn, f"revoke all on thing from {role}")
        pg_superuser.execute(f"drop role {role}")


def test_nobody_there_is_for_later(dsn: str) -> None:
    with pytest.raises(RetryLater, match="A306"):
        read(make_conninfo(dsn, host="127.0.0.1", port="1"))


def test_a_server_that_goes_away_is_for_later(dsn: str, pg_superuser: Connection) -> None:
    pages = READ.pages({"DSN": dsn}, {})
    assert len(next(pages).rows) == 3
    name = conninfo_to_dict(dsn)["dbname"]
    ours = "application_name = 'fiscalhub' and datname = %s"
    pg_superuser.execute(
        f"select pg_terminate_backend(pid) from pg_stat_activity where {ours}", (name,)
    )
    with pytest.raises(RetryLater, match="A306"):
        next(pages)


def test_a_dsn_that_is_none() -> None:
    with pytest.raises(StopBatch, match="H102"):
        read("not a dsn")


def test_controls_from_the_view(dsn: str) -> None:
    change(
        dsn,
        """create view control as select * from (values
        ('THING', '440203000', '2025', 3::bigint, 12.345::numeric),
        ('THING', '440203000', null, 1, null), ('OTHER', '440203000', '2025', 9, 9))
        as t (table_name, mof_div_code, fiscal_year, row_count, sum_amt)""",
    )
    assert list(READ.controls({"DSN": dsn})) == [
        Control(3, 1235, 440203000, 2025),
        Control(1, None, 440203000, None),
    ]
