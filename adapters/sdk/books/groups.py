"""Subtotals in a table by region: rows that repeat others, and which ones each repeats.

Declared by the adapter (group -> members), or a total by its name, or shown by the sums: a row
that is not named like a region and is, in every column and to the rounding of the last digit, the
sum of regions that stand one after another. Any other row must be a region.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from adapters.sdk.books.outline import TOTALS, Line

REGION_ENDINGS = ("市", "区", "县", "州", "盟", "旗", "师")
GROUP_ENDINGS = ("发展区", "核心区", "经济区", "片区")
"""How names of regions end, and those of groups that end so too."""


def groups_of(
    lines: Sequence[Line], declared: Mapping[str, Sequence[str]]
) -> dict[int, tuple[int, ...]]:
    """Number (from 1) of each row that repeats others, and theirs.

    >>> rows = [("甲市", 10), ("乙市", 20), ("丙市", 40), ("东部", 60), ("合计", 70)]
    >>> groups_of([Line(1, name, (figure, figure)) for name, figure in rows], {})
    {4: (2, 3), 5: (1, 2, 3)}
    """
    named = {n: line.name for n, line in enumerate(lines, 1)}
    regions = [n for n, name in named.items() if _is_region(name) and name not in declared]
    found: dict[int, tuple[int, ...]] = {}
    for number, name in named.items():
        if name in declared:
            found[number] = tuple(n for n in regions if named[n] in declared[name])
        elif name in TOTALS:
            found[number] = tuple(regions)
        elif number not in regions and (members := _run(lines, number, regions)):
            found[number] = members
    return found


def _is_region(name: str) -> bool:
    return name.endswith(REGION_ENDINGS) and not name.endswith(GROUP_ENDINGS)


def _run(lines: Sequence[Line], number: int, regions: Sequence[int]) -> tuple[int, ...]:
    """The regions, one after another, that the row is the sum of; none when no such run is one."""
    runs = [
        tuple(regions[start:end])
        for start in range(len(regions))
        for end in range(start + 2, len(regions) + 1)
    ]
    close = [(off, run) for run in runs if (off := _off(lines, number, run)) is not None]
    return min(close)[1] if close else ()


def _off(lines: Sequence[Line], number: int, run: Sequence[int]) -> int | None:
    """By how much the sum misses the row; None when by more than rounding in a column."""
    whole = lines[number - 1].figures
    columns = [(place, figure) for place, figure in enumerate(whole) if figure is not None]
    offs = [abs(f - sum(lines[n - 1].figures[place] or 0 for n in run)) for place, f in columns]
    if len(offs) < 2 or any(2 * off > len(run) + 1 for off in offs):
        return None
    return sum(offs)
