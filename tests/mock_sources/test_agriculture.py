"""The agricultural system over real HTTP, read by a reader that shares no code with its encoder;
and the laws of its world."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import httpx2
import pytest

from adapters.agriculture.source import SOURCE, TOKEN, URL
from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from mock_sources.world.agriculture import STAGES
from mock_sources.world.irregular import REJECTED, fate_of
from mock_sources.world.world import World
from schema.problems import StopBatch
from tests.mock_sources.partners import TOKEN as HEADERS
from tests.mock_sources.partners import Service, running

STREAMS = {"agri_projects": ("xm", "jhtz"), "agri_stages": ("jdxx", None),
           "agri_funding": ("zj", "apje")}  # fmt: skip


@pytest.fixture(scope="module")
def agriculture() -> Any:
    with running("agriculture", "--port", "0") as service:
        yield service


@pytest.mark.parametrize("stream", STREAMS)
def test_deliveries_and_control_totals_equal_the_truth(
    stream: str, agriculture: Service, truth: dict[str, Any]
) -> None:
    tag, amount = STREAMS[stream]
    delivered = 0
    stated, total = 0, Decimal(0)
    with httpx2.Client(base_url=agriculture.url, headers=HEADERS, timeout=30) as client:
        after = ""
        while True:
            got = client.get(f"/nysj/{stream}", params={"after": after, "size": "200"})
            root = ElementTree.fromstring(got.content.decode("gb18030").partition("?>")[2])
            records = root.findall(f".//{{*}}{tag}[@sc]")
            assert len(records) == int(root.attrib["count"])
            if amount:
                sums = [Decimal(str(each.findtext(f"{{*}}{amount}"))) for each in records]
                assert sum(sums) == Decimal(root.attrib["sumAmt"])
            delivered += len(records)
            after = root.attrib["next"]
            if not after:
                break
        while True:
            got = client.get(f"/nysj/{stream}/control", params={"after": after})
            root = ElementTree.fromstring(got.content.decode("gb18030").partition("?>")[2])
            for each in root:
                stated += int(each.attrib["count"])
                total += Decimal(each.attrib["sumAmt"])
            after = root.attrib["next"]
            if not after:
                break
    wanted = [each for each in truth["totals"] if each["stream"] == stream]
    living = sum(each["true_count"] for each in wanted)
    assert delivered == sum(each["delivered"] for each in wanted) > 400
    assert stated == living
    found = truth["irregularities"]
    finer = [e for e in found if e["stream"] == stream and e["kind"] == "three_decimals"]
    parts = Decimal("0.5") * len(finer)
    assert total * 100 - parts == sum(each["true_fen"] for each in wanted)


@pytest.mark.parametrize("stage", ["opening", "final"])
def test_what_the_crosswalk_makes_of_it_is_the_truth_of_either_stage(
    stage: str, truth: dict[str, Any], opening_truth: dict[str, Any]
) -> None:
    """Without a hub: the newest version of each record counts."""
    wanted: Counter[Any] = Counter()
    for each in (opening_truth if stage == "opening" else truth)["totals"]:
        if each["source"] == "agriculture":
            year = each["fiscal_year"] if each["stream"] == "agri_funding" else None
            place = each["stream"], int(each["region"]), year
            wanted[place] += each["hub_count"]
            wanted[*place, "fen"] += each["hub_fen"]
    found: Counter[Any] = Counter()
    with running("agriculture", "--port", "0", "--stage", stage) as service:
        for stream in SOURCE.streams:
            newest: dict[str, tuple[Any, dict[str, Any]]] = {}
            maps = mapper(stream, CodeFiles())
            for page in stream.read.pages({URL: service.url, TOKEN: "demo-token"}, {}):
                for row in maps.map(page).rows:
                    values = {} if row.deleted else dict(zip(maps.fields, row.values, strict=True))
                    known = newest.get(row.source_key)
                    if known is None or row.updated_at >= known[0]:
                        newest[row.source_key] = row.updated_at, values
            for _, values in newest.values():
                if values:
                    place = stream.name, values["region_code"], values.get("fiscal_year")
                    found[place] += 1
                    found[*place, "fen"] += values[stream.control] if stream.control else 0
    assert {k: n for k, n in found.items() if n} == {k: n for k, n in wanted.items() if n}


def test_stages_follow_one_another_and_the_money() -> None:
    world = World("small", 7)
    seen: Counter[str] = Counter()
    for region in world.regions:
        found = world.agriculture(region)
        projects = {p.code for year in (2023, 2024, 2025) for p in world.projects(region, year)}
        for works in found.works:
            if fate_of(works.mark) == REJECTED:
                continue
            mine = [s for s in found.stages if s.works.key == works.key and not s.mark]
            days = [s.entered for s in mine]
            assert days == sorted(days)
            order = [STAGES.index(s.stage) for s in mine]
            assert order == sorted(set(order))
            assert next(s for s in mine if s.stage == "ADMITTED").entered == works.project.set_up
            assert (works.project_code in projects) is (works.mark != "project_missing")
            assert works.town is None or works.town.code in {t.code for t in world.towns(region)}
            seen.update(s.stage for s in mine)
    assert set(seen) == set(STAGES) - {"TERMINATED"}


def test_its_answer_may_be_hostile() -> None:
    with running("agriculture", "--port", "0", "--fault", "hostile:agri_projects") as service:
        settings = {URL: service.url, TOKEN: "demo-token"}
        projects, _, funding = SOURCE.streams
        with pytest.raises(StopBatch, match="A320"):
            list(projects.read.pages(settings, {}))
        assert next(iter(funding.read.pages(settings, {}))).rows
