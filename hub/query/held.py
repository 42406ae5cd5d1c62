"""Objects of an answer that are reference data: the process has them, so no statement joins them.

Regions and codes are few, public and the same for all; a snapshot of them is at hand wherever a
plan is made, and a plan serves one snapshot only.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hub.query import formats
from hub.query.sql.held import ANY
from hub.query.sql.layout import Held
from hub.store.reference import Reference


class Objects(dict[Any, Any]):
    """Objects by key, each made once; forgotten when there are many."""

    LIMIT = 1_000

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self.make = make

    def __missing__(self, key: Any) -> Any:
        if len(self) >= self.LIMIT:
            self.clear()
        made = self[key] = self.make(key)
        return made


def objects(held: Held, reference: Reference, struct: Callable[..., Any]) -> Objects:
    """What of the object's key a row has, one value or a tuple -> the object that the layout asks
    for, or None where the snapshot has none.

    struct: makes it of its values.
    """
    find = _finder(held, reference)
    alone = sum(place is not None for place, _ in held.parts) == 1

    def make(given: Any) -> Any:
        values = iter((given,) if alone else given)
        key = tuple(next(values) if place is not None else value for place, value in held.parts)
        found = find(key)
        return None if found is None else struct(*(_value(found, name) for name in held.terms))

    return Objects(make)


def _finder(held: Held, reference: Reference) -> Callable[[Any], Any]:
    if held.list is None:
        return lambda key: reference.region(key[0])
    list_ = held.list

    def find(key: Any) -> Any:
        budget, year, code = key
        if budget == ANY:
            return reference.code_of_any(list_, year, code)
        return reference.code(list_, budget, year, code)

    return find


def _value(found: Any, term: str) -> Any:
    if term.startswith("="):
        return term[1:]
    value = getattr(found, term)
    return formats.TEXTS["region"][value] if term == "code" and isinstance(value, int) else value
