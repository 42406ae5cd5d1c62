"""Running a query once, stage by stage: how long each takes, and how PostgreSQL went about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any

import msgspec

from hub.access.scope import Scope
from hub.query.binding import Request
from hub.query.compile import plan_operation, shaped
from hub.query.engine import Engine
from hub.query.explain import explain, explained
from hub.query.operation import coerce, parsed, validated
from hub.query.plan.context import Planning
from hub.query.run import Run
from hub.query.sql.lower import lower
from hub.query.sql.statement import Statement

_EXPLAIN = "EXPLAIN (ANALYZE, BUFFERS, SETTINGS) "


@dataclass
class Stages:
    """Milliseconds by stage, in the order they ran."""

    took: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        began = perf_counter()
        try:
            yield
        finally:
            self.took[name] = self.took.get(name, 0.0) + (perf_counter() - began) * 1000


async def analyze(
    engine: Engine, query: str, variables: dict[str, Any], name: str | None, scope: Scope
) -> dict[str, Any]:
    """What `explain` gives, and: `cost` of these variables, `stages` (milliseconds), `bytes` of
    the answer; for each statement `rows`, `prepareMs` (the first run less the second), `executeMs`
    and `postgres`, its own plan as lines. Nothing is taken from a cache.

    raises: Refused, HubError as running it would
    """
    stages, schema, reference = Stages(), engine.schema, engine.reference()
    explain(schema, query, variables, name, reference, scope)  # What is first done is done slowly.
    with stages.of("parse"):
        node = parsed(query)
    with stages.of("validate"):
        document = validated(query, node, schema)
        operation = document.operation(name)
    with stages.of("coerce"):
        coerced = coerce(schema, operation, variables)
    with stages.of("plan"):
        planning = Planning(
            schema, document.fragments, coerced.values, coerced.leaves, reference, scope
        )
        plan = plan_operation(planning, operation)
    with stages.of("lower"):
        lowered = lower(plan, held=True)
    with stages.of("shaper"):
        compiled = shaped(plan, lowered, planning.pins, reference)
    running = Run(compiled, Request(coerced.leaves, reference), engine.secret, scope)
    compiled.cost.check(running.bind)
    with stages.of("acquire"):
        connection = await engine.pool.acquire()
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            details = [
                await _statement(running, number, connection, stages)
                for number in range(len(lowered.statements))
            ]
    finally:
        await engine.pool.release(connection)
    with stages.of("shape"):
        data = running.shaped()
    with stages.of("encode"):
        body = msgspec.json.encode({"data": data})
    found = explained(operation, compiled)
    for each, detail in zip(found["statements"], details, strict=True):
        each.update(detail)
    return {
        **found,
        "cost": compiled.cost.rows(running.bind),
        "stages": {each: round(took, 3) for each, took in stages.took.items()},
        "bytes": len(body),
    }


async def _statement(running: Run, number: int, connection: Any, stages: Stages) -> dict[str, Any]:
    """Run a statement twice, the first time with preparing it, then have it explained."""
    statement = running.compiled.lowered.statements[number]
    first, second = f"statement {number}: prepare", f"statement {number}: execute"
    with stages.of(first):
        await running.fetch(statement, connection)
    running.rows.pop()
    with stages.of(second):
        await running.fetch(statement, connection)
    stages.took[first] = max(stages.took[first] - stages.took[second], 0.0)
    found: dict[str, Any] = {
        "rows": len(running.rows[number]),
        "prepareMs": round(stages.took[first], 3),
        "executeMs": round(stages.took[second], 3),
        "postgres": [],
    }
    if isinstance(statement, Statement) and (
        statement.parent is None or running.rows[statement.parent]
    ):
        arguments = running.arguments(statement)
        lines = await connection.fetch(_EXPLAIN + statement.text, *arguments)
        found["postgres"] = [each[0] for each in lines]
    return found
