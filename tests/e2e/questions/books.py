"""Everything the hub is to hold of the partners' world in its final stage, as plain lists.

Records that are to be rejected, deleted or held back are left out. Amounts are fen.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any, NamedTuple, TypeVar

from mock_sources.world.agriculture import Funding, Stage, Works
from mock_sources.world.allotments import Adjustment, Allotment
from mock_sources.world.contracts import Contract
from mock_sources.world.debt import Ledger, Service
from mock_sources.world.irregular import REJECTED, fate_of
from mock_sources.world.lists import Region
from mock_sources.world.payments import Request, Voucher
from mock_sources.world.programmes import Transfer
from mock_sources.world.projects import AnnualBudget
from mock_sources.world.receipts import Receipt
from mock_sources.world.world import World
from tests.e2e.world_trace import loaded

Record = TypeVar("Record")
Key = TypeVar("Key", bound=Hashable)

BUDGETS = {
    "11": "GENERAL_PUBLIC",
    "12": "GOVERNMENT_FUND",
    "13": "STATE_CAPITAL",
    "14": "SOCIAL_INSURANCE",
}
"""Nature of funds -> which of the four budgets."""


class Line(NamedTuple):
    """An allotment and what was asked for out of it."""

    held: Allotment
    requested: int

    @property
    def available(self) -> int:
        return self.held.current - self.requested - self.held.frozen


class Books:
    """All regions' records of all years."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.budgets: list[AnnualBudget] = []
        self.transfers: list[Transfer] = []
        self.lines: list[Line] = []
        self.adjustments: list[Adjustment] = []
        self.requests: list[tuple[str, int, Request]] = []
        self.vouchers: list[tuple[str, int, Voucher]] = []
        self.receipts: list[Receipt] = []
        self.contracts: list[Contract] = []
        self.services: list[Service] = []
        self.works: list[Works] = []
        self.stages: list[Stage] = []
        self.funding: list[Funding] = []
        self.rejected: list[tuple[str, str, str]] = []
        self.ledger = Ledger(world)
        for region, year in world.region_years():
            self._year(region, year)
        for region in world.regions:
            found = world.agriculture(region)
            self.works += filter(loaded, found.works)
            self.stages += filter(loaded, found.stages)
            self.funding += filter(loaded, found.funding)

    def _year(self, region: Region, year: int) -> None:
        held = self.world.treasury_year(region, year)
        asked = held.payments.requested
        self.budgets += filter(loaded, self.world.annual_budgets(region, year))
        self.transfers += filter(loaded, self.world.transfers_to(region, year))
        self.lines += (Line(a, asked.get(a.key, 0)) for a in held.allotments if loaded(a))
        self.adjustments += filter(loaded, held.adjustments)
        self.requests += ((region.code, year, r) for r in held.payments.requests if loaded(r))
        self.vouchers += ((region.code, year, v) for v in held.payments.vouchers if loaded(v))
        self.receipts += filter(loaded, held.receipts)
        self.contracts += filter(loaded, held.bought.contracts)
        if region in self.ledger.debtors:
            self.services += filter(loaded, self.ledger.services(region, year))
        for stream, records in (("receipts", held.receipts), ("BA_BGT_INFO", held.allotments)):
            self.rejected += (
                (stream, each.key, each.mark) for each in records if fate_of(each.mark) == REJECTED
            )

    def name(self, region: str) -> str:
        return self.world.region[region].name

    def within(self, region: str, above: str) -> bool:
        """Whether a region is another or lies in it, by the administrative tree."""
        place = self.world.region.get(region)
        return place is not None and any(r.code == above for r in self.world.above(place))

    def of_tier(self, region: str, tier: str) -> str | None:
        """The region of a tier that a region is or lies in."""
        places = self.world.above(self.world.region[region])
        return next((each.code for each in places if each.tier == tier), None)

    def counties(self, city: str) -> list[Region]:
        """The counties of a city, in order of their codes."""
        found = (r for r in self.world.regions if r.parent == city and r.tier == "COUNTY")
        return sorted(found, key=lambda region: region.code)


def grouped(records: Iterable[Record], key: Callable[[Record], Key]) -> dict[Key, list[Record]]:
    """Records by what they have in common, in the order of the keys' text; none comes last."""
    found: dict[Key, list[Record]] = {}
    for each in records:
        found.setdefault(key(each), []).append(each)
    return {each: found[each] for each in sorted(found, key=_place)}


def _place(key: Hashable) -> tuple[tuple[bool, str], ...]:
    parts = key if isinstance(key, tuple) else (key,)
    return tuple((part is None, str(part)) for part in parts)


def full(code: str) -> str:
    """A region's code in nine digits."""
    return code.ljust(9, "0")


def yuan(fen: int) -> str:
    return _rounded(Fraction(fen, 100), 2)


def wan(fen: int) -> str:
    """In 万元."""
    return _rounded(Fraction(fen, 1_000_000), 2)


def part(of: int, whole: int) -> str:
    """A share or a ratio."""
    return _rounded(Fraction(of, whole), 6)


def _rounded(value: Fraction, places: int) -> str:
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return str(exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))


def amount(records: Iterable[Any]) -> int:
    return sum(each.amount for each in records)


def local(receipts: Iterable[Receipt]) -> int:
    """What stays below the centre."""
    return sum(sum(each.shares[1:]) for each in receipts)


def available(lines: Iterable[Line]) -> int:
    return sum(line.available for line in lines)


def left(line: Line) -> dict[str, str]:
    """What an allotment still has, and why."""
    money = {
        "current": line.held.current,
        "requested": line.requested,
        "frozen": line.held.frozen,
        "available": line.available,
    }
    return {name: yuan(fen) for name, fen in money.items()}


def agency(line: Line) -> str:
    assert line.held.agency is not None
    return line.held.agency.name


def unit(record: Request | Voucher) -> tuple[str, str]:
    """Code and name of the agency that spends."""
    spender = record.allotment.agency
    assert spender is not None
    return spender.code, spender.name
