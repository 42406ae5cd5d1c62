"""The two dated trees of regions, and their closure, from what the files say.

Pure functions over plain values: an edge is (parent, span), a closure row (ancestor, span, depth).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from hub.store.reference_files import RegionFiles, Span
from schema.classification import FIRST_YEAR
from schema.problems import HubError
from schema.regions import FOREVER, ROOT, Tier

Edge = tuple[int, Span]
Ancestry = tuple[tuple[int, Span, int], ...]


@dataclass(frozen=True)
class Trees:
    """Spans in which each code is valid, and its parents in each tree. Spans are in order."""

    spans: Mapping[int, tuple[Span, ...]]
    administrative: Mapping[int, tuple[Edge, ...]]
    fiscal: Mapping[int, tuple[Edge, ...]]


def trees(files: RegionFiles) -> Trees:
    """Both trees. Townships, which the files do not date, are dated by their counties."""
    spans = {
        code: joined(version.span for version in files.versions[code])
        if code in files.versions
        else ((FIRST_YEAR, FOREVER),)
        for code in files.regions
    }
    administrative = _Administrative(files, spans).edges()
    for code, row in files.regions.items():
        if at(administrative[code], FOREVER) != row.parent:
            raise HubError(
                "S112",
                place=f"schema/codes/regions.csv {code}",
                cause=f"its parent {row.parent} is not that of its last version",
            )
    fiscal = {
        code: _overridden(edges, files.fiscal[code], spans[code]) if code in files.fiscal else edges
        for code, edges in administrative.items()
    }
    for edges_of in (administrative, fiscal):
        _check_tiers(files, edges_of)
    return Trees(spans, administrative, fiscal)


def _check_tiers(files: RegionFiles, edges: Mapping[int, tuple[Edge, ...]]) -> None:
    """A region hangs on one of a higher tier, so it has one ancestor at most of each.

    raises: HubError(S112)
    """
    ranks = {tier: rank for rank, tier in enumerate(Tier.__members__)}
    for code, found in edges.items():
        for parent, _ in found:
            if ranks[files.regions[parent].tier] >= ranks[files.regions[code].tier]:
                raise HubError(
                    "S112",
                    place=f"schema/codes/regions.csv {code}",
                    cause=f"it hangs on {parent}, which is of no higher tier",
                )


def closure(
    spans: Mapping[int, tuple[Span, ...]], edges: Mapping[int, tuple[Edge, ...]]
) -> dict[int, Ancestry]:
    """Every ancestor of every code over spans of years, self (depth 0) included.

    raises: HubError(S112) when a code does not reach the root in each of its years.
    """
    done: dict[int, Ancestry] = {}

    def ancestry(code: int) -> Ancestry:
        if code in done:
            return done[code]
        found: defaultdict[tuple[int, int], list[Span]] = defaultdict(list)
        found[code, 0] = list(spans[code])
        for parent, span in edges[code]:
            for ancestor, other, depth in ancestry(parent):
                if common := overlap(span, other):
                    found[ancestor, depth + 1].append(common)
        done[code] = tuple(
            (ancestor, span, depth)
            for (ancestor, depth), pieces in found.items()
            for span in joined(pieces)
        )
        reached = joined(span for ancestor, span, _ in done[code] if ancestor == ROOT)
        if reached != spans[code]:
            raise HubError(
                "S112",
                place=f"region {code}",
                cause=f"it is valid in {spans[code]} but reaches the root in {reached} only",
            )
        return done[code]

    for code in spans:
        ancestry(code)
    return done


def at(edges: Sequence[Edge], year: int) -> int | None:
    """The parent in `year`; outside the code's life, that of the nearest year of it.

    >>> edges = ((1, (2015, 2021)), (2, (2021, 9999)))
    >>> at(edges, 2020), at(edges, 2021), at(edges, 1999), at((), 2020)
    (1, 2, 1, None)
    """
    if len(edges) < 2:
        return edges[0][0] if edges else None
    return min(edges, key=lambda edge: distance(edge[1], year))[0]


def chain(edges: Mapping[int, tuple[Edge, ...]], code: int, year: int) -> tuple[int, ...]:
    """The ancestors of `code` in `year`, nearest first, the root last; `code` is not among them.

    >>> chain({3: ((2, (0, 9)),), 2: ((1, (0, 9)),), 1: ()}, 3, 5)
    (2, 1)
    """
    found: list[int] = []
    parent = at(edges[code], year)
    while parent is not None:
        found.append(parent)
        parent = at(edges[parent], year)
    return tuple(found)


def distance(span: Span, year: int) -> int:
    """Years from `year` to the nearest year of the span."""
    return max(span[0] - year, year - span[1] + 1, 0)


def overlap(one: Span, other: Span) -> Span | None:
    """The years both spans hold.

    >>> overlap((2000, 2015), (2010, 9999)), overlap((2000, 2010), (2010, 9999))
    ((2010, 2015), None)
    """
    start, end = max(one[0], other[0]), min(one[1], other[1])
    return (start, end) if start < end else None


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans in order, those that touch made one.

    >>> joined([(2010, 2020), (2000, 2010), (2021, 9999)])
    ((2000, 2020), (2021, 9999))
    """
    made: list[Span] = []
    for span in sorted(spans):
        if made and span[0] <= made[-1][1]:
            made[-1] = (made[-1][0], max(made[-1][1], span[1]))
        else:
            made.append(span)
    return tuple(made)


