"""The world: everything a region holds, generated when asked for, so that memory stays bounded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from mock_sources.world import (
    accounts,
    agri_marks,
    agriculture,
    allotments,
    bonds,
    contracts,
    payments,
    projects,
    receipts,
)
from mock_sources.world.agencies import Agency, agencies_of
from mock_sources.world.irregular import UNKNOWN_REGION, Schedule
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.programmes import Transfer, plan
from mock_sources.world.projects import AnnualBudget, Project
from mock_sources.world.scales import SCALES, Density, regions_of


class TreasuryYear(NamedTuple):
    """What the treasury of one region holds for one year."""

    allotments: list[allotments.Allotment]
    adjustments: list[allotments.Adjustment]
    payments: payments.Payments
    balances: list[accounts.Balance]
    receipts: list[receipts.Receipt]
    bought: contracts.Procurement


class World:
    """One seed's world at one scale. Its methods are pure; same arguments, same records."""

    def __init__(self, scale: str, seed: int) -> None:
        self.scale = SCALES[scale]
        self.seed = seed
        self.regions = regions_of(self.scale)
        self.region = {region.code: region for region in self.regions}
        self.below: dict[str, list[Region]] = {}
        for region in self.regions:
            self.below.setdefault(region.fiscal_parent, []).append(region)
        self._towns: dict[str, list[Region]] = {}
        for region in self.regions:
            for each in self.above(region) if region.tier == "TOWNSHIP" else ():
                self._towns.setdefault(each.code, []).append(region)
        self._number = {region.code: n for n, region in enumerate(self.regions)}
        debtors = [region.code for region in self.regions if region.tier in bonds.DEBTORS]
        self._debtor = {code: n for n, code in enumerate(debtors)}
        self._plan = lru_cache(maxsize=len(YEARS))(self._make_plan)
        # Year after year of one region is asked for in turn, its projects by the year after too.
        self.agencies = lru_cache(maxsize=8)(self._agencies)
        self._new_projects = lru_cache(maxsize=8)(self._make_projects)
        self.annual_budgets = lru_cache(maxsize=4)(self._annual_budgets)
        # Few records, and dear: they follow from all payments. So they are kept.
        self.procurement = lru_cache(maxsize=None)(self._procurement)
        self.agriculture = lru_cache(maxsize=None)(self._agriculture)

    def region_years(self) -> Iterator[tuple[Region, int]]:
        """Every region and year, region by region."""
        return ((region, year) for region in self.regions for year in YEARS)

    def density(self, region: Region) -> Density | None:
        """None for the centre, which only transfers here."""
        return self.scale.density.get(region.tier)

    def schedule(self, region: Region, year: int) -> Schedule:
        number = self._number[region.code] * len(YEARS) + YEARS.index(year)
        return Schedule(number, self.scale.stride, self.seed)

    def debt_schedule(self, region: Region, year: int) -> Schedule:
        """The schedule of a debtor's year, which are few beside all years of all regions."""
        number = self._debtor[region.code] * len(YEARS) + YEARS.index(year)
        return Schedule(number, bonds.STRIDE, self.seed)

    def _agencies(self, region: Region) -> tuple[Agency, ...]:
        return agencies_of(region, self.density(region))

    def _make_plan(self, year: int) -> dict[str, dict[int, Transfer]]:
        return plan(self.regions, year, self.seed)

    def received(self, region: Region, year: int) -> dict[int, Transfer]:
        """programme number → the transfer a region receives."""
        return self._plan(year)[region.code]

    def transfers_to(self, region: Region, year: int) -> list[Transfer]:
        """Transfers a region receives, as records; irregular ones among them."""
        found = [transfer for _, transfer in sorted(self.received(region, year).items())]
        schedule = self.schedule(region, year)
        if not found:
            return found
        for serial, kind in ((90, "unknown_region"), (91, "impossible_date")):
            if schedule.holds(kind, "transfers"):
                model = found[0]
                to = UNKNOWN_REGION if kind == "unknown_region" else model.to
                key = f"TRA{region.code}-{year}-{serial}"
                found.append(model._replace(key=key, to=to, amount=5_000_000, mark=kind))
        return found

    def _make_projects(self, region: Region, year: int) -> list[Project]:
        density = self.density(region)
        if density is None or year not in YEARS:
            return []
        agencies = self.agencies(region)
        new = projects.own_projects(region, year, agencies, density, self.seed)
        return new + projects.programme_projects(
            region, year, agencies, self.received(region, year)
        )

    def projects(self, region: Region, year: int) -> list[Project]:
        """Projects a region sets up for a year, irregular ones among them."""
        new = self._new_projects(region, year)
        return projects.irregular_projects(new, self.schedule(region, year)) if new else []

    def bond_uses(self, region: Region, year: int) -> list[bonds.Use]:
        """What a region's projects get of the year's bonds."""
        if region.tier not in bonds.DEBTORS:
            return []
        new = self._new_projects(region, year)
        return bonds.uses(region, year, new, self.debt_schedule(region, year))

    def _annual_budgets(self, region: Region, year: int) -> list[AnnualBudget]:
        new = self._new_projects(region, year)
        if not new:
            return []
        earlier = [
            project
            for before in range(YEARS[0], year)
            for project in self._new_projects(region, before)
            if before + project.term > year
        ]
        return projects.annual_budgets(
            year,
            new,
            earlier,
            self.received(region, year),
            self.schedule(region, year),
            region,
            self.seed,
        )

    def accounts(self, region: Region) -> list[accounts.Account]:
        return accounts.accounts_of(region)

    def treasury_year(self, region: Region, year: int) -> TreasuryYear:
        """Allotments, payments, balances and receipts of one region and year."""
        density = self.density(region)
        if density is None:
            province = self.region["440000000"]
            central = allotments.central_allotments(year, self.received(province, year), region)
            empty = payments.Payments([], [], [], [], [], {})
            return TreasuryYear(central, [], empty, [], [], contracts.Procurement.empty())
        schedule = self.schedule(region, year)
        lines, changes = allotments.allotments(
            region,
            year,
            self.received(region, year),
            self._new_projects(region, year),
            self.annual_budgets(region, year),
            schedule,
            self.seed,
        )
        paid = payments.payments(
            region,
            year,
            lines,
            density.vouchers,
            bonds.Purse(region, self.bond_uses(region, year)),
            schedule,
            self.seed,
        )
        bought = contracts.procurement(lines, paid, self.scale.purchases, self.seed)
        contracts.name_contracts(paid, bought.paid)
        return TreasuryYear(
            lines,
            changes,
            paid,
            accounts.balances(region, year, self.seed),
            receipts.receipts(region, year, density.receipts, schedule, self.seed),
            bought,
        )

    def _procurement(self, region: Region, year: int) -> contracts.Procurement:
        return self.treasury_year(region, year).bought

    def _agriculture(self, region: Region) -> agriculture.Agriculture:
        if self.density(region) is None:
            return agriculture.Agriculture([], [], [])
        towns = self.towns(region)
        often = Counter(each.name for each in towns) if region.tier == "CITY" else Counter()
        found = agriculture.agriculture(
            region,
            {year: self._new_projects(region, year) for year in YEARS},
            {year: self.annual_budgets(region, year) for year in YEARS},
            [(year, self.treasury_year(region, year)) for year in YEARS],
            towns,
        )
        ambiguous = sorted(name for name, many in often.items() if many > 1)
        for year in YEARS:
            agri_marks.mark(found, year, self.schedule(region, year), region, ambiguous)
        return found

    def towns(self, region: Region) -> list[Region]:
        """The townships that a region is or holds, by the administrative tree."""
        return self._towns.get(region.code, [])

    def above(self, region: Region) -> list[Region]:
        """The region and what holds it, up to the province."""
        found = [region]
        while found[-1].parent in self.region and found[-1].tier != "PROVINCE":
            found.append(self.region[found[-1].parent])
        return found
