"""Allotments (指标) of one region and year, and their adjustments."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from mock_sources.world import irregular
from mock_sources.world.agencies import Agency
from mock_sources.world.clock import days
from mock_sources.world.irregular import Schedule
from mock_sources.world.lists import Region
from mock_sources.world.programmes import Programme, Transfer, document_number
from mock_sources.world.projects import AnnualBudget, Project, government_code
from mock_sources.world.seeds import generator

SUPPLEMENT = "013"
REDUCTION = "004"
VIREMENT_IN = "007"
VIREMENT_OUT = "008"
FREEZE = "006"
UNFREEZE = "005"


class Allotment(NamedTuple):
    """An allotment. fen; `up` and `down`: sums of increases and decreases; `frozen` still frozen.

    agency None means 本级, to be allocated; source 001, 003 or 004.
    """

    key: str
    region: str
    year: int
    document: str
    dated: date
    superior_document: str | None
    agency: Agency | None
    project: Project | None
    budget_key: str | None
    fund: str
    transfer_function: str | None
    function: str
    government_code: str | None
    department_code: str | None
    source: str
    amount: int
    up: int
    down: int
    frozen: int
    parent: str | None
    parent_region: str | None
    receiver: str | None
    programme: Programme | None
    guarantee: str | None
    purchase: bool
    mark: str = ""

    @property
    def current(self) -> int:
        return self.amount + self.up - self.down


class Adjustment(NamedTuple):
    """A change of an allotment. fen, signed as its kind says; `was` before a late correction."""

    key: str
    region: str
    year: int
    dated: date
    batch: str
    allotment: Allotment
    other: str | None
    kind: str
    amount: int
    mark: str = ""
    was: int = 0


def received_key(region: str, year: int, programme: int) -> str:
    """The receiving allotment's key, known to regions below without looking it up."""
    return f"B{region}-{year}-S{programme:02d}"


def central_allotments(year: int, received: dict[int, Transfer], centre: Region) -> list[Allotment]:
    """The centre's allotments: one per programme, the whole of it for the province."""
    return [
        Allotment(
            received_key(centre.code, year, number),
            centre.code,
            year,
            transfer.document,
            transfer.dated,
            None,
            None,
            None,
            None,
            transfer.programme.fund,
            transfer.programme.transfer_function,
            transfer.programme.function,
            None,
            None,
            "001",
            transfer.amount,
            0,
            0,
            0,
            None,
            None,
            transfer.to,
            transfer.programme,
            transfer.programme.guarantee,
            False,
        )
        for number, transfer in sorted(received.items())
    ]


def _received(region: Region, transfer: Transfer) -> Allotment:
    """What a region holds of a programme before it is allocated."""
    programme, year = transfer.programme, transfer.year
    return Allotment(
        received_key(region.code, year, programme.number),
        region.code,
        year,
        document_number(region, programme, year),
        transfer.received_on,
        transfer.document,
        None,
        None,
        None,
        programme.fund,
        programme.transfer_function,
        programme.function,
        None,
        None,
        "003",
        transfer.amount,
        0,
        0,
        0,
        received_key(transfer.region, year, programme.number),
        transfer.region,
        None,
        programme,
        programme.guarantee,
        False,
    )


def _unit(
    received: Allotment, agency: Agency, project: Project, budget_key: str | None, amount: int
) -> Allotment:
    """The unit's share of received money."""
    return received._replace(
        key=received.key.replace("-S", "-U"),
        dated=received.dated + timedelta(days=8),
        agency=agency,
        project=project,
        budget_key=budget_key,
        transfer_function=None,
        government_code=government_code(agency, project.economic),
        department_code=project.economic.department_code,
        amount=amount,
        parent=received.key,
        parent_region=received.region,
    )


def _own(region: Region, budget: AnnualBudget, number: int, dated: date) -> Allotment:
    """A unit's allotment out of its region's own budget."""
    project = budget.project
    agency = project.agency
    guarantee = {"1": "2", "2": "3"}.get(project.kind) if project.fund == "11" else None
    return Allotment(
        f"B{region.code}-{budget.year}-O{number:05d}",
        region.code,
        budget.year,
        f"{region.short}财预〔{budget.year}〕{number % 90 + 1}号",
        dated,
        None,
        agency,
        project,
        budget.key,
        project.fund,
        None,
        budget.function,
        government_code(agency, project.economic),
        project.economic.department_code,
        "001",
        budget.reply,
        0,
        0,
        0,
        None,
        None,
        None,
        None,
        guarantee,
        project.economic.department_code.startswith(("309", "310")),
    )


