"""Streams of the agricultural system as pages: one county after the other, never held whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from mock_sources.agriculture import encode
from mock_sources.agriculture.encode import Delivery
from mock_sources.world.again import works_again
from mock_sources.world.agriculture import Works
from mock_sources.world.clock import FINAL, RESENT_AT
from mock_sources.world.lists import Region
from mock_sources.world.world import World

STREAMS = ("agri_projects", "agri_stages", "agri_funding")


class Cursor(NamedTuple):
    """Where a page begins: county by number, place in it, the page's number from 1."""

    part: int
    place: int
    page: int

    def text(self) -> str:
        return ".".join(map(str, self))


def read_cursor(text: str | None) -> Cursor:
    """raises: ValueError when it is not a cursor of ours."""
    if not text:
        return Cursor(0, 0, 1)
    part, place, page = (int(number) for number in text.split("."))
    return Cursor(part, place, page)


class Page(NamedTuple):
    """Records of one county."""

    county: str
    records: list[Delivery]
    next: str | None
    number: int


class Streams:
    """One world's streams at one stage. What is sent again comes last, county by county too."""

    def __init__(self, world: World, stage: str) -> None:
        self.world = world
        self.stage = stage
        self.counties = [each for each in world.regions if each.tier not in ("CENTRE", "TOWNSHIP")]
        self.part = lru_cache(maxsize=6)(self._part)

    def members(self, county: Region) -> list[Region]:
        """Whose records a county's list holds: its own, and those of its townships."""
        towns = [r for r in self.world.regions if r.tier == "TOWNSHIP" and r.parent == county.code]
        return [county, *towns]

    def _part(self, stream: str, part: int) -> list[Delivery]:
        again, number = divmod(part, len(self.counties))
        tell = self._again if again else self._first
        return [
            each for region in self.members(self.counties[number]) for each in tell(stream, region)
        ]

    def _first(self, stream: str, region: Region) -> Iterator[Delivery]:
        world, found = self.world, self.world.agriculture(region)
        if stream == "agri_projects":
            return (encode.works(world, region, each, self.stage) for each in found.works)
        if stream == "agri_stages":
            return (encode.stage(world, region, each) for each in found.stages)
        return (encode.funding(world, region, each, self.stage) for each in found.funding)

    def _again(self, stream: str, region: Region) -> Iterator[Delivery]:
        if stream != "agri_projects":
            return
        for sent in works_again(self.world.agriculture(region)):
            assert isinstance(sent.record, Works)
            old = sent.how == "stale"
            told = encode.works(self.world, region, sent.record, self.stage, old)
            yield told._replace(published=RESENT_AT)

    def page(self, stream: str, cursor: Cursor, size: int, since: datetime | None) -> Page:
        """Up to `size` records of a county from the cursor on, published at or after `since`."""
        parts = len(self.counties) * (2 if self.stage == FINAL else 1)
        told = self.part(stream, cursor.part) if cursor.part < parts else []
        new = [
            (at, each) for at, each in enumerate(told)
            if at >= cursor.place and (since is None or each.published >= since)
        ]  # fmt: skip
        following = None
        if len(new) > size:
            following = Cursor(cursor.part, new[size][0], cursor.page + 1).text()
        elif cursor.part + 1 < parts:
            following = Cursor(cursor.part + 1, 0, cursor.page + 1).text()
        county = self.counties[cursor.part % len(self.counties)].code[:6]
        return Page(county, [each for _, each in new[:size]], following, cursor.page)

    def control(self, stream: str, cursor: Cursor) -> tuple[list[dict[str, str]], str | None]:
        """Count and sum by year of a county's living distinct records, and the next county."""
        found: dict[int | None, tuple[int, Decimal]] = {}
        for each in self.part(stream, cursor.part) if cursor.part < len(self.counties) else []:
            if not each.deleted:
                count, fen = found.get(each.year, (0, Decimal(0)))
                found[each.year] = (count + 1, fen + each.fen)
        totals = [
            {
                **({"nd": str(year)} if year else {}),
                "count": str(count),
                "sumAmt": encode.yuan(fen),
            }
            for year, (count, fen) in sorted(found.items(), key=lambda item: item[0] or 0)
        ]
        last = cursor.part + 1 >= len(self.counties)
        return totals, None if last else Cursor(cursor.part + 1, 0, cursor.page + 1).text()
