"""Asset cards of the world: what was there before, and what contracts for goods brought.

A register holds what a region has at the end of a year: cards of that year and before that were
not disposed of. Townships keep no register.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from mock_sources.world import bonds
from mock_sources.world.irregular import Schedule
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.payments import Request
from mock_sources.world.seeds import pick
from mock_sources.world.world import TreasuryYear, World

KEEPERS = bonds.DEBTORS
"""Tiers that keep a register."""

RARE = 16
"""Of so many bought cards one has a mark of each kind."""

LIFE = {"A01": 40, "A02": 6, "A05": 15}
"""Years over which a class is written off."""

CORRECTED = 2024
"""The year of which some registers are corrected late."""

SENT_AGAIN = 2023
"""The year of which some registers are sent a second time, unchanged."""

UNKNOWN_CLASS = "A99990000"
YUAN = 100


class Kind(NamedTuple):
    """A class of assets, what it is called and counted in."""

    code: str
    name: str
    measure: str


_BEFORE = (
    # class, worth in 元, area in 平方米
    (Kind("A01010100", "办公用房", "幢"), 9_000_000, 3_200),
    (Kind("A02030501", "轿车", "辆"), 180_000, 0),
    (Kind("A02061804", "空调机", "台"), 46_000, 0),
    (Kind("A05010201", "办公桌", "张"), 38_000, 0),
    (Kind("A02020400", "多功能一体机", "台"), 24_000, 0),
    (Kind("A02010105", "台式计算机", "台"), 52_000, 0),
)
_LEAVING = {2024: 5, 2025: 4}
"""Which of the old cards leaves the register in a year, by its place in _BEFORE."""
_WAYS = ("报废", "无偿划转", "出售", "报损")


class Card(NamedTuple):
    """An asset. fen; `year`: of the first register that holds it; `voucher`: its key and year."""

    key: str
    region: str
    year: int
    agency: str
    kind: Kind
    way: str
    acquired: date
    worth: int
    quantity: int
    area: int
    custodian: int
    contract: str | None
    voucher: tuple[str, int] | None
    project: str | None
    mark: str = ""


class Entry(NamedTuple):
    """A card in the register of a year's end. fen; `was` before a late correction."""

    key: str
    region: str
    year: int
    card: Card
    amount: int
    depreciation: int
    mark: str = ""
    was: int = 0


class Disposal(NamedTuple):
    """A card that left in a year. fen; `held`: the last year whose register has it."""

    key: str
    region: str
    year: int
    card: str
    kind: Kind
    agency: str
    way: str
    dated: date
    held: int
    amount: int
    net: int
    proceeds: int
    mark: str = ""
    was: int = 0


class AssetBook:
    """The registers of a world; what was bought in a year is worked out once and kept."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.keepers = tuple(r for r in world.regions if r.tier in KEEPERS)
        self._bought: dict[tuple[str, int], list[Card]] = {}

    def bought(self, region: Region, year: int, held: TreasuryYear | None = None) -> list[Card]:
        """Cards of goods that contracts of the year brought; `held`: the treasury's, if known."""
        place = (region.code, year)
        if place not in self._bought:
            held = held or self.world.treasury_year(region, year)
            self._bought[place] = [_marked(card) for card in _of_contracts(region, year, held)]
        return self._bought[place]

    def register(self, region: Region, year: int) -> list[Entry]:
        """The register of a year's end, irregular records among them."""
        cards = [
            card
            for place, card in enumerate(_before(region, self.world))
            if not any(_LEAVING.get(gone) == place for gone in YEARS if gone <= year)
        ]
        for before in YEARS:
            if before <= year:
                cards += self.bought(region, before)
        entries = [_entry(card, year, card.mark) for card in cards]
        return _irregular(entries, self.world.debt_schedule(region, year), year)

    def disposals(self, region: Region, year: int) -> Iterator[Disposal]:
        """What left in a year."""
        if year not in _LEAVING:
            return
        place = _LEAVING[year]
        card = _before(region, self.world)[place]
        dated = date(year, 3, 1) + timedelta(days=pick(250, region.code, year))
        net = card.worth - _written_off(card, year - 1)
        model = Disposal(
            f"CZ{region.code}-{year}-001", region.code, year, card.key, card.kind, card.agency,
            _WAYS[pick(4, region.code, year)], dated, year - 1, card.worth, net,
            card.worth // 20 // YUAN * YUAN,
        )  # fmt: skip
        yield model
        if self.world.debt_schedule(region, year).holds("card_missing", "disposals"):
            key = f"CZ{region.code}-{year}-002"
            yield model._replace(key=key, card=f"{card.key}-N", mark="card_missing")

    def total_is_wrong(self, region: Region, year: int) -> bool:
        """Whether the register's own total is not that of its cards."""
        return self.world.debt_schedule(region, year).holds("wrong_total", "cards")

    def is_corrected(self, region: Region, year: int) -> bool:
        """Whether the register is replaced by a corrected one."""
        number = self.world.debt_schedule(region, year).number
        return year == CORRECTED and number // len(YEARS) % 4 == 1

    def is_sent_again(self, region: Region, year: int) -> bool:
        number = self.world.debt_schedule(region, year).number
        return year == SENT_AGAIN and number // len(YEARS) % 4 == 0


