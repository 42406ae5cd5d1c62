"""A compiled answer beside the oracle's: equal to the byte, key order included, but for cursors."""

from __future__ import annotations

from typing import Any

import orjson

from tests.query.conftest import Asked
from tests.query.oracle import Oracle
from tests.query.oracle_records import CURSOR

DEAR = "Q111"
"""The compiler's own limit on what an operation may ask for; the oracle has none."""

BY_SHAPE = (("Q150",), ("Q151",))
"""Sums that are refused whatever the records; the oracle refuses one when it has a group to sum."""


async def compare(
    asked: Asked, oracle: Oracle, query: str, variables: dict[str, Any] | None = None,
    name: str | None = None,
) -> bool:  # fmt: skip
    """Whether both answered with data. Fails when one does and the other does not, or they
    differ; true for an answer, false for a refusal of both."""
    answer = await asked.body(query, variables, name, scope=oracle.scope)
    found = orjson.loads(answer.body)
    wanted = oracle.answer(query, variables, name)
    if answer.problems == (DEAR,) or answer.problems in BY_SHAPE:
        return False
    told = f"{query}\n{variables}\ncompiled: {found.get('errors')}\noracle: {wanted.get('errors')}"
    assert ("errors" in found) == ("errors" in wanted), told
    if "errors" in found:
        same_place(found["errors"], wanted["errors"], told)
        return False
    ours, theirs = found["data"], wanted["data"]
    same_cursors(ours, theirs)
    assert orjson.dumps(ours) == orjson.dumps(theirs), f"{query}\n{variables}"
    return True


LIMITS = ("Q117", "Q118")
"""Faults of the operation as a whole."""


def same_place(ours: Any, theirs: Any, told: str) -> None:
    """Each of ours is of a field that the oracle faults too, down to the first list."""
    places = [tuple(each.path) for each in theirs if each.path is not None]
    for error in ours:
        path = tuple(error.get("path", ()))
        if error["extensions"]["id"] in LIMITS:
            assert not path or places
        else:
            assert bool(path) == bool(places), told
            assert not places or any(each[: len(path)] == path for each in places), told


def same_cursors(ours: Any, theirs: Any) -> None:
    """Put ours for the oracle's cursors, wherever both have one."""
    if isinstance(theirs, list) and isinstance(ours, list):
        for mine, yours in zip(ours, theirs, strict=False):
            same_cursors(mine, yours)
    elif isinstance(theirs, dict) and isinstance(ours, dict):
        for key, value in theirs.items():
            mine = ours.get(key)
            if isinstance(value, str) and value.startswith(CURSOR) and isinstance(mine, str):
                theirs[key] = mine
            else:
                same_cursors(mine, value)
