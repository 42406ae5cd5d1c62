"""Running a compiled operation: bind, fetch, shape. Only here is the database touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, cast

import asyncpg

from hub.access.scope import Scope
from hub.query.binding import Request, bound
from hub.query.compile import Compiled
from hub.query.cursor import decode_cursor, encode_cursor, fingerprint
from hub.query.plan.values import Bind
from hub.query.sql.statement import CursorPart, HopKey, PageKey, ParentKey, Statement
from hub.query.sql.trace import Round, Traced
from hub.query.trace import follow
from schema.problems import HubError

_TIMEOUT = "SELECT setting::int FROM pg_settings WHERE name = 'statement_timeout'"
"""In milliseconds."""

Rows = Sequence[Sequence[Any]]


class Run:
    """One run of a compiled operation: values bound so far, and each statement's rows.

    raises (made): Q110 Q111 Q114 Q115 Q119 of the values
    """

    def __init__(self, compiled: Compiled, request: Request, secret: bytes, scope: Scope) -> None:
        self.compiled, self.request, self.secret, self.scope = compiled, request, secret, scope
        self.values: dict[int, Any] = {}
        self.marks: dict[int, bytes] = {}
        self.rows: list[Rows] = []
        lowered = compiled.lowered
        self.sizes = {number: self.bind(bind) for number, bind in lowered.sizes.items()}
        for bind in compiled.unread:
            self.bind(bind)

    async def fetch_all(self, connection: Any) -> None:
        """Run every statement. More than one reads one snapshot, so that no answer is torn by a
        batch that commits in between.

        raises: Q112 Q113 of cursors, Q115 Q119 of values, Q118 when it takes too long
        """
        statements = self.compiled.lowered.statements
        try:
            if self.compiled.lowered.single:
                await self.fetch(statements[0], connection)
                return
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                for statement in statements:
                    await self.fetch(statement, connection)
        except (asyncpg.QueryCanceledError, asyncpg.DataError) as error:
            raise await told(error, connection) from None

    def bind(self, bind: Bind) -> Any:
        """The value, made once for each of the plan's binds: they outlive the run."""
        if id(bind) not in self.values:
            try:
                self.values[id(bind)] = bound(bind, self.request)
            except HubError as error:
                raise error.under(self.compiled.paths.get(bind, ())) from None
        return self.values[id(bind)]

    def mark(self, number: int) -> bytes:
        """What this list's cursors are bound to: its words, its values, the caller's scope."""
        if number not in self.marks:
            mark = self.compiled.lowered.marks[number]
            values = [self.bind(each) for each in mark.binds]
            self.marks[number] = fingerprint(f"{mark.text} {self.scope.shape!r}", values)
        return self.marks[number]

    async def fetch(self, statement: Statement | Traced, connection: Any) -> None:
        if isinstance(statement, Traced):
            fetch = partial(self.round, connection)
            self.rows.append(await follow(statement, fetch, self.request.reference))
            return
        arguments = self.arguments(statement)
        if statement.parent is not None and not self.rows[statement.parent]:
            self.rows.append(())
            return
        self.rows.append(await connection.fetch(statement.text, *arguments))

    def arguments(self, statement: Statement) -> list[Any]:
        """The statement's parameters; its parents' rows are read. raises: Q112 Q113 Q115 Q119"""
        place: list[Any] = []
        if statement.seek is not None:
            text = self.bind(statement.seek.bind)
            mark = self.mark(statement.seek.mark)
            try:
                place = decode_cursor(self.secret, mark, text, statement.seek.kinds)
            except HubError as error:
                raise error.under(self.compiled.paths.get(statement.seek.bind, ())) from None
        parents = self.rows[statement.parent] if statement.parent is not None else ()
        arguments: list[Any] = []
        for source in statement.parameters:
            if isinstance(source, Bind):
                arguments.append(self.bind(source))
            elif isinstance(source, ParentKey):
                arguments.append([row[source.column] for row in parents])
            elif isinstance(source, PageKey):
                arguments.append([row[source.column] for row in self.rows[source.statement]])
            elif isinstance(source, CursorPart):
                arguments.append(place[source.position])
        return arguments

    async def round(self, connection: Any, round_: Round, keys: dict[HopKey, list[Any]]) -> Rows:
        """Run one statement of a trace; `keys`: what the steps before it name."""
        arguments = [
            keys[source] if isinstance(source, HopKey) else self.bind(cast(Bind, source))
            for source in round_.parameters
        ]
        rows: Rows = await connection.fetch(round_.text, *arguments)
        return rows

    def shaped(self) -> dict[str, Any]:
        cursor: Callable[[int, Sequence[Any]], str] = partial(_cursor, self)
        lowered = self.compiled.lowered
        return self.compiled.shaper(self.rows, self.sizes, cursor, lowered.sought)


async def told(error: asyncpg.QueryCanceledError | asyncpg.DataError, connection: Any) -> HubError:
    """What PostgreSQL said of a query, as a problem of ours; the connection is out of its
    transaction."""
    if isinstance(error, asyncpg.QueryCanceledError):
        limit = await connection.fetchval(_TIMEOUT)
        return HubError("Q118", seconds=f"{limit / 1000:g}")
    # A value the driver could not write leaves its statement half said: another ends it.
    await connection.execute("SELECT")
    return HubError("Q119", value=str(error), kind="值 (value)")


def _cursor(run_: Run, number: int, values: Sequence[Any]) -> str:
    return encode_cursor(run_.secret, run_.mark(number), values)
