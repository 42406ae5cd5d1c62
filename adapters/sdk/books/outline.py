"""The outline of a printed table: which row stands under which, and which are parts (其中).

其中: which rows are parts of the row above them, so that they do not add to a total.

The print indents them; the text only has 其中 before the first. The rule: from a row that says
其中 on, as many rows are parts as make the rows left over sum to the figure they stand under, in
every printed column and to the rounding of its last digit. The row before the next 其中 is none: it
is what that one divides. Where no choice makes the sum close (some items are not published), only
the row that says 其中 is a part.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

MOST_CHOICES = 100_000

_numbering = re.compile(
    r"^(其中[：:])?([一二三四五六七八九十]+、|[（(][一二三四五六七八九十]+[）)])?"
)
_HEADS = (
    (1, re.compile("[一二三四五六七八九十]+、")),
    (2, re.compile("[（(][一二三四五六七八九十]+[）)]")),
)
TOTALS = ("合计", "总计", "收入合计", "支出合计", "收入总计", "支出总计")
"""Rows of everything above or below them, not of one item."""
ITEM_LEVEL = 3


def plain_name(item: str) -> str:
    """The printed name without 其中, numbering and spaces.

    >>> plain_name("一、一般公共预算收入"), plain_name("其中：诉讼费收入"), plain_name("广 州 市")
    ('一般公共预算收入', '诉讼费收入', '广州市')
    """
    return _numbering.sub("", "".join(item.split()))


def level_of(item: str) -> int:
    """The outline level by a row's numbering: 0 a total, 1 一、, 2 （一）, 3 an item.

    >>> level_of("合计"), level_of("二、转移性收入"), level_of("（一）税收收入"), level_of("增值税")
    (0, 1, 2, 3)
    """
    text = "".join(item.split())
    if text in TOTALS:
        return 0
    return next((level for level, head in _HEADS if head.match(text)), ITEM_LEVEL)


@dataclass(frozen=True)
class Line:
    """A printed row: outline level, printed name, figures (None where blank)."""

    level: int
    item: str
    figures: tuple[int | None, ...]

    @property
    def divides(self) -> bool:
        return self.item.startswith("其中")

    @property
    def name(self) -> str:
        return plain_name(self.item)


def parts(lines: Sequence[Line]) -> list[bool]:
    """Whether each row is a part.

    >>> rows = [(1, "合计", 10), (2, "甲", 7), (2, "其中：乙", 2), (2, "丙", 1), (2, "丁", 3)]
    >>> parts([Line(level, item, (figure,)) for level, item, figure in rows])
    [False, False, True, True, False]
    """
    found = [False] * len(lines)
    for parent, children in _groups(lines):
        for place in _parts_of(lines, parent, children):
            found[place] = True
    return found


def parents_of(lines: Sequence[Line]) -> list[int | None]:
    """Number (from 1) of the row each row stands under.

    >>> parents_of([Line(0, "合计", ()), Line(1, "甲", ()), Line(2, "乙", ()), Line(1, "丙", ())])
    [None, 1, 2, 1]
    """
    found: list[int | None] = []
    above: list[int] = []
    for place, line in enumerate(lines):
        while above and lines[above[-1]].level >= line.level:
            above.pop()
        found.append(above[-1] + 1 if above else None)
        above.append(place)
    return found


def divided(lines: Sequence[Line], is_part: Sequence[bool]) -> dict[int, list[int]]:
    """Number (from 1) of each row that parts divide, and theirs: the row before the first 其中.

    >>> rows = [Line(1, item, ()) for item in ("专项", "其中：甲", "乙", "罚没")]
    >>> divided(rows, [False, True, True, False])
    {1: [2, 3]}
    """
    found: dict[int, list[int]] = {}
    whole = 0
    for number, (line, part) in enumerate(zip(lines, is_part, strict=True), 1):
        if not part:
            whole = number
        elif whole and lines[whole - 1].level <= line.level:
            found.setdefault(whole, []).append(number)
    return found


def paths(lines: Sequence[Line]) -> list[str]:
    """A name for each row that stays when rows come or go: the names above it and its own.

    >>> paths([Line(1, "一、收入", ()), Line(2, "增值税", ()), Line(2, "增值税", ())])
    ['收入', '收入>增值税', '收入>增值税~2']
    """
    found: list[str] = []
    seen: dict[str, int] = {}
    for line, parent in zip(lines, parents_of(lines), strict=True):
        path = f"{found[parent - 1]}>{line.name}" if parent else line.name
        seen[path] = seen.get(path, 0) + 1
        found.append(path if seen[path] == 1 else f"{path}~{seen[path]}")
    return found


def _groups(lines: Sequence[Line]) -> Iterator[tuple[int, list[int]]]:
    """(row, rows right under it) for the rows under which one says 其中."""
    under: dict[int, list[int]] = {}
    above: list[int] = []
    for place, line in enumerate(lines):
        while above and lines[above[-1]].level >= line.level:
            above.pop()
        if above:
            under.setdefault(above[-1], []).append(place)
        above.append(place)
    for parent, children in under.items():
        if any(lines[child].divides for child in children):
            yield parent, children


def _parts_of(lines: Sequence[Line], parent: int, children: list[int]) -> list[int]:
    starts = [place for place, child in enumerate(children) if lines[child].divides]
    ends = [*(start - 1 for start in starts[1:]), len(children)]
    lengths = [range(1, max(end - start, 1) + 1) for start, end in zip(starts, ends, strict=True)]
    best: tuple[int, int, list[int]] | None = None
    if prod(map(len, lengths)) <= MOST_CHOICES:
        for chosen in product(*lengths):
            runs = zip(starts, chosen, strict=True)
            taken = [children[start + step] for start, many in runs for step in range(many)]
            off = _off(lines, parent, [child for child in children if child not in taken])
            if off is not None and (best is None or (off, len(taken)) < best[:2]):
                best = off, len(taken), taken
    return best[2] if best else [children[start] for start in starts]


def _off(lines: Sequence[Line], parent: int, rest: list[int]) -> int | None:
    """By how much the rows left over miss the figures above; None when by more than rounding."""
    total = 0
    for column, whole in enumerate(lines[parent].figures):
        if whole is None:
            continue
        off = abs(whole - sum(lines[place].figures[column] or 0 for place in rest))
        if 2 * off > len(rest) + 1:
            return None
        total += off
    return total
