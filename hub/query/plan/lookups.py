"""The predicate that names one record: by its id, or by its business key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hub.query.plan.nodes.predicates import All, Compare, Predicate
from hub.query.plan.values import Bind, Value, as_value
from schema.model import Entity


def named(entity: Entity, by: Mapping[str, Any]) -> Predicate:
    """The record that an `XBy` input names."""
    if by.get("id") is not None:
        return of_id(entity, as_value(by["id"]))
    return _equal(entity, [_key_part(entity, column, by["key"]) for column in entity.key])


def of_id(entity: Entity, id_: Value) -> Predicate:
    """The record of a public id, which holds the whole key."""
    parts = range(len(entity.key))
    return _equal(entity, [Bind((id_,), "key part", (entity.name, n)) for n in parts])


def _equal(entity: Entity, binds: Sequence[Bind]) -> Predicate:
    keyed = zip(entity.key, binds, strict=True)
    return All(tuple(Compare(column, "eq", bind) for column, bind in keyed))


def _key_part(entity: Entity, column: str, key: Mapping[str, Any]) -> Bind:
    if column == "home_code":
        region = as_value(key["region"])
        year = (as_value(key["fiscalYear"]),) if "fiscalYear" in key else ()
        return Bind((region, *year), "home of")
    field = entity.fields[column]
    via = "region" if field.kind.name == "region" else "same"
    return Bind((as_value(key[field.wire]),), via)
