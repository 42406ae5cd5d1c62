"""How the agricultural system writes the names of townships: by habit of the county, no codes."""

from __future__ import annotations

import re

from mock_sources.world.lists import Region
from mock_sources.world.seeds import pick
from mock_sources.world.world import World

OWN, OFFICE, SPACED, PREFIXED, BARE = "OWN", "OFFICE", "SPACED", "PREFIXED", "BARE"
_HABITS = (OWN, OWN, OFFICE, OFFICE, SPACED, PREFIXED, BARE)


def habit(seed: int, county: str) -> str:
    """A county's habit; the province and cities write the county before the name."""
    return _HABITS[pick(len(_HABITS), seed, "town", county)]


def written(world: World, region: Region, town: Region) -> tuple[str, str]:
    """A township's name as the region writes it, and how well a hub can match it: NAME (the name
    itself) or NORMALISED."""
    between = [each for each in world.above(town)[1:] if region in world.above(each)[1:]]
    if region.tier in ("PROVINCE", "CITY"):
        name = "".join(each.name for each in reversed(between)) + town.name
    else:
        county = town.parent
        name = spelled(town.name, world.region[county].name, habit(world.seed, county))
    return name, "NAME" if name == town.name else "NORMALISED"


def spelled(name: str, county: str, habit: str) -> str:
    """A name by a habit; one of a single syllable keeps its ending.

    >>> [spelled("新华街道", "武江区", h) for h in (OWN, OFFICE, SPACED, PREFIXED, BARE)]
    ['新华街道', '新华街道办事处', '新　华　街　道', '武江区新华街道', '新华']
    """
    if habit == OFFICE:
        return re.sub("街道$", "街道办事处", name)
    if habit == SPACED:
        return "　".join(name)
    if habit == PREFIXED:
        return county + name
    if habit == BARE:
        return re.sub("(?<=..)(街道|镇|乡)$", "", name)
    return name
