"""Names of regions as people write them: how they are compared, and which townships they mean.

Widths and spaces do not matter, nor does 街道 or 街道办事处. A township may have the names of what
holds it before its own (仁化县黄坑镇) and may be written without its ending (黄坑).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple
from unicodedata import normalize

NAME = "NAME"
"""Grade of a name that is the region's own, letter for letter."""

NORMALISED = "NORMALISED"
"""Grade of a name that is the region's once both are written alike."""

ENDINGS = ("街道", "镇", "乡")
"""What a township's name may be written without."""

LONGEST = 60
"""Characters of the longest township's name with all that stand above it, and then some."""


class Place(NamedTuple):
    """A township that a name may mean; `above`: names of what holds it, the widest first."""

    code: int
    name: str
    above: tuple[str, ...]


def plain(name: str) -> str:
    """A name as names are compared.

    >>> plain(" 越秀（老城）街道办事处 "), plain("广 州　市")
    ('越秀(老城)街道', '广州市')
    """
    joined = "".join(normalize("NFKC", name).split())
    return joined.removesuffix("办事处") if joined.endswith("街道办事处") else joined


def keys(name: str) -> tuple[str, ...]:
    """Under what a township of this name is looked for: its name, and that without its ending.

    >>> keys("黄坑镇"), keys("农场")
    (('黄坑镇', '黄坑'), ('农场',))
    """
    whole = plain(name)
    ending = next((each for each in ENDINGS if whole.endswith(each)), "")
    bare = whole.removesuffix(ending)
    return (whole, bare) if ending and len(bare) > 1 else (whole,)


def townships(
    written: str, known: Callable[[str], Iterable[Place]]
) -> tuple[tuple[Place, ...], str]:
    """The townships that a written name may mean, by code, and the grade of the match.

    known: the townships that could be meant, by one of their `keys`. A whole name counts before one
    without its ending.

    >>> place = Place(440224109, "黄坑镇", ("韶关市", "仁化县"))
    >>> known = lambda key: [place] if key in keys(place.name) else []
    >>> [townships(each, known)[1] for each in ("黄坑镇", "仁化县黄 坑", "南雄市黄坑镇")]
    ['NAME', 'NORMALISED', 'NONE']
    """
    text = plain(written)
    if len(text) > LONGEST:
        return (), "NONE"
    met = [
        (keys(place.name)[0] == text[at:], place)
        for at in range(len(text))
        for place in known(text[at:])
        if _leads(text[:at], place.above)
    ]
    whole = {place for is_whole, place in met if is_whole}
    found = tuple(sorted(whole or {place for _, place in met}))
    if not found:
        return (), "NONE"
    return found, NAME if all(place.name == written for place in found) else NORMALISED


def _leads(head: str, above: Iterable[str]) -> bool:
    """Whether this is nothing but names of what holds a place, in their order."""
    for name in above:
        head = head.removeprefix(plain(name))
    return not head
