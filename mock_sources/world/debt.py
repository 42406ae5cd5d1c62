"""What the world's debtors owe: positions by year, on-lending, and what falls due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache, reduce
from typing import NamedTuple

from mock_sources.world import bonds
from mock_sources.world.bonds import Bond
from mock_sources.world.irregular import Schedule
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.seeds import pick
from mock_sources.world.world import World

_ROUND = 100 * bonds.WAN
"""Limits are set in whole 百万元."""


class Position(NamedTuple):
    """One kind of debt of one debtor, or of several, in a year. fen.

    `was`: the limit that was printed before a late correction.
    """

    opening: int
    opening_limit: int
    new: int
    refinancing: int
    repaid: int
    interest: int
    limit: int
    mark: str = ""
    was: int = 0

    @property
    def balance(self) -> int:
        return self.opening + self.new + self.refinancing - self.repaid

    def plus(self, other: Position) -> Position:
        return Position(
            self.opening + other.opening,
            self.opening_limit + other.opening_limit,
            self.new + other.new,
            self.refinancing + other.refinancing,
            self.repaid + other.repaid,
            self.interest + other.interest,
            self.limit + other.limit,
        )


class Lending(NamedTuple):
    """What one region lends another of a bond. fen; `region` lends."""

    key: str
    region: str
    borrower: str
    year: int
    bond: Bond
    dated: date
    amount: int
    mark: str = ""
    was: int = 0


class Service(NamedTuple):
    """What falls due on a bond. fen; `source` BUDGET, PROJECT or REFINANCING."""

    key: str
    region: str
    year: int
    bond: Bond
    due: date
    principal: int
    interest: int
    source: str
    mark: str = ""
    was: int = 0

    @property
    def amount(self) -> int:
        return self.interest


class Ledger:
    """The debt of a world; everything is computed when asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.debtors = tuple(r for r in world.regions if r.tier in bonds.DEBTORS)
        self.issuers = tuple(r for r in self.debtors if bonds.is_issuer(r))
        self.uses = lru_cache(maxsize=None)(world.bond_uses)
        self.position = lru_cache(maxsize=None)(self._position)
        self._need = lru_cache(maxsize=None)(self._needed)

    def members(self, issuer: Region) -> list[Region]:
        """Who gets money of an issuer's bonds, itself first."""
        return [r for r in self.debtors if bonds.issuer_of(r) == issuer.code]

    def below(self, region: Region) -> list[Region]:
        """Who borrows from a region."""
        issuer = bonds.issuer_of(region)
        return [
            r
            for r in self.world.below.get(region.code, ())
            if r.tier in bonds.DEBTORS and bonds.issuer_of(r) == issuer
        ]

    def size(self, bond: Bond) -> int:
        return self._need(self.world.region[bond.issuer], bond)

    def bonds_of(self, issuer: Region, year: int) -> list[Bond]:
        """The bonds that the year's workbook lists: the first one has those of before too."""
        first = year == YEARS[0]
        return [
            bond
            for bond in bonds.bonds_of(issuer.code)
            if bond.issued.year == year or (first and bond.issued.year < year)
        ]

    def _held(self, region: Region, bond: Bond) -> int:
        year = bond.issued.year
        return bonds.held(region, bond, self.uses(region, year) if year in YEARS else ())

    def _needed(self, region: Region, bond: Bond) -> int:
        return self._held(region, bond) + sum(self._need(r, bond) for r in self.below(region))

    def _position(self, region: Region, year: int, general: bool) -> Position:
        owed = [b for b in bonds.bonds_of(bonds.issuer_of(region)) if b.general == general]
        held = [(bond, self._held(region, bond)) for bond in owed]

        def total(purpose: str) -> int:
            return sum(h for b, h in held if b.issued.year == year and b.purpose == purpose)

        opening = sum(h for b, h in held if b.issued.year < year <= b.matures.year)
        repaid = sum(h for b, h in held if b.matures.year == year)
        before = None if year == YEARS[0] else self.position(region, year - 1, general)
        found = Position(
            opening,
            before.limit if before else _limit(region, year - 1, general, opening),
            total("NEW"),
            total("REFINANCING"),
            repaid,
            sum(_interest(b, h) for b, h in held if b.issued.year < year <= b.matures.year),
            0,
        )
        found = found._replace(limit=_limit(region, year, general, found.balance))
        return found if general else self._marked(found, self.world.debt_schedule(region, year))

    def _marked(self, found: Position, schedule: Schedule) -> Position:
        if schedule.holds("limit_exceeded", "limits"):
            limit = found.balance * 9 // 10 // _ROUND * _ROUND
            return found._replace(limit=limit, mark="limit_exceeded")
        debtor, place = divmod(schedule.number, len(YEARS))
        if YEARS[place] == bonds.CORRECTED and debtor % 4 == 2:
            return found._replace(mark="late_correction", was=found.limit + 10 * _ROUND)
        return found

    def lendings(self, lender: Region, year: int) -> Iterator[Lending]:
        """What a region lends on in a year, irregular ones among them."""
        issued = [b for b in bonds.bonds_of(bonds.issuer_of(lender)) if b.issued.year == year]
        for region in self.below(lender):
            for bond in issued:
                amount = self._need(region, bond)
                if amount:
                    key = f"ZD{bond.code}-{region.code}"
                    dated = bond.issued + timedelta(days=7 if lender.code == bond.issuer else 12)
                    yield Lending(key, lender.code, region.code, year, bond, dated, amount)
            if self.world.debt_schedule(region, year).holds("impossible_date", "on_lendings"):
                bond = issued[0]
                key = f"ZD{bond.code}-{region.code}-X"
                yield Lending(
                    key, lender.code, region.code, year, bond, bond.issued, 20 * bonds.WAN,
                    "impossible_date",
                )  # fmt: skip

    def services(self, region: Region, year: int) -> Iterator[Service]:
        """What falls due for a debtor in a year, irregular records at the end."""
        model = None
        for bond in bonds.bonds_of(bonds.issuer_of(region)):
            held = self._held(region, bond)
            if not held or not bond.issued.year < year <= bond.matures.year:
                continue
            due = bond.issued.replace(year=year)
            key = f"HB{bond.code}-{region.code}-{year}"
            source = "PROJECT" if bond.nature == "020299" else "BUDGET"
            model = Service(f"{key}-1", region.code, year, bond, due, 0, _interest(bond, held),
                            source)  # fmt: skip
            if bond.matures.year != year:
                yield model
                continue
            rolled = held * 8 // 10 // bonds.WAN * bonds.WAN
            yield model._replace(principal=held - rolled)
            yield Service(f"{key}-2", region.code, year, bond, due, rolled, 0, "REFINANCING")
        schedule = self.world.debt_schedule(region, year)
        for number, kind in enumerate(("missing_value", "three_decimals"), 8):
            if model is not None and schedule.holds(kind, "services"):
                yield model._replace(key=f"{model.key[:-1]}{number}", principal=0, mark=kind)

    def whole(self, regions: list[Region], year: int, general: bool) -> Position:
        """Several debtors' positions added up."""
        found = [self.position(region, year, general) for region in regions]
        return reduce(Position.plus, found)

    def city(self, region: Region, tree: str) -> list[Region]:
        """A city and the debtors below it, in the ADMINISTRATIVE or the FISCAL tree."""
        if tree == "ADMINISTRATIVE":
            return [region, *(r for r in self.debtors if r.parent == region.code)]
        return [region, *self.below(region)]

    def printed(self, region: Region, year: int, tree: str) -> list[tuple[Position, Position]]:
        """The positions printed of a region, general and special: its own level, then the whole of
        an issuer or city. `tree`: by which a city's whole is summed."""
        found = [[region]]
        if bonds.is_issuer(region):
            found.append(self.members(region))
        elif region.tier == "CITY":
            found.append(self.city(region, tree))
        return [
            (self.whole(regions, year, True), self.whole(regions, year, False)) for regions in found
        ]


