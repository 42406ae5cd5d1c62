"""The lines of a crosswalk: `to`, `constant`, `must`, `ignored`.

Read beside the partner's interface document: each of their columns goes to a field of ours by a
named conversion, or is ignored and says why.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from adapters.sdk.national import National
from adapters.sdk.source import Stream
from schema.check import supplied
from schema.kinds import Field
from schema.model import Entity, entities
from schema.problems import StopBatch

How = Callable[..., Any] | National
"""A conversion: a function of the cell's text (of each, for several columns), or `National`."""


@dataclass(frozen=True)
class To:
    """Our `field` comes from their `columns`; a blank becomes `blank`."""

    field: str
    columns: tuple[str, ...]
    how: How
    blank: Any


@dataclass(frozen=True)
class Constant:
    """Our `field` has one value in the whole stream."""

    field: str
    value: Any
    columns: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ignored:
    """Their `columns` go nowhere, and `why`."""

    columns: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Must:
    """Their column fills nothing, but the record is refused when it does not hold what it must."""

    columns: tuple[str]
    how: Callable[[str], object]

    def check(self, cell: str | None) -> None:
        """raises: RejectRow; a blank cell passes."""
        if found := cell.strip() if cell else "":
            self.how(found)


def to(field: str, columns: str | tuple[str, ...], how: How, *, blank: Any = None) -> To:
    """Our field, their column or columns, and how the one becomes the other.

    A blank cell (of several: any of them) is not converted: it becomes `blank`, and where that is
    None and the field must have a value, the record is set aside (A201).
    """
    return To(field, (columns,) if isinstance(columns, str) else columns, how, blank)


def constant(field: str, value: Any) -> Constant:
    """Our field has this value in every record of the stream."""
    return Constant(field, value)


def must(column: str, how: Callable[[str], object]) -> Must:
    """A record whose column `how` refuses (by RejectRow) is set aside, whatever else it says."""
    return Must((column,), how)


def ignored(*columns: str, why: str) -> Ignored:
    """Their columns are not taken, for this reason."""
    if not columns or not why.strip():
        raise ValueError("ignored() takes columns and why=, the reason")
    return Ignored(columns, why)


def entity_of(stream: Stream) -> Entity:
    """The entity a stream becomes."""
    return entities()[stream.into.__name__]


def suppliers(stream: Stream) -> tuple[To | Constant, ...]:
    """The lines that fill a field of ours, in the crosswalk's order."""
    return tuple(rule for rule in stream.crosswalk if isinstance(rule, To | Constant))


def musts(stream: Stream) -> tuple[Must, ...]:
    """The lines that refuse records."""
    return tuple(rule for rule in stream.crosswalk if isinstance(rule, Must))


def accounted(stream: Stream) -> frozenset[str]:
    """Their columns of which the stream says where they go."""
    named = {column for rule in stream.crosswalk for column in rule.columns}
    if stream.deleted:
        named.add(stream.deleted[0])
    if updated := updated_column(stream):
        named.add(updated)
    return frozenset(named)


def updated_column(stream: Stream) -> str | None:
    """Their column with the change time, unless `updated` is a field of ours."""
    return None if stream.updated in entity_of(stream).fields else stream.updated


def verify(stream: Stream) -> None:
    """What can be known of a crosswalk without a record.

    raises: StopBatch(A310) for key columns without a line; StopBatch(A314) for fields that do not
    exist, are filled twice or by nothing, columns both used and ignored, and fields needed beside
    others that are not filled.
    """
    unnamed = [column for column in stream.key if column not in accounted(stream)]
    if unnamed:
        raise StopBatch("A310", columns=unnamed, place=stream.name)
    causes = list(_causes(stream, {field.name: field for field in supplied(entity_of(stream))}))
    if causes:
        raise StopBatch("A314", stream=stream.name, cause="; ".join(causes))


def beside(rule: To | Constant) -> tuple[str, ...]:
    """Our fields that a line needs the values of."""
    if isinstance(rule, To) and isinstance(rule.how, National):
        return rule.how.beside
    return ()


def in_order(rules: tuple[To | Constant, ...]) -> tuple[To | Constant, ...]:
    """The lines, each after those whose fields it needs; lines that never can be are left out."""
    waiting, done = list(rules), []
    filled: set[str] = set()
    while ready := [rule for rule in waiting if filled.issuperset(beside(rule))]:
        done += ready
        filled.update(rule.field for rule in ready)
        waiting = [rule for rule in waiting if rule not in ready]
    return tuple(done)


def _causes(stream: Stream, fields: dict[str, Field]) -> list[str]:
    rules = suppliers(stream)
    filled = [rule.field for rule in rules]
    causes = []
    if unknown := [name for name in filled if name not in fields]:
        causes.append(f"{stream.into.__name__} has no field to fill named {', '.join(unknown)}")
    if twice := sorted({name for name in filled if filled.count(name) > 1}):
        causes.append(f"filled twice: {', '.join(twice)}")
    required = [name for name, field in fields.items() if not field.nullable]
    if empty := [name for name in required if name not in filled]:
        causes.append(f"required and filled by nothing: {', '.join(empty)}")
    used = {column for rule in rules for column in rule.columns}
    dropped = {c for rule in stream.crosswalk if isinstance(rule, Ignored) for c in rule.columns}
    if both := sorted(used & dropped):
        causes.append(f"both used and ignored: {', '.join(both)}")
    if stuck := [rule.field for rule in rules if rule not in in_order(rules)]:
        causes.append(f"they need fields beside them that nothing fills: {', '.join(stuck)}")
    if stream.control and stream.control not in filled:
        causes.append(f"the control field {stream.control} is filled by nothing")
    return causes
