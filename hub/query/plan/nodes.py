"""The words of a plan: what is asked, in the model's terms. No SQL, no I/O.

A plan is a tree of `Connection`, `Single` and `Groups` under an `Operation`; each reads one
entity, under a predicate, within a scope, in an order, a page at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hub.query.plan.values import Bind

# -- predicates -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Everything:
    """No restriction, and why: the scope pass never leaves a node without a word."""

    reason: str


@dataclass(frozen=True)
class Nothing:
    """No row, and why."""

    reason: str


@dataclass(frozen=True)
class All:
    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class AnyOf:
    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Not:
    """Two-valued: true where the part is false or unknown."""

    part: Predicate


@dataclass(frozen=True)
class Compare:
    """`term` against a bound value.

    operator: eq ne lt lte gt gte in like holds bigrams.  `holds`: the folded text has the folded
    value in it; `bigrams`: it has every pair of characters of the value, which an index can tell.
    """

    term: Term
    operator: str
    bind: Bind


@dataclass(frozen=True)
class IsNull:
    term: Term
    yes: bool


@dataclass(frozen=True)
class Within:
    """The record's own region lies in the administrative subtree of a region of `tier`."""

    tier: str
    bind: Bind


@dataclass(frozen=True)
class OwnLevel:
    """The record's own region is one of these; homes narrow the key."""

    homes: Bind
    codes: Bind


@dataclass(frozen=True)
class Linked:
    """The to-one link's target exists and fulfils the part."""

    link: str
    part: Predicate


@dataclass(frozen=True)
class Some:
    """At least one record of the to-many link fulfils the part."""

    link: str
    part: Predicate


@dataclass(frozen=True)
class Because:
    """A predicate with its reason; what the scope pass leaves."""

    part: Predicate
    reason: str


Predicate = (
    Everything
    | Nothing
    | All
    | AnyOf
    | Not
    | Compare
    | IsNull
    | Within
    | OwnLevel
    | Linked
    | Some
    | Because
)


# -- terms ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Via:
    """A term of a to-one link's target; null where there is none that may be seen."""

    link: str
    term: Term
    scope: Predicate = Everything("not yet scoped")


@dataclass(frozen=True)
class Tally:
    """Over those records of a to-many link that fulfil `where`: their count, or the sum, min or
    max of a term of theirs.  The sum of nothing is 0, its min and max are null."""

    link: str
    how: str
    term: str | None
    where: Predicate


Term = str | Via | Tally
"""A column, formula or ratio of an entity by name, or what is reached through its links."""


# -- what a record answers ------------------------------------------------------------------------


@dataclass(frozen=True)
class Typename:
    key: str
    name: str


@dataclass(frozen=True)
class GlobalId:
    key: str


@dataclass(frozen=True)
class Plain:
    """A field, formula or ratio; `unit` and `scale` for money."""

    key: str
    term: str
    unit: str | None = None
    scale: int | None = None
    masked: bool = False


@dataclass(frozen=True)
class One:
    """A to-one link: an object, or null when its target has not arrived or may not be seen."""

    key: str
    link: str
    record: Record


@dataclass(frozen=True)
class Many:
    """A to-many link as a connection of its own, read for all parents at once."""

    key: str
    link: str
    connection: Connection


@dataclass(frozen=True)
class Ancestors:
    """A region's ancestors in a tree, nearest first."""

    key: str
    tree: str
    record: Record


Output = Typename | GlobalId | Plain | One | Many | Ancestors


@dataclass(frozen=True)
class Record:
    """What is answered of one record of an entity, and the scope it is seen in."""

    entity: str
    outputs: tuple[Output, ...]
    scope: Predicate = Everything("not yet scoped")


# -- lists ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Order:
    """Nulls come last in both directions, unless they are to come first."""

    term: Term
    descending: bool
    nulls_first: bool = False


@dataclass(frozen=True)
class Page:
    """One page of a total order. `size` binds first or last; `seek` binds the cursor."""

    size: Bind
    backward: bool
    seek: Bind | None


@dataclass(frozen=True)
class Nodes:
    key: str
    record: Record


@dataclass(frozen=True)
class Edges:
    """`fields`: (response key, "node" | "cursor" | "__typename")."""

    key: str
    fields: tuple[tuple[str, str, Record | None], ...]


@dataclass(frozen=True)
class PageInfo:
    """`fields`: (response key, name)."""

    key: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class TotalCount:
    key: str


Part = Typename | Nodes | Edges | PageInfo | TotalCount


@dataclass(frozen=True)
class Connection:
    """A page of records of one entity, in a total order."""

    entity: str
    parts: tuple[Part, ...]
    where: Predicate
    order: tuple[Order, ...]
    page: Page
    scope: Predicate = Everything("not yet scoped")


@dataclass(frozen=True)
class Single:
    """One record by its whole key, or null."""

    record: Record
    where: Predicate


# -- groups ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Dimension:
    """One key of a grouping.

    how: "each" (the column), "tier" (the region's ancestor of a tier), "level" (the code's
    ancestor at a level), "period" (the day's first day of YEAR, QUARTER, MONTH, DAY).
    """

    name: str
    column: str
    how: str
    detail: Any = None
    tree: str = "ADMINISTRATIVE"


@dataclass(frozen=True)
class KeyOutput:
    """A dimension in the answer; `record` where the key is an object."""

    key: str
    dimension: str
    record: Record | None


@dataclass(frozen=True)
class Measure:
    """`sum` of `term` under response key, in a money unit."""

    key: str
    term: str
    unit: str | None = None
    scale: int | None = None


@dataclass(frozen=True)
class GroupPart:
    """A field of a group: kind is "key", "count", "sum" or "__typename"."""

    key: str
    kind: str
    keys: tuple[KeyOutput | Typename, ...] = ()
    measures: tuple[Measure | Typename, ...] = ()


@dataclass(frozen=True)
class GroupsPart:
    """A field of the grouping: "nodes", "total", "totalCount", "pageInfo", "__typename"."""

    key: str
    kind: str
    parts: tuple[GroupPart, ...] = ()
    fields: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GroupOrder:
    """by: "count", "key" or a summed term."""

    by: str
    descending: bool
    nulls_first: bool = False


@dataclass(frozen=True)
class Facts:
    """The groups are counted over the facts themselves, and why."""

    reason: str


@dataclass(frozen=True)
class Ready:
    """The groups are summed from a roll-up table: the part on the records' own region, filter and
    scope in one, None where all are asked for; and the parts on the roll-up's columns."""

    rollup: str
    region: Within | OwnLevel | None
    parts: tuple[Predicate, ...]


@dataclass(frozen=True)
class Groups:
    """Counts and sums of an entity's records per cell of its dimensions."""

    entity: str
    dimensions: tuple[Dimension, ...]
    parts: tuple[GroupsPart, ...]
    where: Predicate
    order: tuple[GroupOrder, ...]
    page: Page
    scope: Predicate = Everything("not yet scoped")
    source: Facts | Ready = Facts("not yet chosen")


# -- the whole ------------------------------------------------------------------------------------


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
