"""Agriculture: what a county's townships and its partner department ask, against the world."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal
from typing import Any

import pytest

from mock_sources.world.agriculture import Agriculture, Funding, Works
from mock_sources.world.irregular import DELETED, REJECTED, fate_of
from mock_sources.world.world import World
from tests.e2e.conftest import SEED, SmallHub
from tests.e2e.test_truth import fen

COUNTIES = ("440224000", "440222000", "440282000")


@pytest.fixture(scope="module")
def world() -> World:
    return World("small", int(SEED))


@pytest.fixture(scope="module")
def known(world: World) -> Agriculture:
    """Everything agricultural that the hub is to hold."""
    found = Agriculture([], [], [])
    for region in world.regions:
        for mine, more in zip(found, world.agriculture(region), strict=True):
            mine.extend(each for each in more if fate_of(each.mark) not in (REJECTED, DELETED))
    return found


def _in(world: World, county: str, works: Works) -> bool:
    """Whether a project is the county's, or a township's of it, or lies in one of them."""
    places = [world.region[works.region], *([works.town] if works.town else [])]
    return any(each.code == county for place in places for each in world.above(place))


def _by_tier(funding: list[Funding]) -> dict[str, tuple[int, int]]:
    found: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0])
    for each in funding:
        found[each.tier][0] += each.amount
        found[each.tier][1] += each.paid
    return {tier: (arranged, paid) for tier, (arranged, paid) in found.items()}


def _told(groups: dict[str, Any]) -> dict[str, tuple[int, int]]:
    return {
        each["key"]["sourceTier"]: (fen(each["sum"]["arranged"]), fen(each["sum"]["paid"]))
        for each in groups["nodes"]
    }


REACHED = """query ($county: String!) {
  agriFundingGroups(by: [{sourceTier: true}], where: {fiscalYear: {gte: 2020}, agriProject: {
      theme: {eq: FARMLAND}, or: [{region: {within: $county}}, {town: {within: $county}}]}}) {
    nodes { key { sourceTier } sum { arranged paid } } total { sum { arranged paid } } }
  agriProjects(first: 1000, where: {theme: {eq: FARMLAND},
      or: [{region: {within: $county}}, {town: {within: $county}}]}) {
    totalCount nodes { agriCode village area beneficiaries town { code name } } } }"""


@pytest.mark.parametrize("county", COUNTIES)
def test_money_that_reached_farmland_by_tier_villages_and_area(
    small_hub: SmallHub, world: World, known: Agriculture, county: str
) -> None:
    works = {
        each.key: each
        for each in known.works
        if each.theme == "FARMLAND" and _in(world, county, each)
    }
    wanted = _by_tier([each for each in known.funding if each.works.key in works])
    answer = small_hub.ask(REACHED, {"county": county})
    groups, projects = answer["agriFundingGroups"], answer["agriProjects"]["nodes"]
    assert _told(groups) == wanted
    assert fen(groups["total"]["sum"]["paid"]) == sum(paid for _, paid in wanted.values()) > 0
    assert {
        each["agriCode"]: (
            each["town"] and each["town"]["code"],
            each["village"],
            int(Decimal(each["area"]) * 10),
            each["beneficiaries"],
        )
        for each in projects
    } == {
        key: (each.town and each.town.code, each.village, each.area, each.beneficiaries)
        for key, each in works.items()
    }
    assert projects


def test_money_of_every_tier_but_the_province_reaches_farmland(known: Agriculture) -> None:
    reached = {each.tier for each in known.funding if each.works.theme == "FARMLAND"}
    assert reached >= {"CENTRE", "CITY", "COUNTY", "TOWNSHIP"}


OF_MY_TOWNSHIPS = """query ($county: String!) {
  agriProjects(first: 500, where: {town: {childOf: $county}}) { nodes {
    agriCode stage physicalProgress town { code }
    fundingGroups(by: [{sourceTier: true}], first: 5) {
      nodes { key { sourceTier } sum { arranged paid } } }
    stages(where: {photos: {isNull: false}}, orderBy: [{serialNo: DESC}], first: 1) {
      nodes { stage enteredOn photos } } } } }"""


@pytest.mark.parametrize("county", COUNTIES)
def test_projects_of_my_townships_stage_money_progress_and_last_photo(
    small_hub: SmallHub, world: World, known: Agriculture, county: str
) -> None:
    found = small_hub.ask(OF_MY_TOWNSHIPS, {"county": county})["agriProjects"]["nodes"]
    wanted: dict[str, Any] = {}
    for works in known.works:
        if works.town is None or works.town.parent != county:
            continue
        money = [each for each in known.funding if each.works.key == works.key]
        photographed = [s for s in known.stages if s.works.key == works.key and s.photos]
        last = max(photographed, key=lambda stage: stage.serial, default=None)
        photo = last and (last.stage, last.entered.isoformat(), " ".join(last.photos))
        town = works.town.code
        wanted[works.key] = (works.stage, works.progress, town, _by_tier(money), photo)
    told = {}
    for each in found:
        last = each["stages"]["nodes"][0] if each["stages"]["nodes"] else None
        told[each["agriCode"]] = (
            each["stage"],
            Decimal(each["physicalProgress"]),
            each["town"]["code"],
            _told(each["fundingGroups"]),
            last and (last["stage"], last["enteredOn"], last["photos"]),
        )
    assert told == wanted
    assert len(told) > 10


def test_townships_are_found_by_name_with_their_grade(
    small_hub: SmallHub, known: Agriculture
) -> None:
    grades: Counter[str] = Counter()
    for each in small_hub.truth["totals"]:
        if each["stream"] == "agri_projects":
            grades.update(each["grades"])
    found = small_hub.ask(
        "{ agriProjects(first: 10000) { nodes { agriCode town { code } townName townGrade } } }"
    )["agriProjects"]["nodes"]
    assert Counter(each["townGrade"] for each in found if each["town"]) == grades
    assert set(grades) == {"NAME", "NORMALISED"}
    wanted = {each.key: each.town and each.town.code for each in known.works}
    assert {each["agriCode"]: each["town"] and each["town"]["code"] for each in found} == wanted


def test_names_of_two_townships_are_set_aside_with_the_candidates(small_hub: SmallHub) -> None:
    rejects = small_hub.ask(
        """{ rejects(where: {source: {eq: "agriculture"}, code: {eq: "A212"}}) {
               nodes { cause } } }"""
    )["rejects"]["nodes"]
    told = " ".join(each["cause"] for each in rejects)
    for candidate in ("仁化县黄坑镇 440224109", "南雄市黄坑镇 440282105", "大桥镇 440232109"):
        assert candidate in told


def test_a_project_the_budget_does_not_know_is_loaded_unlinked(small_hub: SmallHub) -> None:
    found = small_hub.ask(
        """{ agriProjects(first: 1000, where: {project: {exists: false}}) {
               nodes { agriCode project { id } } } }"""
    )["agriProjects"]["nodes"]
    missing = {
        each["key"]
        for each in small_hub.truth["irregularities"]
        if (each["stream"], each["kind"]) == ("agri_projects", "project_missing")
    }
    assert missing <= {each["agriCode"] for each in found}
    assert all(each["project"] is None for each in found)


def test_money_is_traced_through_the_agricultural_library(
    small_hub: SmallHub, known: Agriculture
) -> None:
    """From the project's record there, and back to it from one of its payments."""
    works = next(w for w in known.works if w.project.programme and w.progress == 100 and w.town)
    (record,) = small_hub.ask(
        "query ($code: String!) { agriProjects(where: {agriCode: {eq: $code}}) { nodes { id } } }",
        {"code": works.key},
    )["agriProjects"]["nodes"]
    trace = "query ($of: ID!) { trace(of: $of) { steps { kind id number } } }"
    steps = small_hub.ask(trace, {"of": record["id"]})["trace"]["steps"]
    assert {"PROJECT", "TRANSFER", "ALLOTMENT", "REQUEST", "PAYMENT"} <= {s["kind"] for s in steps}
    payment = next(each["id"] for each in steps if each["kind"] == "PAYMENT")
    back = small_hub.ask(trace, {"of": payment})["trace"]["steps"]
    mine = {"kind": "AGRI_PROJECT", "id": record["id"], "number": works.key}
    assert mine in steps and mine in back
