"""Codes of other years find their region: by date, by what followed, by name; in the hub as in the
adapters' own kit."""

from __future__ import annotations

import pytest

from adapters.sdk.codes import CodeFiles
from adapters.sdk.source import Translator
from hub.ingest.translate import HubTranslator
from hub.store.reference import Reference
from hub.store.reference_files import read_regions
from schema.problems import RejectRow

YEARS = (2015, 2021, 2025)


@pytest.fixture(scope="module")
def hub(reference: Reference) -> HubTranslator:
    return HubTranslator(reference, frozenset())


def asked(ask: Translator, code: int, name: str | None, year: int) -> object:
    try:
        return ask.region_dated(f"{code:09}", name, year)
    except RejectRow as problem:
        return problem.code


def test_every_county_code_means_the_same_to_the_hub_and_to_the_kit(hub: HubTranslator) -> None:
    kit = CodeFiles()
    found: dict[object, int] = {}
    for code, versions in read_regions().versions.items():
        for year in YEARS:
            for name in (None, versions[-1].name):
                ours = asked(hub, code, name, year)
                assert ours == asked(kit, code, name, year), (code, name, year)
                grade = ours[1] if isinstance(ours, tuple) else ours
                found[grade] = found.get(grade, 0) + 1
    assert {"EXACT", "SUCCESSOR", "NAME", "A211", "A212"} == set(found)
    assert found["EXACT"] > found["SUCCESSOR"] > found["NAME"] > 0


def test_what_a_code_gave_way_to_is_valid_then(hub: HubTranslator, reference: Reference) -> None:
    for code in read_regions().versions:
        for year in YEARS:
            for holder in reference.holders(code, year):
                region = reference.region(holder)
                assert region is not None and year < region.to_year


def test_the_candidates_are_named(hub: HubTranslator) -> None:
    with pytest.raises(RejectRow, match=r"A212.*榕城区 445202000.*揭东区 445203000"):
        hub.region_dated("445221", "揭阳县", 2021)
    assert hub.region_dated("445221", "揭 东 区", 2021) == (445203000, "NAME")


def test_a_city_of_each_tree(hub: HubTranslator, reference: Reference) -> None:
    kit = CodeFiles()
    assert hub.city_of(440224000, 2021, "ADMINISTRATIVE") == 440200000
    assert hub.city_of(440224000, 2021, "FISCAL") is None
    assert hub.city_of(440203000, 2021, "FISCAL") == 440200000
    assert hub.city_of(440000000, 2021, "FISCAL") is None
    living = [code for code in read_regions().versions if reference.holders(code, 2025) == (code,)]
    for code in living:
        for tree in ("ADMINISTRATIVE", "FISCAL"):
            if code // 10_000_000 == 44:
                assert hub.city_of(code, 2025, tree) == kit.city_of(code, 2025, tree)
