"""A compiled answer beside the oracle's: equal to the byte, key order included, but for cursors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from tests.query.conftest import Asked
from tests.query.oracle import Oracle
from tests.query.oracle_records import CURSOR

DEAR = "Q111"
"""The compiler's own limit on what an operation may ask for; the oracle has none."""

OF_PLACES = ("Q110", "Q112", "Q114", "Q115", "Q119", "Q120", "Q150", "Q151", "Q160")
"""Faults of one field's arguments, or of what is summed or consolidated in it."""


@dataclass(frozen=True)
class Both:
    """`data`: ours, None for a refusal; `theirs`: the oracle's; `errors`: ours."""

    data: Any
    theirs: Any
    errors: list[Any]


async def compare(
    asked: Asked, oracle: Oracle, query: str, variables: dict[str, Any] | None = None,
    name: str | None = None,
) -> bool:  # fmt: skip
    """Whether both answered with data. Fails when one does and the other does not, or they
    differ; true for an answer, false for a refusal of both."""
    return (await compared(asked, oracle, query, variables, name)).data is not None


async def compared(
    asked: Asked, oracle: Oracle, query: str, variables: dict[str, Any] | None = None,
    name: str | None = None, theirs: dict[str, Any] | None = None,
) -> Both:  # fmt: skip
    """Both answers, which are equal. theirs: the oracle's variables where they are others, for
    its cursors are."""
    answer = await asked.body(query, variables, name, scope=oracle.scope)
    found = orjson.loads(answer.body)
    wanted = oracle.answer(query, variables if theirs is None else theirs, name)
    if answer.problems == (DEAR,):
        return Both(None, None, found["errors"])
    if (
        "errors" in found
        and "data" in wanted
        and before_rows(found["errors"], wanted["data"], query)
    ):
        return Both(None, None, found["errors"])
    told = f"{query}\n{variables}\n{oracle.scope}\ncompiled: {found.get('errors')}\n" + (
        f"oracle: {wanted.get('errors')}"
    )
    assert ("errors" in found) == ("errors" in wanted), told
    if "errors" in found:
        same_place(found["errors"], wanted, told)
        return Both(None, None, found["errors"])
    data, before = found["data"], orjson.dumps(wanted["data"])
    same_cursors(data, wanted["data"])
    same = orjson.dumps(data) == orjson.dumps(wanted["data"])
    assert same, f"{told}\n{difference(data, wanted['data'])}"
    return Both(data, orjson.loads(before), [])


def before_rows(errors: list[Any], data: Any, query: str) -> bool:
    """Whether ours may be refusals that the oracle never came to: of arguments and sums below a
    list that has nothing in it, below what is null, or of a type that no record of a trace has. We
    refuse them whatever there is."""
    typed = "trace(" in query and " on " in query
    return all(
        each["extensions"]["id"] in OF_PLACES
        and "path" in each
        and (typed or ends(at(data, each["path"])))
        for each in errors
    )


def at(data: Any, path: list[str]) -> Any:
    for key in path:
        if not isinstance(data, dict):
            return data
        data = data[key]
    return data


def ends(value: Any) -> bool:
    """Whether anywhere in it something is missing that could have had fields."""
    if isinstance(value, dict):
        return not value or any(ends(each) for each in value.values())
    if isinstance(value, list):
        return not value or any(ends(each) for each in value)
    return value is None


LIMITS = ("Q117", "Q118")
"""Faults of the operation as a whole."""


def same_place(ours: Any, theirs: dict[str, Any], told: str) -> None:
    """Each of ours is of a field that the oracle faults too, down to the first list; or lies where
    the oracle never came."""
    places = [tuple(each.path) for each in theirs["errors"] if each.path is not None]
    for error in ours:
        path = tuple(error.get("path", ()))
        if error["extensions"]["id"] in LIMITS:
            assert not path or places
        else:
            assert bool(path) == bool(places), told
            near = any(path[: len(each)] == each[: len(path)] for each in places)
            assert not places or near or before_rows([error], theirs["rest"], told), told


def difference(ours: Any, theirs: Any, path: str = "") -> str:
    """The first place where two answers differ."""
    if isinstance(ours, dict) and isinstance(theirs, dict) and list(ours) == list(theirs):
        parts = [(key, ours[key], theirs[key]) for key in ours]
    elif isinstance(ours, list) and isinstance(theirs, list) and len(ours) == len(theirs):
        parts = [(str(n), *pair) for n, pair in enumerate(zip(ours, theirs, strict=True))]
    else:
        return f"{path}: compiled {ours!r}, oracle {theirs!r}"
    found = (difference(a, b, f"{path}.{key}") for key, a, b in parts if a != b)
    return next(found, f"{path}: keys in another order")


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