def whole_code(region: Region) -> str:
    """The debt system's code of a province or city with all below it: `44`, `4402`."""
    return region.code[:2] if region.tier == "PROVINCE" else region.code[:4]


def document(issuer: Region, year: int) -> str:
    """What the debt system calls an issuer's figures of a year."""
    return f"debt_{whole_code(issuer)}_{year}"


def file_name(issuer: Region, year: int) -> str:
    return f"{document(issuer, year)}.xlsx"


def _limit(region: Region, year: int, general: bool, balance: int) -> int:
    """A limit a little above the balance."""
    room = 103 + pick(15, region.code, year, general)
    return (balance * room // 100 // _ROUND + 1) * _ROUND


def _interest(bond: Bond, held: int) -> int:
    return held * bond.coupon // 10_000


class Line(NamedTuple):
    """A row of the account: what it is called, and its fen for a pair (general, special)."""

    code: str
    name: str
    amount: str
    kinds: str
    section: bool


def account(year: int) -> list[Line]:
    """The rows of 表4-3. `kinds`: G, S or both; `amount`: the position's field, "" for nought."""
    rows: list[Line] = []

    def section(
        code: str, name: str, amount: str, parts: tuple[tuple[str, str, str, str], ...]
    ) -> None:
        number = "一二三四五六七"[sum(row.section for row in rows)]
        rows.append(Line(code, f"{number}、{name}", amount, "GS", True))
        rows.extend(Line(*part, False) for part in parts)

    def split(
        letter: str, amount: str, first: str = "  其中："
    ) -> tuple[tuple[str, str, str, str], ...]:
        return (
            (f"YB{letter}", f"{first}一般债务", amount, "G"),
            (f"ZX{letter}", "     专项债务", amount, "S"),
        )

    plain = "     "
    section("YE_Y2", f"{year - 1}年末地方政府债务余额", "opening", split("YE_Y2", "opening"))
    section(
        "XE_Y2", f"{year - 1}年地方政府债务限额", "opening_limit", split("XE_Y2", "opening_limit")
    )
    section(
        "FXYB", f"{year}年地方政府债务发行决算数", "issued",
        (
            ("FXYB_Y1", f"{plain}新增一般债券发行额", "new", "G"),
            ("FXYB_Y1_ZRZ", f"{plain}再融资一般债券发行额", "refinancing", "G"),
            ("FXZX_Y1", f"{plain}新增专项债券发行额", "new", "S"),
            ("FXZX_Y1_ZRZ", f"{plain}再融资专项债券发行额", "refinancing", "S"),
            ("ZHYB_Y1", f"{plain}置换一般债券发行额", "", "G"),
            ("ZHZX_Y1", f"{plain}置换专项债券发行额", "", "S"),
            ("FXZX_Y1", f"{plain}国际金融组织和外国政府贷款", "", "G"),
        ),
    )  # fmt: skip
    section("HB_Y1", f"{year}年地方政府债务还本决算数", "repaid", split("HB_Y1", "repaid", plain))
    section(
        "FX_Y1", f"{year}年地方政府债务付息决算数", "interest", split("FX_Y1", "interest", plain)
    )
    section("YE_Y1", f"{year}年末地方政府债务余额决算数", "balance", split("YE_Y1", "balance"))
    section("XE_Y1", f"{year}年地方政府债务限额", "limit", split("XE_Y1", "limit"))
    return rows


def line_amount(line: Line, general: Position, special: Position) -> int:
    """fen of a row of the account."""
    if not line.amount:
        return 0
    kinds = [position for kind, position in (("G", general), ("S", special)) if kind in line.kinds]
    return sum(_of(position, line.amount) for position in kinds)


def _of(position: Position, amount: str) -> int:
    if amount == "issued":
        return position.new + position.refinancing
    found: int = getattr(position, amount)
    return found
