"""What a system sends twice: a record again, or its older version after the newer."""

from __future__ import annotations

from typing import NamedTuple

from mock_sources.world.agriculture import Agriculture, Works
from mock_sources.world.contracts import Contract, Procurement
from mock_sources.world.lists import Region
from mock_sources.world.programmes import Transfer
from mock_sources.world.projects import AnnualBudget, Project
from mock_sources.world.world import World


class Again(NamedTuple):
    """A record sent again with its amount in fen; how: 'duplicate' or 'stale' (older amount)."""

    record: Project | AnnualBudget | Transfer | Contract | Works
    how: str
    fen: int


def projects_again(world: World, region: Region, year: int) -> list[Again]:
    if not world.schedule(region, year).holds("duplicate", "projects"):
        return []
    return [Again(p, "duplicate", p.amount) for p in world.projects(region, year) if not p.mark][
        -1:
    ]


def annual_budgets_again(world: World, region: Region, year: int) -> list[Again]:
    schedule = world.schedule(region, year)
    budgets = world.annual_budgets(region, year)
    found: list[Again] = []
    if schedule.holds("duplicate", "annual_budgets"):
        found += [Again(b, "duplicate", b.amount) for b in budgets if not b.mark][-1:]
    if schedule.holds("stale", "annual_budgets"):
        found += [Again(b, "stale", b.was) for b in budgets if b.mark == "late_correction"]
    return found


def transfers_again(world: World, region: Region, year: int) -> list[Again]:
    if not world.schedule(region, year).holds("duplicate", "transfers"):
        return []
    return [
        Again(t, "duplicate", t.amount) for t in world.transfers_to(region, year) if not t.mark
    ][-1:]


def contracts_again(bought: Procurement) -> list[Again]:
    return [
        Again(each, each.again, each.original if each.again == "stale" else each.amount)
        for each in bought.contracts
        if each.again
    ]


def works_again(found: Agriculture) -> list[Again]:
    return [
        Again(each, each.again, each.was if each.again == "stale" else each.amount)
        for each in found.works
        if each.again
    ]
