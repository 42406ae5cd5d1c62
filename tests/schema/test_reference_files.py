"""The files of schema/codes: what they hold, and that the laws of their README are enforced."""

from __future__ import annotations

import shutil
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path

import pytest

from hub.store import reference_files, reference_tree
from hub.store.reference_files import CodeRow, RegionFiles, read_codes, read_regions
from hub.store.reference_tree import Ancestry, Edge, Trees, closure, trees
from schema.budget import BudgetType
from schema.classification import FIRST_YEAR, LAST_YEAR, LATEST, LISTS
from schema.problems import HubError
from schema.regions import FOREVER, ROOT

Edges = Mapping[int, tuple[Edge, ...]]


@pytest.fixture(scope="module")
def regions() -> RegionFiles:
    return read_regions()


@pytest.fixture(scope="module")
def both(regions: RegionFiles) -> Trees:
    return trees(regions)


@pytest.fixture(scope="module")
def codes() -> list[CodeRow]:
    return list(read_codes())


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The files, copied to where a test may spoil them."""
    folder = tmp_path / "codes"
    shutil.copytree(str(files("schema") / "codes"), folder)
    monkeypatch.setattr(reference_files, "_folder", lambda: folder)
    yield folder


def test_the_country_is_complete(regions: RegionFiles, both: Trees) -> None:
    living = [code for code in regions.regions if both.spans[code][-1][1] == FOREVER]
    tiers = Counter(regions.regions[code].tier for code in living)
    assert tiers == {
        "CENTRE": 1, "PROVINCE": 34, "CITY": 333, "COUNTY": 2847, "TOWNSHIP": 38722
    }  # fmt: skip
    guangdong = Counter(
        regions.regions[code].tier
        for code in living
        if 440_000_000 in reference_tree.chain(both.administrative, code, LAST_YEAR)
    )
    assert guangdong == {"CITY": 21, "COUNTY": 122, "TOWNSHIP": 1607}


@pytest.mark.parametrize("tree", ["administrative", "fiscal"])
def test_every_region_reaches_the_root_in_every_year_of_its_life(both: Trees, tree: str) -> None:
    edges: Edges = getattr(both, tree)
    for code, spans in both.spans.items():
        for start, end in spans:
            for year in {start, max(start, FIRST_YEAR), min(end - 1, LAST_YEAR + 1)}:
                if start <= year < end and code != ROOT:
                    assert reference_tree.chain(edges, code, year)[-1] == ROOT, (code, year)


@pytest.fixture(scope="module", params=["administrative", "fiscal"])
def closed(request: pytest.FixtureRequest, both: Trees) -> tuple[Edges, dict[int, Ancestry]]:
    edges: Edges = getattr(both, request.param)
    return edges, closure(both.spans, edges)


@pytest.mark.parametrize("year", [1990, 2015, 2018, 2021, 2025, 2030])
def test_the_closure_of_a_year_is_what_climbing_finds(
    both: Trees, closed: tuple[Edges, dict[int, Ancestry]], year: int
) -> None:
    edges, ancestries = closed
    claimed: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for code, ancestry in ancestries.items():
        for ancestor, (start, end), depth in ancestry:
            if start <= year < end:
                assert ancestor not in claimed[code]
                claimed[code][ancestor] = depth
    for code, spans in both.spans.items():
        climbed = {}
        if any(start <= year < end for start, end in spans):
            climbed[code] = 0
            here = code
            while here != ROOT:
                (here,) = [parent for parent, (a, b) in edges[here] if a <= year < b]
                climbed[here] = len(climbed)
        assert claimed.get(code, {}) == climbed, (code, year)


def test_a_county_under_the_province_differs_between_the_trees(both: Trees) -> None:
    differing = {code for code in both.spans if both.administrative[code] != both.fiscal[code]}
    assert len(differing) == 36
    assert reference_tree.chain(both.administrative, 440_224_000, 2024) == (
        440_200_000, 440_000_000, ROOT,
    )  # fmt: skip
    assert reference_tree.chain(both.fiscal, 440_224_000, 2024) == (440_000_000, ROOT)
    assert reference_tree.chain(both.fiscal, 440_203_000, 2024) == (
        440_200_000, 440_000_000, ROOT,
    )  # fmt: skip


def test_a_township_hangs_on_the_predecessor_of_a_county_not_yet_made(
    regions: RegionFiles, both: Trees
) -> None:
    below = [code for code, row in regions.regions.items() if row.parent == 330_113_000]
    assert below
    for code in below:  # 临平区 was made out of 余杭区 in 2021
        assert both.administrative[code] == (
            (330_110_000, (FIRST_YEAR, 2021)), (330_113_000, (2021, FOREVER)),
        )  # fmt: skip
    mixed = [code for code, row in regions.regions.items() if row.parent == 330_114_000]
    for code in mixed:  # 钱塘区 out of two districts: before that, no county is claimed
        assert both.administrative[code][0] == (330_100_000, (FIRST_YEAR, 2021))


def test_codes_obey_their_lists(codes: list[CodeRow]) -> None:
    known = {(each.list, each.budget_type, each.year, each.code) for each in codes}
    assert len(known) == len(codes)
    assert {each.list for each in codes} == set(LISTS)
    years = {each.year for each in codes}
    assert years == {LATEST, *range(FIRST_YEAR, LAST_YEAR + 1)}
    for each in codes:
        law = LISTS[each.list]
        assert (each.budget_type in BudgetType.__members__) == law.by_budget
        assert law.dated or each.year == LATEST
        if law.widths:
            assert len(each.code) == law.widths[each.level - 1]
        if each.level == 1:
            assert each.parent_code is None
        else:
            assert each.parent_code == each.code[: law.widths[each.level - 2]]
            assert (each.list, each.budget_type, each.year, each.parent_code) in known


def test_codes_are_renamed_and_moved_in_their_year(codes: list[CodeRow]) -> None:
    def name(code: str, year: int) -> str | None:
        wanted = ("functional", "GENERAL_PUBLIC", year, code)
        return next(
            (
                each.name
                for each in codes
                if (each.list, each.budget_type, each.year, each.code) == wanted
            ),
            None,
        )

    assert [name("21305", year) for year in (2021, 2022, 2023)] == [
        "扶贫", "巩固脱贫衔接乡村振兴", "巩固脱贫攻坚成果衔接乡村振兴",
    ]  # fmt: skip
    assert name("2130153", 2024) == "农田建设"
    assert name("2130153", 2025) == name("2130153", LATEST) == "耕地建设与利用"
    assert (name("2010308", 2023), name("2010308", 2024)) == ("信访事务", None)
    assert (name("20140", 2023), name("20140", 2024)) == (None, "信访事务")
    assert name("2010308", LATEST) == "信访事务"


def test_a_section_stands_in_each_budget_that_has_it(codes: list[CodeRow]) -> None:
    budgets = defaultdict(set)
    for each in codes:
        if each.list == "functional" and each.year == 2025:
            budgets[each.code].add(each.budget_type)
    assert budgets["212"] >= {"GENERAL_PUBLIC", "GOVERNMENT_FUND"}
    assert budgets["21208"] == {"GOVERNMENT_FUND"}
    assert budgets["20901"] == {"SOCIAL_INSURANCE"}
    for transfer in ("23001", "23002", "23003"):
        assert "GENERAL_PUBLIC" in budgets[transfer]
    assert "GOVERNMENT_FUND" in budgets["23004"]


@pytest.mark.parametrize(
    ("file", "old", "new", "cause"),
    [
        ("regions.csv", "440203000,武江区", "44020300,武江区", "nine digits"),
        ("regions.csv", ",COUNTY,440200000,", ",COUNTRY,440200000,", "not a tier"),
        ("regions.csv", "440203000,武江区", "440204000,武江区", "stands twice"),
        ("region_versions.csv", "440203000,1984,,", "440203000,1984,1984,", "is empty"),
        ("region_versions.csv", "440203000,1984,,", "440203000,1984,2020,", "root"),
        ("fiscal_parents.csv", "440224000", "999999000", "not in regions.csv"),
        ("fiscal_parents.csv", "440224000,440000000", "440224000,440203000", "no higher tier"),
        ("classifications/functional.csv", ",20101,201,", ",20101,202,", "prefix"),
        ("classifications/functional.csv", ",20101,201,", ",2010,201,", "widths"),
        ("classifications/functional.csv", ",201,,,,", ",201,,2020,,", "not valid in 2015"),
        ("classifications/fund_type.csv", ",12,,,,", ",11,,,,", "two names"),
        ("classifications/fund_type.csv", ",12,,,,", ",12,,,,,", "columns"),
    ],
)
def test_a_file_that_breaks_a_law_is_refused(
    copied: Path, file: str, old: str, new: str, cause: str
) -> None:
    path = copied / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(HubError) as caught:
        both = trees(read_regions())
        closure(both.spans, both.administrative)
        list(read_codes())
    assert caught.value.code == "S112"
    assert cause in caught.value.render("en")
