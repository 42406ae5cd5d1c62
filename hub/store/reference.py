"""Regions and codes in memory: an immutable snapshot of the dimension tables.

Loading takes a fraction of a second; lookups are dictionary reads. A snapshot says which
generation of the reference data it shows (`version`), so that whoever keeps one can tell when to
take another.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

import msgspec

from hub.store.reference_load import Source, home, stored
from hub.store.reference_tree import Edge, chain
from schema.classification import FIRST_YEAR, LAST_YEAR
from schema.names import Place, keys, plain, townships
from schema.problems import HubError
from schema.regions import FOREVER, ROOT, Tree

Edges = Mapping[int, tuple[Edge, ...]]


class RegionInfo(msgspec.Struct, frozen=True, gc=False):
    """A region: latest name, tier, parents and home; valid from_year <= year < to_year."""

    code: int
    name: str
    full_name: str
    tier: str
    parent: int | None
    fiscal_parent: int | None
    home: int
    from_year: int
    to_year: int


class CodeInfo(msgspec.Struct, frozen=True, gc=False):
    """A code of a list: its name in the year asked for, its level (1 outermost) and parent."""

    code: str
    name: str
    level: int
    parent: str | None


class Ancestors(NamedTuple):
    """Where a region lies in a year: its home, and the ancestor (or itself) of each tier."""

    home: int
    province: int | None
    city: int | None
    county: int | None


class Named(NamedTuple):
    """A region under one of its names, over a span of years."""

    code: int
    from_year: int
    to_year: int


async def load_reference(source: Source) -> Reference:
    """Read the snapshot. source: a pool or a connection.

    raises: HubError(S113) when reference data were never loaded.
    """
    generation, known = await stored(source)
    if known is None:
        raise HubError("S113")
    regions = await source.fetch(
        "SELECT code, name, full_name, tier, parent_code, fiscal_parent_code, home_code,"
        " from_year, to_year FROM region"
    )
    versions = await source.fetch("SELECT name, code, from_year, to_year FROM region_version")
    parents = await source.fetch(
        "SELECT tree, descendant, ancestor, from_year, to_year FROM region_closure WHERE depth = 1"
        " ORDER BY tree, descendant, from_year"
    )
    codes = await source.fetch(
        "SELECT list, budget_type, code, name, level, parent_code, array_agg(year) AS years"
        " FROM classification GROUP BY list, budget_type, code, name, level, parent_code"
    )
    changes = await source.fetch(
        "SELECT DISTINCT old_code, effective_year, new_code FROM region_change"
        " WHERE old_code <> new_code ORDER BY old_code, effective_year, new_code"
    )
    successors: defaultdict[tuple[int, int], tuple[int, ...]] = defaultdict(tuple)
    for old, year, new in changes:
        successors[old, year] += (new,)
    edges: dict[str, dict[int, tuple[Edge, ...]]] = {tree: {} for tree in Tree}
    for tree, descendant, ancestor, start, end in parents:
        of_tree = edges[tree]
        of_tree[descendant] = (*of_tree.get(descendant, ()), (ancestor, (start, end)))
    lists: defaultdict[tuple[str, str, int], dict[str, CodeInfo]] = defaultdict(dict)
    for list_, budget, code, name, level, parent, years in codes:
        info = CodeInfo(code, name, level, parent)
        for year in years:
            lists[list_, budget, year][code] = info
    return Reference(
        version=generation,
        regions={row[0]: RegionInfo(*row) for row in regions},
        names=[(row[0], Named(*row[1:])) for row in versions],
        edges=edges,
        codes=dict(lists),
        successors=dict(successors),
    )


class Reference:
    """Regions, both trees and all code lists. Years: LATEST (0) asks for the latest state."""

    def __init__(
        self,
        version: int,
        regions: Mapping[int, RegionInfo],
        names: Iterable[tuple[str, Named]],
        edges: Mapping[str, Edges],
        codes: Mapping[tuple[str, str, int], Mapping[str, CodeInfo]],
        successors: Mapping[tuple[int, int], tuple[int, ...]],
    ) -> None:
        self.version = version
        self._regions = regions
        self._dated_names = names
        self._edges = {
            tree: {code: of.get(code, ()) for code in regions} for tree, of in edges.items()
        }
        self._codes = codes
        self._successors = successors
        self._homes: dict[int, tuple[int, ...]] = {}
        self._have_moved: dict[int, bool] = {}
        self._of_tier: dict[tuple[int | None, str], tuple[tuple[int, bool], ...]] = {}
        self._ancestors: dict[tuple[int, int], Ancestors] = {}
        self._named_codes: dict[tuple[str, str, int], dict[str, tuple[CodeInfo, ...]]] = {}

    def region(self, code: int) -> RegionInfo | None:
        """The region with this code, valid or abolished."""
        return self._regions.get(code)

    def region_text(self, text: str) -> int | None:
        """The code that six or nine digits mean; None when malformed or unknown."""
        if len(text) not in (6, 9) or not (text.isascii() and text.isdigit()):
            return None
        code = int(text.ljust(9, "0"))
        return code if code in self._regions else None

    def ancestors(self, code: int, year: int) -> Ancestors:
        """Where the region lies in the administrative tree on 31 December of `year`.

        Outside the years of its life: as in the nearest one.  raises: KeyError for no region.
        """
        found = self._ancestors.get((code, year))
        if found is None:
            by_tier = {self._regions[each].tier: each for each in self.chain(code, year)}
            found = Ancestors(
                home(by_tier),
                by_tier.get("PROVINCE"),
                by_tier.get("CITY"),
                by_tier.get("COUNTY"),
            )
            self._ancestors[code, year] = found
        return found

    def chain(self, code: int, year: int, tree: str = "ADMINISTRATIVE") -> tuple[int, ...]:
        """The region and its ancestors in `year`, the root last.  raises: KeyError."""
        return (code, *chain(self._edges[tree], code, year or FOREVER))

    def parents(self, code: int, tree: str) -> tuple[Edge, ...]:
        """The region's parents as (parent, (from_year, to_year)), in order.  raises: KeyError."""
        return self._edges[tree][code]

    def children(self, tree: str, code: int) -> tuple[int, ...]:
        """What hangs on the region today, by code."""
        return self._children[tree].get(code, ())

    def subtree(self, tree: str, code: int) -> tuple[int, ...]:
        """The region and all that hangs below it today, by code."""
        found = [code]
        for each in found:
            found += self.children(tree, each)
        return tuple(sorted(found))

    def of_tier(self, within: int | None, tier: str) -> tuple[int, ...]:
        """The regions of a tier that ever lay in the administrative subtree of `within`, or
        anywhere; abolished ones included, because old records bear their codes."""
        return tuple(code for code, _ in self._lying_in(within, tier))

    def settled(self, within: int, tier: str) -> bool:
        """Whether every region of the tier that ever lay in `within` always did."""
        return all(always for _, always in self._lying_in(within, tier))

    def inside(self, code: int, within: int) -> bool:
        """Whether the region always lay in the administrative subtree of `within`, or is it."""
        years = range(FIRST_YEAR, LAST_YEAR + 1) if self._moved(code) else (0,)
        return all(within in self.chain(code, year) for year in years)

    def homes(self, code: int) -> tuple[int, ...]:
        """Every home that a record of the region can have, whatever its year.  raises: KeyError."""
        found = self._homes.get(code)
        if found is None:
            years = range(FIRST_YEAR, LAST_YEAR + 1) if self._moved(code) else ()
            found = tuple(
                sorted(
                    {
                        self._regions[code].home,
                        *(self.ancestors(code, year).home for year in years),
                    }
                )
            )
            self._homes[code] = found
        return found

    def by_name(self, name: str, within: int, year: int) -> tuple[RegionInfo, ...]:
        """The regions so called in `year` that lay in `within` (itself included), by code.

        Spaces and widths of characters do not matter, nor does 街道 or 街道办事处.
        """
        when = year or FOREVER - 1
        codes = {
            each.code
            for each in self._names.get(plain(name), ())
            if each.from_year <= when < each.to_year and within in self.chain(each.code, when)
        }
        return tuple(self._regions[code] for code in sorted(codes))

    def townships(self, written: str, within: int, year: int) -> tuple[tuple[RegionInfo, ...], str]:
        """The townships in `within` that a name, however written, may mean in `year`, by code; and
        the grade of the match (`schema.names`)."""
        when = year or FOREVER - 1

        def known(key: str) -> Iterable[Place]:
            for each in self._town_names.get(key, ()):
                above = self.chain(each.code, when)
                if each.from_year <= when < each.to_year and within in above:
                    names = tuple(self._regions[code].name for code in reversed(above[1:-1]))
                    yield Place(each.code, each.name, names)

        found, grade = townships(written, known)
        return tuple(self._regions[each.code] for each in found), grade

    def holders(self, code: int, year: int) -> tuple[int, ...]:
        """What an old code stands for in `year`, by code: itself while it is valid (or is not yet);
        else what it gave way to in the year it ended, and what those did in turn.

        Empty when it ended and nothing is known to have followed.  raises: KeyError for no region.
        """
        end = self._regions[code].to_year
        if year < end:
            return (code,)
        after = self._successors.get((code, end), ())
        found = {each for new in after if new in self._regions for each in self.holders(new, year)}
        return tuple(sorted(found))

    def code(self, list: str, budget_type: str, year: int, code: str) -> CodeInfo | None:
        """The code as of `year`; budget_type is "" for a list that does not go by budget."""
        return self._codes.get((list, budget_type, year), {}).get(code)

    def code_of_any(self, list: str, year: int, code: str) -> CodeInfo | None:
        """The code as of `year` in the first budget type that has it."""
        for budget_type in self._budget_types.get((list, year), ()):
            found = self.code(list, budget_type, year, code)
            if found is not None:
                return found
        return None

    def code_by_name(
        self, list: str, budget_type: str, year: int, name: str
    ) -> tuple[CodeInfo, ...]:
        """The codes so called in `year`, by code; spaces and widths do not matter."""
        key = (list, budget_type, year)
        if key not in self._named_codes:
            named: defaultdict[str, tuple[CodeInfo, ...]] = defaultdict(tuple)
            for info in sorted(self._codes.get(key, {}).values(), key=lambda each: each.code):
                named[plain(info.name)] += (info,)
            self._named_codes[key] = dict(named)
        return self._named_codes[key].get(plain(name), ())

    def _lying_in(self, within: int | None, tier: str) -> tuple[tuple[int, bool], ...]:
        """(region of the tier, whether it always lay in `within`) of those that ever did."""
        key = (within, tier)
        if key not in self._of_tier:
            found = []
            for code in sorted(each.code for each in self._regions.values() if each.tier == tier):
                if within is None or within == ROOT:
                    found.append((code, True))
                    continue
                years = range(FIRST_YEAR, LAST_YEAR + 1) if self._moved(code) else (0,)
                inside = {within in self.chain(code, year) for year in years}
                if True in inside:
                    found.append((code, inside == {True}))
            self._of_tier[key] = tuple(found)
        return self._of_tier[key]

    def _moved(self, code: int) -> bool:
        """Whether the region or one above it ever changed its parent."""
        found = self._have_moved.get(code)
        if found is None:
            edges = self._edges["ADMINISTRATIVE"][code]
            found = len(edges) > 1 or (len(edges) == 1 and self._moved(edges[0][0]))
            self._have_moved[code] = found
        return found

    @cached_property
    def _children(self) -> Mapping[str, Mapping[int, tuple[int, ...]]]:
        made: dict[str, dict[int, tuple[int, ...]]] = {}
        for tree, edges in self._edges.items():
            below: defaultdict[int, list[int]] = defaultdict(list)
            for code in sorted(edges):
                if edges[code] and edges[code][-1][1][1] == FOREVER:
                    below[edges[code][-1][0]].append(code)
            made[tree] = {parent: tuple(codes) for parent, codes in below.items()}
        return made

    @cached_property
    def _budget_types(self) -> Mapping[tuple[str, int], tuple[str, ...]]:
        made: defaultdict[tuple[str, int], tuple[str, ...]] = defaultdict(tuple)
        for list_, budget_type, year in sorted(self._codes):
            made[list_, year] += (budget_type,)
        return dict(made)

    @cached_property
    def _names(self) -> Mapping[str, tuple[Named, ...]]:
        made: defaultdict[str, tuple[Named, ...]] = defaultdict(tuple)
        dated = set()
        for name, named in self._dated_names:
            dated.add(named.code)
            made[plain(name)] += (named,)
        for info in self._regions.values():
            if info.code not in dated:
                made[plain(info.name)] += (Named(info.code, info.from_year, info.to_year),)
        return dict(made)

    @cached_property
    def _town_names(self) -> Mapping[str, tuple[RegionInfo, ...]]:
        made: defaultdict[str, tuple[RegionInfo, ...]] = defaultdict(tuple)
        for info in self._regions.values():
            if info.tier == "TOWNSHIP":
                for key in keys(info.name):
                    made[key] += (info,)
        return dict(made)
