"""What the hub adds to a record: the homes and the administrative ancestors of its regions.

They depend on region and fiscal year only (the tree as of 31 December of that year; the latest
for records without a year), so they are worked out once for each pair.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from hub.store.reference import Reference
from schema.base import Fact, Master, home_of
from schema.classification import LATEST
from schema.model import Entity
from schema.problems import RejectRow

Values = tuple[Any, ...]
Derive = Callable[[Values], Values]

ANCESTRY = ("home_code", "province_code", "city_code", "county_code")


def derived(entity: Entity) -> tuple[str, ...]:
    """The columns that `deriver` fills, in its order."""
    own = ANCESTRY if entity.role in (Fact, Master) else ()
    return own + tuple(home_of(name) for name in _companions(entity))


def deriver(entity: Entity, fields: Sequence[str], reference: Reference) -> Derive:
    """A function from a record's values, in the order of `fields`, to its derived columns.

    The function raises RejectRow(A211) for a region that did not exist in the record's year.
    """
    places = {name: place for place, name in enumerate(fields)}
    year_at = places.get("fiscal_year")
    own_at = places["region_code"] if entity.role in (Fact, Master) else None
    others = [(places.get(name), entity.fields[name].wire) for name in _companions(entity)]

    @lru_cache(maxsize=200_000)
    def ancestry(region: int, year: int, wire: str) -> tuple[int | None, ...]:
        try:
            found = reference.ancestors(region, year)
        except KeyError:
            raise RejectRow("A211", column=wire, value=region, year=year) from None
        return found.home, found.province, found.city, found.county

    def derive(values: Values) -> Values:
        year = values[year_at] if year_at is not None else LATEST
        added = ancestry(values[own_at], year, "region") if own_at is not None else ()
        for place, wire in others:
            region = values[place] if place is not None else None
            added += (None if region is None else ancestry(region, year, wire)[0],)
        return added

    return derive


def _companions(entity: Entity) -> list[str]:
    return [field.name for field in entity.fields.values() if field.home]
