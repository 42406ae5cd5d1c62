"""Streams of the budget system as pages: generated region by region, never held whole."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as Base64Error
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from mock_sources.budget import encode
from mock_sources.budget.encode import Delivery, Row
from mock_sources.world import again
from mock_sources.world.clock import FINAL, RESENT_AT
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.programmes import Transfer
from mock_sources.world.projects import AnnualBudget, Project
from mock_sources.world.world import World

# stream → its key field and the field whose sum is its control total
STREAMS = {
    "agencies": ("AGENCY_CODE", None),
    "projects": ("PRO_CODE", "TOTAL_AMT"),
    "annual_budgets": ("BGT_PMAN_ID", "REPLY_AMT"),
    "transfers": ("TRA_ID", "CUR_AMT"),
}


class Cursor(NamedTuple):
    """Where a page begins: part of the stream, place in it, and the page's number from 1."""

    part: int
    place: int
    page: int

    def text(self) -> str:
        raw = f"{self.part}-{self.place}-{self.page}".encode()
        return urlsafe_b64encode(raw).decode().rstrip("=")


def read_cursor(text: str | None) -> Cursor:
    """raises: ValueError when it is not a cursor of ours."""
    if not text:
        return Cursor(0, 0, 1)
    try:
        raw = urlsafe_b64decode(text + "=" * (-len(text) % 4)).decode()
        part, place, page = (int(number) for number in raw.split("-"))
    except (Base64Error, UnicodeDecodeError, ValueError) as error:
        raise ValueError(f"not a cursor: {text}") from error
    return Cursor(part, place, page)


class Page(NamedTuple):
    rows: list[Delivery]
    next: str | None
    number: int


class Streams:
    """One world's streams at one stage."""

    def __init__(self, world: World, stage: str) -> None:
        self.world = world
        self.stage = stage
        self.part = lru_cache(maxsize=16)(self._part)
        self.total = lru_cache(maxsize=64)(self._total)
        self.control = lru_cache(maxsize=8)(self._control)

    def _parts(self, stream: str) -> int:
        """Regions, or regions and years, and one more part for what is sent again."""
        return len(self.world.regions) * (1 if stream == "agencies" else len(YEARS)) + 1

    def _part(self, stream: str, part: int) -> list[Delivery]:
        world = self.world
        if part == self._parts(stream) - 1:
            return list(self._sent_again(stream)) if self.stage == FINAL else []
        if stream == "agencies":
            return [encode.agency(unit) for unit in world.agencies(world.regions[part])]
        region, year = world.regions[part // len(YEARS)], YEARS[part % len(YEARS)]
        if stream == "projects":
            return [encode.project(p, self.stage) for p in world.projects(region, year)]
        if stream == "annual_budgets":
            return [
                encode.annual_budget(b, region, world.seed, self.stage)
                for b in world.annual_budgets(region, year)
            ]
        return [
            encode.transfer(t, self._name(t.to), world.seed)
            for t in world.transfers_to(region, year)
        ]

    def _name(self, code: str) -> str:
        found = self.world.region.get(code)
        return found.name if found else "未知区划"

    def _sent_again(self, stream: str) -> Iterator[Delivery]:
        if stream == "agencies":
            return
        finder: Callable[[World, Region, int], list[again.Again]] = {
            "projects": again.projects_again,
            "annual_budgets": again.annual_budgets_again,
            "transfers": again.transfers_again,
        }[stream]
        for region, year in self.world.region_years():
            for sent in finder(self.world, region, year):
                record = sent.record
                if isinstance(record, Project):
                    delivery = encode.project(record, self.stage)
                elif isinstance(record, AnnualBudget):
                    old = sent.how == "stale"
                    delivery = encode.annual_budget(
                        record, region, self.world.seed, self.stage, old
                    )
                else:
                    assert isinstance(record, Transfer)
                    delivery = encode.transfer(record, self._name(record.to), self.world.seed)
                yield delivery._replace(published=RESENT_AT)

    def page(self, stream: str, cursor: Cursor, size: int, since: datetime | None) -> Page:
        """Up to `size` deliveries from the cursor on, published at or after `since`."""
        rows: list[Delivery] = []
        parts = self._parts(stream)
        part, place = cursor.part, cursor.place
        while part < parts:
            deliveries = self.part(stream, part)
            while place < len(deliveries):
                delivery = deliveries[place]
                if since is None or delivery.published >= since:
                    if len(rows) == size:
                        follow = Cursor(part, place, cursor.page + 1)
                        return Page(rows, follow.text(), cursor.page)
                    rows.append(delivery)
                place += 1
            part, place = part + 1, 0
        return Page(rows, None, cursor.page)

    def _total(self, stream: str, since: datetime | None) -> int:
        """How many records the whole query delivers."""
        return sum(
            since is None or delivery.published >= since
            for part in range(self._parts(stream))
            for delivery in self._part(stream, part)
        )

    def _control(self, stream: str) -> list[Row]:
        """Count and sum of living distinct records by region and year."""
        found: dict[tuple[str, str | None], list[int]] = {}
        for part in range(self._parts(stream) - 1):
            for row, fen, _ in self._part(stream, part):
                if not row["IS_DELETED"]:
                    tally = found.setdefault((row["MOF_DIV_CODE"], row.get("FISCAL_YEAR")), [0, 0])
                    tally[0] += 1
                    tally[1] += fen or 0
        return [
            {
                "MOF_DIV_CODE": region,
                "FISCAL_YEAR": year,
                "count": count,
                "sumAmt": encode.wan_yuan(fen),
            }
            for (region, year), (count, fen) in sorted(
                found.items(), key=lambda item: (item[0][0], item[0][1] or "")
            )
        ]
