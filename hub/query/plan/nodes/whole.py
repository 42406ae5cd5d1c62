"""The roots of a plan, and the plan itself."""

from __future__ import annotations

from dataclasses import dataclass

from hub.query.plan.nodes.groups import Groups
from hub.query.plan.nodes.predicates import Predicate
from hub.query.plan.nodes.records import Connection, Record, Single, Typename


@dataclass(frozen=True)
class Switch:
    """A field of an interface type, resolved to the one type that occurs, or null."""

    type: str | None
    single: Single | None


@dataclass(frozen=True)
class TraceOutput:
    """A field of a trace's step. `fields`: (response key, name) of `missing`; `records`: what is
    asked of the step's region, or of its record, by type."""

    key: str
    name: str
    unit: str | None = None
    scale: int | None = None
    fields: tuple[tuple[str, str], ...] = ()
    records: tuple[Record, ...] = ()


@dataclass(frozen=True)
class TracePart:
    """A field of the trace itself: "of", "truncated", "steps", "__typename"."""

    key: str
    name: str
    outputs: tuple[TraceOutput, ...] = ()


@dataclass(frozen=True)
class Trace:
    """The chain of money through the record of `entity` that `where` names by its key.

    `scopes`: for each entity a trace may show, the predicate it is seen under.
    """

    entity: str
    where: Predicate
    parts: tuple[TracePart, ...]
    scopes: tuple[tuple[str, Predicate], ...] = ()


@dataclass(frozen=True)
class Root:
    """One root field of the operation."""

    key: str
    node: Connection | Single | Groups | Switch | Trace | Typename


@dataclass(frozen=True)
class Plan:
    """`keys`: the answer's keys in order, those of introspection fields among them."""

    roots: tuple[Root, ...]
    keys: tuple[str, ...]
    scope: str
