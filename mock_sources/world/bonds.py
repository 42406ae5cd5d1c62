"""Bonds of the world's issuers, the projects they pay for, and who owes what of them.

Only a province and a city with a plan of its own issue bonds; money goes down the fiscal tree by
on-lending. What a region owes of a bond follows from its own projects (new bonds), from what it
repays (refinancing bonds) or from the years before (old bonds), so every total can be computed for
one region alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from mock_sources.world.irregular import Schedule
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.projects import Project
from mock_sources.world.seeds import pick

DEBTORS = ("PROVINCE", "CITY", "COUNTY")
"""Tiers that may owe; townships have no debt of their own."""

STRIDE = 12
"""One instance of each irregularity per so many years of debtors."""

CORRECTED = 2024
"""The year whose figures are corrected late."""

SENT_AGAIN = 2023
"""The year whose workbook is sent a second time, unchanged."""

MISSING_BOND = "LGB9900X9"
WAN = 1_000_000
"""Fen of 1 万元: bonds are divided in whole 万元."""

_OWN_PLAN = "440300000"
_PLAN = (
    # letter, general, nature, name, month and day, years, coupon in hundredths of a percent
    ("G1", True, "01", "一般债券（一期）", (2, 20), 10, 285),
    ("S1", False, "020299", "其他自平衡专项债券（一期）", (1, 16), 15, 298),
    ("S2", False, "0201", "专项债券（二期）", (2, 26), 20, 305),
)
_REFINANCING = (
    ("G9", True, "01", "再融资一般债券（一期）", (4, 12), 7, 276),
    ("S9", False, "0201", "再融资专项债券（一期）", (4, 12), 10, 283),
)
_OLD = ((2018, 5, 390), (2019, 5, 345), (2020, 5, 312), (2020, 15, 356))
_OLD_SIZE = {"PROVINCE": 900_000, "CITY": 240_000, "COUNTY": 60_000}
"""万元 that a debtor owes of an old bond, at least."""


class Bond(NamedTuple):
    """A bond. `coupon`: hundredths of a percent a year; `purpose` NEW or REFINANCING."""

    code: str
    name: str
    issuer: str
    general: bool
    nature: str
    purpose: str
    issued: date
    matures: date
    years: int
    coupon: int


class Use(NamedTuple):
    """What a project gets of a bond in a year. fen; `was` before a late correction."""

    key: str
    region: str
    year: int
    serial: int
    project: Project
    bond: Bond
    amount: int
    mark: str = ""
    was: int = 0


def is_issuer(region: Region) -> bool:
    return region.tier == "PROVINCE" or region.code == _OWN_PLAN


def issuer_of(region: Region) -> str:
    """Whose bonds a debtor gets money of.

    >>> from mock_sources.world.lists import all_regions
    >>> [issuer_of(r) for r in all_regions() if r.code in ("440203000", "440304000")]
    ['440000000', '440300000']
    """
    inside = region.code == _OWN_PLAN or region.parent == _OWN_PLAN
    return _OWN_PLAN if inside else "440000000"


@cache
def bonds_of(issuer: str) -> tuple[Bond, ...]:
    """All of an issuer's bonds that are owed in the world's years, in order of issue."""
    place = "广东省" if issuer == "440000000" else "深圳市"
    found = []
    for year, years, coupon in _OLD:
        for letter, general in (("G", True), ("S", False)):
            number = f"{letter}{years:02d}"
            nature, name = ("01", "一般债券") if general else ("0201", "专项债券")
            issued = date(year, 6, 18 if general else 25)
            found.append(
                _bond(issuer, f"{year}年{place}{name}（{years}年期）", number, general, nature,
                      "NEW", issued, years, coupon)
            )  # fmt: skip
    for year in YEARS:
        for plan, purpose in ((_PLAN, "NEW"), (_REFINANCING, "REFINANCING")):
            for number, general, nature, name, (month, day), years, coupon in plan:
                found.append(
                    _bond(issuer, f"{year}年{place}{name}", number, general, nature, purpose,
                          date(year, month, day), years, coupon - 4 * (year - YEARS[0]))
                )  # fmt: skip
    return tuple(sorted(found, key=lambda bond: (bond.issued, bond.code)))


def _bond(
    issuer: str, name: str, number: str, general: bool, nature: str, purpose: str, issued: date,
    years: int, coupon: int,
) -> Bond:  # fmt: skip
    code = f"LGB{issuer[:4].rstrip('0')}{issued.year % 100:02d}{number}"
    matures = issued.replace(year=issued.year + years)
    return Bond(code, name, issuer, general, nature, purpose, issued, matures, years, coupon)


def uses(region: Region, year: int, projects: Iterable[Project], schedule: Schedule) -> list[Use]:
    """What a debtor's own projects get of the year's new bonds, irregular ones among them.

    `projects`: those set up for the year; the last one comes too late. Special bonds pay for
    projects of the government fund budget, general bonds for some of the general public budget.
    """
    if region.tier not in DEBTORS:
        return []
    new = {
        (bond.general, bond.code[-2:]): bond
        for bond in bonds_of(issuer_of(region))
        if bond.issued.year == year and bond.purpose == "NEW"
    }
    found: list[Use] = []
    for project in [each for each in projects if each.programme is None][:-1]:
        works = project.fund == "11" and project.kind == "3" and pick(3, project.code) == 0
        if not (project.fund == "12" or works):
            continue
        general = project.fund == "11"
        bond = new[general, "G1" if general else f"S{1 + pick(2, project.code, year)}"]
        amount = project.total // project.term * 95 // 100 // WAN * WAN
        serial = len(found) + 1
        key = f"{project.code}/{bond.code}"
        found.append(Use(key, region.code, year, serial, project, bond, amount))
    return _irregular(found, year, schedule)


def _irregular(found: list[Use], year: int, schedule: Schedule) -> list[Use]:
    if found and schedule.holds("bond_unspent", "uses"):
        found[-1] = found[-1]._replace(mark="bond_unspent")
    if schedule.number // len(YEARS) % 4 == 1 and year == CORRECTED and found[:1]:
        old = found[0]
        if not old.mark:
            was = old.amount * 3 // 4 // WAN * WAN
            found[0] = old._replace(mark="late_correction", was=was)
    model = found[0] if found else None
    for kind in ("bond_missing", "project_missing"):
        if model is not None and schedule.holds(kind, "uses"):
            project, bond = model.project, model.bond
            if kind == "bond_missing":
                bond = bond._replace(code=MISSING_BOND, name="编号待查的债券")
            else:
                project = project._replace(code=f"{project.code[:12]}999999999")
            key = f"{project.code}/{bond.code}"
            extra = model._replace(
                key=key, serial=len(found) + 1, project=project, bond=bond, mark=kind, was=0
            )
            found.append(extra._replace(amount=50 * WAN))
    return found


COUNTED = ("", "bond_unspent", "late_correction")
"""Marks of the uses that are part of their bond; the others name something that is not there."""


def arrived(bond: Bond, region: Region) -> date:
    """When a bond's money is with a debtor: a week from the issuer, five days more from a city."""
    if region.code == bond.issuer:
        return bond.issued
    return bond.issued + timedelta(days=7 if region.fiscal_parent == bond.issuer else 12)