def allotments(
    region: Region,
    year: int,
    received: dict[int, Transfer],
    projects: list[Project],
    budgets: list[AnnualBudget],
    schedule: Schedule,
    seed: int,
) -> tuple[list[Allotment], list[Adjustment]]:
    """A region's allotments of a year, receiving ones first, and their adjustments."""
    rng = generator(seed, "allotments", region.code, year)
    programme_budget = {
        b.project.programme.number: b.key for b in budgets if b.project.programme and not b.mark
    }
    by_programme = {p.programme.number: p for p in projects if p.programme and not p.mark}
    found: list[Allotment] = []
    for number, transfer in sorted(received.items()):
        whole = _received(region, transfer)
        found.append(whole)
        if transfer.own:
            project = by_programme[number]
            budget_key = programme_budget.get(number)
            found.append(_unit(whole, project.agency, project, budget_key, transfer.own))
    number = 0
    for budget in budgets:
        if budget.project.programme is None and irregular.fate_of(budget.mark) == irregular.LOADED:
            number += 1
            dated = max(budget.approved_on, date(year, 3, 1)) + timedelta(days=rng.randrange(15))
            found.append(_own(region, budget, number, dated))
    adjustments = _adjust(region, year, found, rng.random(), schedule)
    model = found[-1]
    for serial, kind in ((90_001, "unknown_function"), (90_002, "parent_missing")):
        if schedule.holds(kind, "BA_BGT_INFO"):
            extra = model._replace(
                key=f"B{region.code}-{year}-X{serial}", mark=kind, up=0, down=0, frozen=0
            )
            if kind == "unknown_function":
                extra = extra._replace(function=irregular.UNKNOWN_FUNCTION)
            else:
                extra = extra._replace(
                    source="003",
                    superior_document=f"粤财预〔{year}〕999号",
                    parent=received_key(region.fiscal_parent, year, 99),
                    parent_region=region.fiscal_parent,
                )
            found.append(extra)
    return found, adjustments


def _adjust(
    region: Region, year: int, found: list[Allotment], draw: float, schedule: Schedule
) -> list[Adjustment]:
    """Adjustments in late summer: roughly every fourth own allotment; `found` is updated."""
    calendar = days(year)
    adjustments: list[Adjustment] = []

    def add(place: int, other: int | None, kind: str, amount: int, day: int, batch: int) -> None:
        """`amount` is signed as the kind says."""
        old = found[place]
        new = old
        if kind in (SUPPLEMENT, VIREMENT_IN):
            new = old._replace(up=old.up + amount)
        elif kind in (REDUCTION, VIREMENT_OUT):
            new = old._replace(down=old.down - amount)
        elif kind == FREEZE:
            new = old._replace(frozen=old.frozen + amount)
        else:
            new = old._replace(frozen=old.frozen - amount)
        found[place] = new
        adjustments.append(
            Adjustment(
                f"ADJ{region.code}-{year}-{len(adjustments) + 1:05d}",
                region.code,
                year,
                calendar[day],
                f"{year}{batch:04d}",
                new,
                None if other is None else found[other].key,
                kind,
                amount,
            )
        )

    own = [i for i, a in enumerate(found) if a.agency is not None and a.programme is None]
    offset = int(draw * 4)
    for turn, place in enumerate(own[offset::4]):
        tenth = found[place].amount // 10 // 100 * 100
        batch, day = turn + 1, 215 + turn % 40
        match turn % 4:
            case 0:
                add(place, None, SUPPLEMENT, tenth, day, batch)
            case 1:
                add(place, None, REDUCTION, -tenth // 2, day, batch)
            case 2:
                add(place, None, FREEZE, tenth, day, batch)
                add(place, None, UNFREEZE, tenth // 2, day + 30, batch)
            case _:
                here = own.index(place)
                peer = own[here - 1]
                if found[peer].fund == found[place].fund:
                    moved = min(tenth, found[peer].amount // 10)
                    add(peer, place, VIREMENT_OUT, -moved, day, batch)
                    add(place, peer, VIREMENT_IN, moved, day, batch)
    if schedule.holds("late_correction", "BA_BGT_ADJSUB"):
        place = own[0]
        amount = found[place].amount // 50
        add(place, None, FREEZE, amount, 270, 9001)
        adjustments[-1] = adjustments[-1]._replace(mark="late_correction", was=amount // 2)
    # Adjustments made before the last change of their allotment show its final state too.
    final = {a.key: a for a in found}
    return [a._replace(allotment=final[a.allotment.key]) for a in adjustments]
