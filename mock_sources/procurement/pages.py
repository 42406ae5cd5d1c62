"""Streams of the procurement system as pages of releases, generated region by region and year."""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from mock_sources.procurement.encode import TAGS, Json, Release, releases, resent, telling
from mock_sources.world.clock import FINAL
from mock_sources.world.lists import YEARS
from mock_sources.world.world import World


class Cursor(NamedTuple):
    """Where a page begins: region and year by number, place in them, number of the page."""

    part: int
    place: int
    page: int

    def text(self) -> str:
        return urlsafe_b64encode(f"{self.part}.{self.place}.{self.page}".encode()).decode()


def read_cursor(text: str | None) -> Cursor:
    """raises: ValueError when it is not a cursor of ours."""
    if not text:
        return Cursor(0, 0, 1)
    part, place, page = (int(number) for number in urlsafe_b64decode(text).decode().split("."))
    return Cursor(part, place, page)


class Page(NamedTuple):
    """Releases, how many objects of the stream they tell of, and their sum in fen."""

    releases: list[Json]
    objects: int
    fen: Decimal
    next: str | None
    number: int


class Streams:
    """One world's releases at one stage. What is published again comes after all else."""

    def __init__(self, world: World, stage: str) -> None:
        self.world = world
        self.stage = stage
        self.part = lru_cache(maxsize=32)(self._part)
        self.control = lru_cache(maxsize=len(TAGS))(self._control)

    def _parts(self) -> int:
        """Regions and years, each twice in the final stage: at first, and what comes again."""
        return len(self.world.regions) * len(YEARS) * (2 if self.stage == FINAL else 1)

    def _part(self, part: int) -> list[Release]:
        again, number = divmod(part, len(self.world.regions) * len(YEARS))
        region = self.world.regions[number // len(YEARS)]
        bought = self.world.procurement(region, YEARS[number % len(YEARS)])
        return list(resent(bought)) if again else list(releases(bought, self.stage))

    def page(self, stream: str, cursor: Cursor, size: int, since: datetime | None) -> Page:
        """Up to `size` releases from the cursor on, published at or after `since`."""
        found: list[Release] = []
        part, place = cursor.part, cursor.place
        following = None
        while part < self._parts() and following is None:
            told = telling(stream, self.part(part))
            for at in range(place, len(told)):
                if since is None or told[at].published >= since:
                    if len(found) == size:
                        following = Cursor(part, at, cursor.page + 1).text()
                        break
                    found.append(told[at])
            part, place = part + 1, 0
        amounts = [fen for release in found for fen in release.fen[stream]]
        bodies = [release.body for release in found]
        return Page(bodies, len(amounts), sum(amounts, Decimal()), following, cursor.page)

    def _control(self, stream: str) -> list[Json]:
        """Count and sum of the objects, each as it is now, by region and year."""
        found: dict[tuple[str, int | None], dict[str, Decimal]] = {}
        for part in range(len(self.world.regions) * len(YEARS)):
            told = telling(stream, self._part(part))
            for release in sorted(told, key=lambda each: str(each.body["date"])):
                for key, where, fen in _objects(stream, release):
                    found.setdefault(where, {})[key] = fen
        return [
            {
                "MOF_DIV_CODE": region,
                "FISCAL_YEAR": year,
                "count": len(living),
                "sumAmt": yuan(sum(living.values(), Decimal())),
            }
            for (region, year), living in sorted(
                found.items(), key=lambda item: (item[0][0], item[0][1] or 0)
            )
        ]


def _objects(stream: str, release: Release) -> list[tuple[str, tuple[str, int | None], Decimal]]:
    """Key, (region, year) and amount of the stream's objects in a release."""
    body = release.body
    if stream == "suppliers":
        told = [each for each in body["parties"] if "supplier" in each["roles"]]
        return [(each["id"], ("440000000", None), Decimal(0)) for each in told]
    where = (
        body["parties"][0]["details"]["mofDivCode"].ljust(9, "0"),
        body["planning"]["fiscalYear"],
    )
    key = {
        "procurement_plans": lambda: body["planning"]["planID"],
        "tenders": lambda: body["tender"]["id"],
        "awards": lambda: body["awards"][0]["id"],
        "contracts": lambda: body["contracts"][0]["id"],
        "contract_changes": lambda: body["contracts"][0]["amendments"][-1]["id"],
        "acceptances": lambda: body["contracts"][0]["implementation"]["milestones"][0]["id"],
    }[stream]()
    return [(key, where, release.fen[stream][0])]


def yuan(fen: Decimal) -> str:
    """
    >>> yuan(Decimal("123450.5")), yuan(Decimal(5))
    ('1234.505', '0.05')
    """
    return f"{fen.scaleb(-2):f}"