def held(region: Region, bond: Bond, uses: Sequence[Use]) -> int:
    """fen that a debtor owes of a bond for itself. `uses`: its own of the year of issue."""
    if bond.issued.year < YEARS[0]:
        size = _OLD_SIZE[region.tier] * (3 if bond.years > 5 else 1)
        return (size + pick(size, region.code, bond.code)) * WAN
    if bond.purpose == "NEW":
        return sum(use.amount for use in uses if use.bond.code == bond.code and use.mark in COUNTED)
    due = (old for old in bonds_of(bond.issuer) if old.general == bond.general)
    repaid = sum(held(region, old, ()) for old in due if old.matures.year == bond.issued.year)
    return repaid * 8 // 10 // WAN * WAN


class _Share:
    """What is left of a project's share of a bond, and from when on."""

    def __init__(self, use: Use, since: date) -> None:
        self.code = use.bond.code
        self.since = since
        self.left = 0 if use.mark == "bond_unspent" else use.amount


class Purse:
    """The bond money of a region's projects in a year: requests draw on it until it is spent."""

    def __init__(self, region: Region, uses: Iterable[Use]) -> None:
        self._shares = {
            use.project.code: _Share(use, arrived(use.bond, region))
            for use in uses
            if use.mark in COUNTED
        }

    def draw(self, project: Project | None, amount: int, dated: date) -> str | None:
        """The bond that pays a whole request of this day; None when none can."""
        share = self._shares.get(project.code) if project else None
        if share is None or dated <= share.since or not 0 < amount <= share.left:
            return None
        share.left -= amount
        return share.code

    def planned(self, project: Project | None, dated: date) -> str | None:
        """The bond that a plan of this day counts on."""
        share = self._shares.get(project.code) if project else None
        return share.code if share and dated > share.since else None
