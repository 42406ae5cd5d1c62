"""Townships as people write them: one rule, in the hub as in the adapters' own kit."""

from __future__ import annotations

import doctest
import re
from collections import defaultdict
from collections.abc import Callable

import pytest

from adapters.sdk.codes import CodeFiles
from hub.ingest.translate import HubTranslator
from hub.store.reference import Reference, RegionInfo
from schema import names
from schema.problems import RejectRow

SHAOGUAN, GUANGDONG = 440200000, 440000000


def bare(town: RegionInfo) -> str:
    """Its name without what it is."""
    return re.sub("(街道|镇|乡)$", "", town.name)


SPELLINGS: dict[str, Callable[[RegionInfo, RegionInfo], str]] = {
    "its own": lambda town, _: town.name,
    "its office": lambda town, _: town.name.replace("街道", "街道办事处"),
    "spaces": lambda town, _: f" {'　'.join(town.name)} ",
    "its county's before": lambda town, county: county.name + town.name,
    "without ending": lambda town, _: bare(town),
    "before, without": lambda town, county: county.name + bare(town),
}


@pytest.fixture(scope="module")
def hub(reference: Reference) -> HubTranslator:
    return HubTranslator(reference, frozenset())


def asked(ask: HubTranslator | CodeFiles, name: str, within: int) -> object:
    try:
        return ask.township(name, within, 2025)
    except RejectRow as problem:
        return problem.code


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_every_township_of_a_city_is_found(
    hub: HubTranslator, reference: Reference, spelling: str
) -> None:
    """Slow obvious way: two townships are meant alike when they are written alike."""
    kit = CodeFiles()
    towns = [reference.region(code) for code in reference.of_tier(SHAOGUAN, "TOWNSHIP")]
    meant: defaultdict[tuple[int, str], set[int]] = defaultdict(set)
    written = []
    for town in towns:
        assert town is not None and town.parent is not None
        county = reference.region(town.parent)
        assert county is not None
        name = SPELLINGS[spelling](town, county)
        for within in (town.parent, SHAOGUAN):
            meant[within, name].add(town.code)
            written.append((within, name, town))
    ambiguous = 0
    for within, name, town in written:
        found = asked(hub, name, within)
        assert found == asked(kit, name, within)
        if len(meant[within, name]) > 1:
            ambiguous += 1
            assert found == "A212"
        else:
            assert found == (town.code, "NAME" if name == town.name else "NORMALISED")
    assert len(towns) > 100
    assert ambiguous == (0 if "before" in spelling else 4)


def test_candidates_are_named_and_narrowed_by_what_stands_before(hub: HubTranslator) -> None:
    with pytest.raises(RejectRow, match=r"A212.*仁化县黄坑镇 440224109.*南雄市黄坑镇 440282105"):
        hub.township("黄坑", SHAOGUAN, 2025)
    assert hub.township("韶关市南雄市黄坑", GUANGDONG, 2025) == (440282105, "NORMALISED")


@pytest.mark.parametrize("name", ["", "不存在镇", "仁化县", "始兴县黄坑镇", "镇", "黄" * 5000])
def test_what_is_no_township_there_is_refused(hub: HubTranslator, name: str) -> None:
    assert asked(hub, name, SHAOGUAN) == asked(CodeFiles(), name, SHAOGUAN) == "A211"


def test_the_examples_hold() -> None:
    assert doctest.testmod(names).failed == 0
