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
class Under:
    """The region in `column` lies in the subtree of a region, by the administrative tree of the
    record's year."""

    column: str
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
    | Under
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
    """Over those records of a to-many link that fulfil `where`: a measure as of groups, `how` and
    `term` being what a `Measure` has. The sum of nothing is 0; its least, greatest and mean value
    and its ratios are null."""

    link: str
    how: str
    term: str
    where: Predicate

    @property
    def measure(self) -> Measure:
        return Measure(self.how, self.term)


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
class Grouping:
    """Groups nested under a record, computed for all parents at once."""

    key: str
    groups: Groups


@dataclass(frozen=True)
class Ancestors:
    """A region's ancestors in a tree, nearest first."""

    key: str
    tree: str
    record: Record


@dataclass(frozen=True)
class Composed:
    """A document made of the record and of what its links lead to; `document`: which."""

    key: str
    document: str
    record: Record


Output = Typename | GlobalId | Plain | One | Many | Grouping | Ancestors | Composed


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
class Hop:
    """A to-one link followed to a record, which is seen within `scope`."""

    link: str
    scope: Predicate = Everything("not yet scoped")


@dataclass(frozen=True)
class Dimension:
    """One key of a grouping. A linked record is named by several keys of one `name`.

    `via`: links to the record whose column it is, where not the grouped one itself; then `name`
    has the fields down to it, parted by dots.

    how: "each" (the column), "tier" (the region's ancestor of a tier), "level" (the code's
    ancestor at a level), "period" (first day of the YEAR, QUARTER, MONTH, DAY of a day or instant),
    "named" (the column where none of those of `detail` is null, so that a record is named; else
    null).
    """

    name: str
    column: str
    how: str
    detail: Any = None
    tree: str = "ADMINISTRATIVE"
    via: tuple[Hop, ...] = ()


@dataclass(frozen=True)
class Measure:
    """What is computed of a group's records.

    what: count, sum, min, max, avg, distinct (of `term`, a field, formula or link), eliminated and
    net (parts of the sum of `term`), ratio (of the sums of a ratio's two terms), share (of the
    measure "count" or "sum x" named by `term`, in that of all groups).
    """

    what: str
    term: str = ""

    @property
    def name(self) -> str:
        """`sum amount`: how conditions, which compare terms, name it."""
        return f"{self.what} {self.term}".strip()

    @classmethod
    def named(cls, name: str) -> Measure:
        what, _, term = name.partition(" ")
        return cls(what, term)


@dataclass(frozen=True)
class KeyOutput:
    """A dimension in the answer; `record` where the key is an object."""

    key: str
    dimension: str
    record: Record | None


@dataclass(frozen=True)
class MeasureOutput:
    """A measure in the answer, in a money unit."""

    key: str
    measure: Measure
    unit: str | None = None
    scale: int | None = None


@dataclass(frozen=True)
class Bundle:
    """An object of the answer made of the group's own values: `key`, `sum`, `share` …"""

    key: str
    name: str
    outputs: tuple[GroupOutput, ...]


@dataclass(frozen=True)
class Drill:
    """The group's records, as a connection read for all groups of the page at once."""

    key: str
    connection: Connection


GroupOutput = Typename | KeyOutput | MeasureOutput | Bundle | Drill


@dataclass(frozen=True)
class GroupNodes:
    key: str
    outputs: tuple[GroupOutput, ...]


@dataclass(frozen=True)
class Totals:
    """All records together; `others`: those in none of this page's groups."""

    key: str
    others: bool
    outputs: tuple[GroupOutput, ...]


@dataclass(frozen=True)
class Subtotals:
    """For each proper prefix of the dimensions the page's groups, taken together by it.

    `fields`: (response key, "depth" | "nodes" | "__typename", outputs of the nodes).
    """

    key: str
    fields: tuple[tuple[str, str, tuple[GroupOutput, ...]], ...]


@dataclass(frozen=True)
class Coverage:
    """The sources of the records asked about, and their batches within `scope`.

    `fields`: (response key, name).
    """

    key: str
    fields: tuple[tuple[str, str], ...]
    scope: Predicate = Everything("not yet scoped")


@dataclass(frozen=True)
class UnmatchedOutput:
    """A field of a payment whose two sides differ; `record` where it is a region."""

    key: str
    name: str
    unit: str | None = None
    scale: int | None = None
    record: Record | None = None


@dataclass(frozen=True)
class Unmatched:
    """Eliminated payments whose receivers' records, of the entity `counterpart` within `scope`,
    are missing or differ."""

    key: str
    counterpart: str
    outputs: tuple[UnmatchedOutput | Typename, ...]
    page: Page
    scope: Predicate = Everything("not yet scoped")


GroupsPart = (
    Typename | GroupNodes | Totals | Subtotals | Coverage | Unmatched | TotalCount | PageInfo
)


@dataclass(frozen=True)
class Unit:
    """The members among which payments are eliminated: those whose region fulfils `where` and
    `scope`, conditions on the column `payee`, as the payers' regions fulfil the grouping's."""

    payee: str
    where: Predicate
    scope: Predicate = Everything("not yet scoped")


@dataclass(frozen=True)
class GroupOrder:
    """by: a measure, or the number of a dimension. Nulls come last unless they are to be first."""

    by: Measure | int
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
class Hanging:
    """What a nested grouping hangs on: a to-many link of `entity`, a region within a scope, or an
    agency."""

    entity: str
    link: str | None = None
    scope: str | None = None

    @property
    def whole(self) -> bool:
        """Whether records of regions below are taken too."""
        return self.scope is not None and self.scope != "OWN_LEVEL"


@dataclass(frozen=True)
class Groups:
    """Measures of an entity's records per cell of its dimensions.

    `having` compares measures by their names. It chooses the groups of the pages; the total and
    the others are of all records that fulfil `where`.
    """

    entity: str
    dimensions: tuple[Dimension, ...]
    parts: tuple[GroupsPart, ...]
    where: Predicate
    having: Predicate
    order: tuple[GroupOrder, ...]
    page: Page
    hanging: Hanging | None = None
    unit: Unit | None = None
    scope: Predicate = Everything("not yet scoped")
    source: Facts | Ready = Facts("not yet chosen")

    @property
    def prefixes(self) -> list[tuple[Dimension, ...]]:
        """The first key, the first two …, to all: as they were asked for, by name."""
        names = [each.name for each in self.dimensions]
        ends = [n for n in range(1, len(names) + 1) if names[n - 1] not in names[n:]]
        return [self.dimensions[:end] for end in ends]


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
