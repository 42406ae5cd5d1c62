"""Generated operations: the compiled answer equals the oracle's, and no SQL depends on a value.

HUB_GENERATED says how many (100), HUB_GENERATED_SEED where chance begins (0): the same begins the
same. What fails is told with the numbers that make it again.
"""

from __future__ import annotations

import os
import time

import pytest

from hub.access.scope import OPEN, Scope
from hub.query.explain import explain
from hub.query.operation import Refused
from hub.query.types import graphql_schema
from schema.problems import HubError
from tests.query.compare import compared
from tests.query.conftest import Asked, OracleOf
from tests.query.generated.drawing import SCHEMA, drawn
from tests.query.generated.operations import Maker, Operation
from tests.query.generated.others import other_values
from tests.query.generated.reach import PARTS, Reach, parts
from tests.query.generated.turning import TURN, cursor_at
from tests.query.generated.wild import some_ids
from tests.query.oracle import Oracle
from tests.query.test_scope import SCOPES
from tests.query.world import World

GENERATED = int(os.environ.get("HUB_GENERATED", "100"))
SEED = int(os.environ.get("HUB_GENERATED_SEED", "0"))
TOGETHER = 250
"""So many are drawn at a time, and told of."""

MANY = 2_500
"""Of so many operations, some reach every part of the language."""

CALLERS = ("a county's subtree", "a county that moved", "agencies of a city", "two domains")


@pytest.mark.slow
async def test_generated(asked: Asked, oracle_of: OracleOf, world: World) -> None:
    scopes = {"": OPEN} | {name: SCOPES[name] for name in CALLERS}
    oracles = {name: oracle_of(scope) for name, scope in scopes.items()}
    maker, reach = Maker(oracles, some_ids(oracles[""])), Reach()
    began = time.monotonic()
    for start in range(0, GENERATED, TOGETHER):
        texts = drawn(min(TOGETHER, GENERATED - start), SEED + start)
        for n, text in enumerate(texts):
            operation = maker.operation([text, *texts], SEED + start + n)
            try:
                await one(asked, oracles[operation.scope], world, maker, operation, reach)
            except Exception as error:
                error.add_note(f"operation {n} of {len(texts)} from {SEED + start}: {operation}")
                raise
        took = time.monotonic() - began
        print(f"{reach.operations} of {GENERATED} operations, {took:.0f} s", flush=True)
    print(reach.table())
    # A suite in which everything is refused, or much is never asked, shows nothing.
    assert reach.told["*"] > 0.6 * GENERATED
    if GENERATED >= MANY:
        assert not [part for part in PARTS if not reach.told[part]]


async def one(
    asked: Asked, oracle: Oracle, world: World, maker: Maker, operation: Operation, reach: Reach
) -> None:
    """An operation, its next pages, and the same with other values."""
    query, variables, name = operation.query, operation.variables, operation.name
    both = await compared(asked, oracle, query, variables, name)
    used = parts(SCHEMA, query, variables, name) | ({"a scope"} if operation.scope else set())
    for _ in range(2):
        ours, theirs = (cursor_at(data, operation.turned) for data in (both.data, both.theirs))
        if not operation.turned or ours is None or theirs is None:
            break
        both = await compared(
            asked, oracle, query, {**variables, TURN: ours}, name, {**variables, TURN: theirs}
        )
        reach.turned += 1
        used |= parts(SCHEMA, query, {**variables, TURN: ours}, name)
    reach.add(used, both.data, both.errors)
    other, swapped = other_values(SCHEMA, query, variables, maker.ids)
    if swapped != variables:
        await compared(asked, oracle, query, swapped, name)
        reach.again += 1
    assert sql(world, query, variables, name, oracle.scope) in (
        None, found := sql(world, other, swapped, name, oracle.scope)
    ) or found is None, f"{query}\n{variables}\n{other}\n{swapped}"  # fmt: skip


def sql(
    world: World, query: str, variables: dict[str, object], name: str | None, scope: Scope
) -> list[str] | None:
    """The statements of an operation; None where it is refused."""
    try:
        explained = explain(graphql_schema(), query, variables, name, world.reference, scope)
    except (Refused, HubError):
        return None
    return [each["sql"] for each in explained["statements"]]
