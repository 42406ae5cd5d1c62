"""Running a compiled operation: bind, fetch, shape. Only here is the database touched."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import asyncpg

from hub.query.binding import Request, bound
from hub.query.compile import Compiled
from hub.query.cursor import decode_cursor, encode_cursor, fingerprint
from hub.query.plan.values import Bind
from hub.query.sql.statement import CursorPart, ParentKey, Statement
from schema.problems import HubError

Rows = Sequence[Sequence[Any]]


async def run(
    compiled: Compiled, request: Request, connection: Any, secret: bytes, scope: str
) -> dict[str, Any]:
    """The operation's `data`. More than one statement reads one snapshot, so that no answer is
    torn by a batch that commits in between.

    raises: Q110 Q111 Q112 Q113 Q114 Q115 Q119 of the values, Q118 when it takes too long
    """
    run_ = _Run(compiled, request, secret, scope)
    statements = compiled.lowered.statements
    try:
        if len(statements) < 2:
            for statement in statements:
                await run_.fetch(statement, connection)
        else:
            async with connection.transaction(isolation="repeatable_read", readonly=True):
                for statement in statements:
                    await run_.fetch(statement, connection)
    except asyncpg.QueryCanceledError:
        raise HubError("Q118", seconds=await _limit(connection)) from None
    except asyncpg.DataError as error:
        raise HubError("Q119", value=str(error), kind="值 (value)") from None
    return run_.shaped()


class _Run:
    """One run's state: values bound so far, and each statement's rows."""

    def __init__(self, compiled: Compiled, request: Request, secret: bytes, scope: str) -> None:
        self.compiled, self.request, self.secret, self.scope = compiled, request, secret, scope
        self.values: dict[Bind, Any] = {}
        self.marks: dict[int, bytes] = {}
        self.rows: list[Rows] = []
        lowered = compiled.lowered
        self.sizes = {number: self.bind(bind) for number, bind in lowered.sizes.items()}
        compiled.cost.check({bind: self.bind(bind) for bind in lowered.sizes.values()})

    def bind(self, bind: Bind) -> Any:
        if bind not in self.values:
            self.values[bind] = bound(bind, self.request)
        return self.values[bind]

    def mark(self, number: int) -> bytes:
        """What this list's cursors are bound to: its words, its values, the caller's scope."""
        if number not in self.marks:
            mark = self.compiled.lowered.marks[number]
            values = [self.bind(each) for each in mark.binds]
            self.marks[number] = fingerprint(f"{mark.text} {self.scope}", values)
        return self.marks[number]

    async def fetch(self, statement: Statement, connection: Any) -> None:
        place: list[Any] = []
        if statement.seek is not None:
            text = self.bind(statement.seek.bind)
            mark = self.mark(statement.seek.mark)
            place = decode_cursor(self.secret, mark, text, statement.seek.kinds)
        parents = self.rows[statement.parent] if statement.parent is not None else ()
        arguments: list[Any] = []
        for source in statement.parameters:
            if isinstance(source, Bind):
                arguments.append(self.bind(source))
            elif isinstance(source, ParentKey):
                arguments.append([row[source.column] for row in parents])
            elif isinstance(source, CursorPart):
                arguments.append(place[source.position])
        if statement.parent is not None and not parents:
            self.rows.append(())
            return
        self.rows.append(await connection.fetch(statement.text, *arguments))

    def shaped(self) -> dict[str, Any]:
        cursor: Callable[[int, Sequence[Any]], str] = partial(_cursor, self)
        lowered = self.compiled.lowered
        return self.compiled.shaper(self.rows, self.sizes, cursor, lowered.sought)


def _cursor(run_: _Run, number: int, values: Sequence[Any]) -> str:
    return encode_cursor(run_.secret, run_.mark(number), values)


async def _limit(connection: Any) -> str:
    found: str = await connection.fetchval("SHOW statement_timeout")
    return found