class _Administrative:
    """Dates the townships: before a county existed they hang on what was there before it."""

    def __init__(self, files: RegionFiles, spans: Mapping[int, tuple[Span, ...]]) -> None:
        self.files = files
        self.spans = spans
        self.before: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
        for change in files.changes:
            old, new = change.old_code, change.new_code
            if old is not None and new is not None and {old, new} <= files.versions.keys():
                self.before[new, change.year].add(old)
        self.dated = {
            code: _coalesced((row.parent, row.span) for row in rows if row.parent is not None)
            for code, rows in files.versions.items()
        }

    def edges(self) -> dict[int, tuple[Edge, ...]]:
        holders = {row.parent for row in self.files.regions.values()} - {None}
        cover = {code: self._cover(code, FOREVER) for code in holders if code is not None}
        return {
            code: self.dated[code]
            if code in self.dated
            else cover[row.parent]
            if row.parent is not None
            else ()
            for code, row in self.files.regions.items()
        }

    def _cover(self, holder: int, until: int) -> tuple[Edge, ...]:
        """What holds the townships of `holder` in every year from FIRST_YEAR to `until`."""
        end = min(until, max(span[1] for span in self.spans[holder]))
        start = max(span[0] for span in self.spans[holder] if span[0] < until)
        if start <= FIRST_YEAR:
            return ((holder, (FIRST_YEAR, end)),)
        return _coalesced(
            (*self._cover(self._predecessor(holder, start), start), (holder, (start, end)))
        )

    def _predecessor(self, holder: int, start: int) -> int:
        """What held the ground of `holder` in the year before `start`."""
        last = start - 1
        old = {code for code in self.before[holder, start] - {holder} if self._valid(code, last)}
        if len(old) == 1:
            return old.pop()
        above = {at(self.dated[code], last) for code in old}
        common = above.pop() if len(above) == 1 else at(self.dated[holder], start)
        while common is not None and not self._valid(common, last):
            common = at(self.dated[common], last)
        return ROOT if common is None else common

    def _valid(self, code: int, year: int) -> bool:
        return any(start <= year < end for start, end in self.spans[code])


def _coalesced(edges: Iterable[Edge]) -> tuple[Edge, ...]:
    """Edges in order of years, consecutive ones to the same parent made one."""
    made: list[Edge] = []
    for parent, span in sorted(edges, key=lambda edge: edge[1]):
        if made and made[-1][0] == parent and made[-1][1][1] == span[0]:
            made[-1] = (parent, (made[-1][1][0], span[1]))
        else:
            made.append((parent, span))
    return tuple(made)


def _overridden(
    edges: Iterable[Edge], others: Iterable[Edge], spans: Iterable[Span]
) -> tuple[Edge, ...]:
    """`edges`, with `others` in their place in the years that those hold."""
    taken = [
        (parent, common)
        for parent, span in others
        for own in spans
        if (common := overlap(span, own))
    ]
    kept: list[Edge] = list(edges)
    for _, (start, end) in taken:
        kept = [
            (parent, part)
            for parent, span in kept
            for part in (overlap(span, (0, start)), overlap(span, (end, FOREVER)))
            if part
        ]
    return _coalesced((*kept, *taken))
