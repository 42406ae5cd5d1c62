"""Which objects need no join: those of the reference data, where whoever shapes the rows has it."""

from __future__ import annotations

from typing import Any

from hub.query.plan.nodes.predicates import Because, Everything
from hub.query.plan.nodes.records import Plain, Record, Typename
from hub.query.sql.layout import Held
from hub.query.sql.shelf import Lowering

HELD = {
    "Region": frozenset({"code", "name", "full_name", "tier", "from_year", "to_year"}),
    "Classification": frozenset({"code", "name", "level"}),
}
"""The fields of an entity that a snapshot has."""

ANY = "*"
"""Instead of a budget type: the first that has the code."""

Part = tuple[int | None, Any]


def holds(low: Lowering, record: Record) -> bool:
    """Whether all that is asked of a linked record is in the snapshot, and everybody may see it."""
    scope = record.scope.part if isinstance(record.scope, Because) else record.scope
    return (
        low.held
        and record.entity in HELD
        and isinstance(scope, Everything)
        and all(
            isinstance(each, Typename)
            or (isinstance(each, Plain) and not each.masked and each.term in HELD[record.entity])
            for each in record.outputs
        )
    )


def held(key: str, record: Record, list_: str | None, parts: tuple[Part, ...]) -> Held:
    """The layout of such an object.  parts: of its key: (column, None) or (None, constant)."""
    outputs = [each for each in record.outputs if isinstance(each, (Plain, Typename))]
    terms = tuple(each.term if isinstance(each, Plain) else f"={each.name}" for each in outputs)
    return Held(key, list_, parts, tuple(each.key for each in outputs), terms)
