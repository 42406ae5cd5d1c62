"""Which records are meant: predicates, and the terms they are about."""

from __future__ import annotations

from dataclasses import dataclass

from hub.query.plan.values import Bind


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

UNSCOPED: Predicate = Everything("not yet scoped")
"""The scope of what the scope pass has not come to."""


@dataclass(frozen=True)
class Via:
    """A term of a to-one link's target; null where there is none that may be seen."""

    link: str
    term: Term
    scope: Predicate = UNSCOPED


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
