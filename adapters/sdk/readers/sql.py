"""Reader of a PostgreSQL table: pages by change time and key, as the server's own COPY bytes.

The bytes that COPY sends are the evidence; every cell is text, so no driver's idea of a number
comes between. A page is one statement and one keyset step: memory is bounded, no cursor is held.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import psycopg
import stamina
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict
from psycopg.pq import PGconn, Ping

from adapters.sdk.money import Money, whole_fen
from adapters.sdk.readers.reach import setting
from adapters.sdk.source import Control, Page, Settings, State, Text
from schema.problems import RetryLater, StopBatch

COLUMNS = """
select upper(column_name::text) from information_schema.columns
where table_schema = any (current_schemas(false)) and table_name = lower(%s)
order by ordinal_position
"""
CONTROLS = """
select row_count::text, sum_amt::text, mof_div_code::text, fiscal_year::text
from control where table_name = upper(%s) order by mof_div_code, fiscal_year
"""
ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v"}
_escaped = re.compile(r"\\(.)", re.DOTALL)


@dataclass(frozen=True)
class SqlTable:
    """A `table` with a unique `key` and a change time `updated`, both indexed together.

    `dsn`: name of the setting with the connection string.  `amount`: unit of its control sums.
    `lookback`: how far before the last change time a run starts again, for changes that were
    committed late; an interval of PostgreSQL.  State: {updated, key} of the last row taken.
    """

    dsn: str
    table: str
    key: str
    amount: Money
    updated: str = "UPDATE_TIME"
    lookback: str = "2 hours"
    size: int = 20_000

    def pages(self, settings: Settings, state: State) -> Iterator[Page]:
        """The rows changed since `state`, in the order of change time and key.

        raises: StopBatch(A302) when the table or its order columns are gone; StopBatch(A305);
        RetryLater(A306)
        """
        with connected(setting(settings, self.dsn)) as connection:
            columns = self._columns(connection)
            step = self._again(state) if state else sql.SQL("true")
            while True:
                body = self._copy(connection, columns, step)
                rows = [_cells(line) for line in body.decode().split("\n")[:-1]]
                if not rows:
                    return
                last = dict(zip(columns, rows[-1], strict=True))
                reached = {"updated": last[self.updated], "key": last[self.key]}
                name = f"{self.table} to {reached['updated']} {reached['key']}"
                yield Page(name, body, columns, rows, reached)
                if len(rows) < self.size:
                    return
                step = self._after(reached)

    def controls(self, settings: Settings) -> Iterable[Control]:
        """Its totals by region and year, from the view CONTROL. raises: as `pages`"""
        with connected(setting(settings, self.dsn)) as connection:
            found = connection.execute(CONTROLS, (self.table,)).fetchall()
        return [
            Control(int(count), self._fen(total), int(region), int(year) if year else None)
            for count, total, region, year in found
        ]

    def _columns(self, connection: psycopg.Connection[tuple[str, ...]]) -> tuple[str, ...]:
        columns = tuple(name for (name,) in connection.execute(COLUMNS, (self.table,)))
        if not {self.key, self.updated} <= set(columns):
            found = list(columns) or ["-"]
            raise StopBatch(
                "A302", expected=[self.key, self.updated], found=found, place=self.table
            )
        return columns

    def _again(self, state: State) -> sql.Composable:
        """Where a run starts: at the last change time, less the look-back."""
        return sql.SQL("{} >= {}::timestamp - {}::interval").format(
            _name(self.updated), sql.Literal(state["updated"]), sql.Literal(self.lookback)
        )

    def _after(self, state: State) -> sql.Composable:
        return sql.SQL("({}, {}) > ({}::timestamp, {})").format(
            _name(self.updated),
            _name(self.key),
            sql.Literal(state["updated"]),
            sql.Literal(state["key"]),
        )

    def _copy(
        self,
        connection: psycopg.Connection[tuple[str, ...]],
        columns: Sequence[str],
        step: sql.Composable,
    ) -> bytes:
        # Ordered by the table's columns, not by the texts of the same name: those have no index.
        statement = sql.SQL(
            "copy (select {columns} from {table} as t where {step} order by t.{updated}, t.{key} "
            "limit {size}) to stdout"
        ).format(
            columns=sql.SQL(", ").join(sql.SQL("{}::text").format(_name(c)) for c in columns),
            table=_name(self.table),
            step=step,
            updated=_name(self.updated),
            key=_name(self.key),
            size=sql.Literal(self.size),
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            return b"".join(bytes(chunk) for chunk in copy)

    def _fen(self, text: str | None) -> int | None:
        exact = self.amount.exact(text) if text else None
        return None if exact is None else whole_fen(exact)


def _name(column: str) -> sql.Identifier:
    """Their names are unquoted, so PostgreSQL knows them in lower case."""
    return sql.Identifier(column.lower())


def _cells(line: str) -> list[Text]:
    r"""A line of COPY's text format.

    >>> _cells("a\tx\\ty\\\\\t\\N")
    ['a', 'x\ty\\', None]
    """
    cells: list[Text] = list(line.split("\t"))
    if "\\" in line:
        return [_unescaped(cell) if cell and "\\" in cell else cell for cell in cells]
    return cells


def _unescaped(cell: str) -> Text:
    if cell == "\\N":
        return None
    return _escaped.sub(lambda found: ESCAPES.get(found[1], found[1]), cell)


@contextmanager
def connected(dsn: str) -> Iterator[psycopg.Connection[tuple[str, ...]]]:
    """A read-only connection whose errors say what to do next.

    raises: StopBatch(A305) when the server refuses us, RetryLater(A306) when it is not there or
    goes away, StopBatch(A306) when it refuses a statement, StopBatch(H102) for a bad dsn
    """
    try:
        known = conninfo_to_dict(dsn)
    except psycopg.Error as error:
        raise StopBatch("H102", name="DSN", cause=str(error).strip()) from None
    where = f"{known.get('host', '')}:{known.get('port', '')}/{known.get('dbname', '')}"
    connection = _connect(dsn, where)
    try:
        with connection:
            yield connection
    except psycopg.errors.InsufficientPrivilege:
        raise StopBatch("A305", source=where) from None
    except (psycopg.OperationalError, psycopg.InterfaceError) as error:
        raise RetryLater("A306", source=where, cause=_first_line(error)) from None
    except psycopg.Error as error:
        raise StopBatch("A306", source=where, cause=_first_line(error)) from None


def _connect(dsn: str, where: str) -> psycopg.Connection[tuple[str, ...]]:
    # Not as a decorator: tries are logged with a function's arguments, here the password.
    for attempt in stamina.retry_context(
        on=RetryLater, attempts=3, wait_initial=0.1, wait_max=2, wait_jitter=0.1, timeout=None
    ):
        with attempt:
            return _try(dsn, where)
    raise AssertionError("the last try neither connected nor failed")


def _try(dsn: str, where: str) -> psycopg.Connection[tuple[str, ...]]:
    try:
        connection = psycopg.connect(
            dsn, connect_timeout=5, autocommit=True, client_encoding="utf8",
            application_name="fiscalhub",
        )  # fmt: skip
        connection.execute("set datestyle to 'ISO, YMD'")
        connection.execute("set default_transaction_read_only to on")
        return connection
    except psycopg.OperationalError as error:
        # A server that answers a ping and not us has refused us, in whatever language it says so.
        busy = "too many" in str(error) or "starting up" in str(error)
        if PGconn.ping(dsn.encode()) == Ping.OK and not busy:
            raise StopBatch("A305", source=where) from None
        raise RetryLater("A306", source=where, cause=_first_line(error)) from None


def _first_line(error: psycopg.Error) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
