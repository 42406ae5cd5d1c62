"""Groupings: by what, what is computed, and what stands beside the groups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hub.query.plan.nodes.predicates import (
    UNSCOPED,
    Measure,
    OwnLevel,
    Predicate,
    Within,
)
from hub.query.plan.nodes.records import Connection, Page, PageInfo, Record, TotalCount, Typename


@dataclass(frozen=True)
class Hop:
    """A to-one link followed to a record, which is seen within `scope`."""

    link: str
    scope: Predicate = UNSCOPED


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
    scope: Predicate = UNSCOPED


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
    scope: Predicate = UNSCOPED


GroupsPart = (
    Typename | GroupNodes | Totals | Subtotals | Coverage | Unmatched | TotalCount | PageInfo
)


@dataclass(frozen=True)
class Unit:
    """The members among which payments are eliminated: those whose region fulfils `where` and
    `scope`, conditions on the column `payee`, as the payers' regions fulfil the grouping's."""

    payee: str
    where: Predicate
    scope: Predicate = UNSCOPED


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
    scope: Predicate = UNSCOPED
    source: Facts | Ready = Facts("not yet chosen")

    @property
    def prefixes(self) -> list[tuple[Dimension, ...]]:
        """The first key, the first two …, to all: as they were asked for, by name."""
        names = [each.name for each in self.dimensions]
        ends = [n for n in range(1, len(names) + 1) if names[n - 1] not in names[n:]]
        return [self.dimensions[:end] for end in ends]