def file_name(region: Region, year: int) -> str:
    return f"assets_{region.code[:6]}_{year}.xlsx"


def _before(region: Region, world: World) -> list[Card]:
    """What a region had when the world begins."""
    agencies = world.agencies(region)
    found = []
    for place, (kind, worth, area) in enumerate(_BEFORE):
        draw = pick(10_000, region.code, "asset", place)
        found.append(
            Card(
                f"ZC{region.code}-{place + 1:06d}", region.code, YEARS[0],
                agencies[draw % len(agencies)].code, kind, "新购" if place else "自建",
                date(2010 + draw % 12, 1 + draw % 12, 1 + draw % 28),
                (worth + worth * (draw % 300) // 100) * YUAN, 1 + (draw % 9 if place > 1 else 0),
                area + draw % 400 if area else 0, draw, None, None, None,
            )
        )  # fmt: skip
    return found


def _of_contracts(region: Region, year: int, held: TreasuryYear) -> list[Card]:
    first: dict[str, Request] = {}
    for request in held.payments.requests:
        if request.contract and request.voucher:
            first.setdefault(request.contract, request)
    found: list[Card] = []
    for contract in held.bought.contracts:
        paid = first.get(contract.key)
        item, allotment = contract.plan.item, contract.plan.allotment
        unit, project = allotment.agency, allotment.project
        if paid is None or not item.code.startswith("A") or not unit or not project:
            continue
        voucher = paid.voucher
        assert voucher is not None
        kind = Kind(item.code, item.name, item.unit)
        number = len(found) + 1
        found.append(
            Card(
                f"ZC{region.code}-{year % 100:02d}{number:04d}", region.code, year, unit.code, kind,
                "新购", paid.dated, voucher.amount, contract.plan.quantity, 0, number,
                contract.key, (voucher.key, year), project.code,
            )
        )  # fmt: skip
    return found


def _marked(card: Card) -> Card:
    """Now and then a card without its contract, or one whose contract or voucher nobody knows."""
    match pick(RARE, card.key, "mark"):
        case 0:
            return card._replace(contract=None, mark="asset_without_contract")
        case 1:
            return card._replace(contract=f"{card.contract}-N", mark="contract_missing")
        case 2 if card.voucher:
            key, year = card.voucher
            return card._replace(voucher=(f"{key}-N", year), mark="voucher_missing")
    return card


def _entry(card: Card, year: int, mark: str = "") -> Entry:
    written = _written_off(card, year)
    return Entry(card.key, card.region, year, card, card.worth, written, mark)


def _written_off(card: Card, year: int) -> int:
    """Straight-line depreciation up to a year's end."""
    life = 12 * LIFE[card.kind.code[:3]]
    months = (year - card.acquired.year) * 12 + 12 - card.acquired.month
    return card.worth * min(months, life) // life


def _irregular(entries: list[Entry], schedule: Schedule, year: int) -> list[Entry]:
    number = schedule.number // len(YEARS)
    if year == CORRECTED and number % 4 == 1:
        old = entries[0]
        was = old.amount + 250_000 * YUAN
        entries[0] = old._replace(mark="late_correction", was=was)
        entries.append(_extra(entries[1], "withdrawn"))
    for kind in ("unknown_class", "missing_value"):
        if schedule.holds(kind, "cards"):
            entries.append(_extra(entries[1], kind))
    return entries


def _extra(model: Entry, mark: str) -> Entry:
    """A record of its own beside the others."""
    serial = {"withdrawn": 990_001, "unknown_class": 990_002, "missing_value": 990_003}[mark]
    kind = model.card.kind
    if mark == "unknown_class":
        kind = Kind(UNKNOWN_CLASS, "未分类资产", "件")
    key = f"ZC{model.region}-{serial}"
    card = model.card._replace(key=key, kind=kind)
    return model._replace(key=key, card=card, mark=mark)
