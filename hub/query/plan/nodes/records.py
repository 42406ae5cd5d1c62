"""What a record answers, and the lists of records."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hub.query.plan.nodes.predicates import UNSCOPED, Predicate, Term
from hub.query.plan.values import Bind

if TYPE_CHECKING:
    from hub.query.plan.nodes.groups import Groups


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
    scope: Predicate = UNSCOPED


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
    scope: Predicate = UNSCOPED


@dataclass(frozen=True)
class Single:
    """One record by its whole key, or null."""

    record: Record
    where: Predicate
