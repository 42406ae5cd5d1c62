"""Daily revenue receipts with their split over centre, province, city and county."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from mock_sources.world.clock import days, last_day
from mock_sources.world.irregular import UNKNOWN_REGION, Schedule
from mock_sources.world.lists import Region, Revenue, revenues
from mock_sources.world.seeds import generator

_SIZE = {"PROVINCE": 9_000_000, "CITY": 2_000_000, "COUNTY": 600_000, "TOWNSHIP": 60_000}
# The split's four places: centre, province, city, county (townships' money is their county's).
_OWN_PLACE = {"PROVINCE": 1, "CITY": 2, "COUNTY": 3, "TOWNSHIP": 3}


class Receipt(NamedTuple):
    """入库. fen; `shares` (centre, province, city, county) sum to the amount; refunds negative."""

    key: str
    region: str
    home: str
    year: int
    dated: date
    revenue: Revenue
    payer: int
    amount: int
    shares: tuple[int, int, int, int]
    mark: str = ""


def split(amount: int, revenue: Revenue, tier: str) -> tuple[int, int, int, int]:
    """Shares by percentage, the region's own tier takes the rest, so they always sum up."""
    shares = [0, 0, 0, 0]
    shares[0] = amount * revenue.central // 100
    own = _OWN_PLACE[tier]
    if own != 1:
        shares[1] = amount * revenue.province // 100
    shares[own] = amount - shares[0] - shares[1]
    return shares[0], shares[1], shares[2], shares[3]


def receipts(region: Region, year: int, count: int, schedule: Schedule, seed: int) -> list[Receipt]:
    """A region's receipts of a year in order of date; the last few are booked in January."""
    rng = generator(seed, "receipts", region.code, year)
    calendar, end = days(year), last_day(year)
    codes = [r for r in revenues() if r.fund in ("11", "12") or region.tier != "TOWNSHIP"]
    found: list[Receipt] = []
    prefix = f"RK{region.code}{year % 100:02d}"
    for number in range(count):
        revenue = codes[(number * 5 + int(rng.random() * 5)) % len(codes)]
        day = end * number // count + int(rng.random() * end / count)
        if number == count - 1 and count > 3:
            day = end + 3 + int(rng.random() * 5)
        amount = int(_SIZE[region.tier] * (0.2 + rng.random())) * 100 + int(rng.random() * 100)
        if number % 50 == 17:
            amount = -amount // 20
        shares = split(amount, revenue, region.tier)
        key = f"{prefix}{number + 1:06d}"
        payer = int(rng.random() * 9000)
        found.append(
            Receipt(
                key, region.code, region.code, year, calendar[day], revenue, payer, amount, shares
            )
        )
    for serial, kind in enumerate(
        ("unknown_region", "three_decimals", "missing_value", "impossible_date")
    ):
        if schedule.holds(kind, "receipts"):
            model = found[0]
            amount = 120_000 + schedule.number
            found.append(
                model._replace(
                    key=f"{prefix}{900_001 + serial:06d}",
                    region=UNKNOWN_REGION if kind == "unknown_region" else region.code,
                    dated=calendar[280 + serial],
                    amount=amount,
                    shares=split(amount, model.revenue, region.tier),
                    mark=kind,
                )
            )
    return found
