"""Agricultural projects of one region: what lies where, its stages, and the money behind it.

They are the budget's projects with agricultural purpose. Money is what the treasury allotted and
paid; stages follow the dates of the project, its budget, allotments, contracts and payments, and go
as far as the world has come by the opening.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from mock_sources.world import irregular, people
from mock_sources.world.clock import OPENING_AT
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.programmes import Programme
from mock_sources.world.projects import AnnualBudget, Project
from mock_sources.world.seeds import pick

if TYPE_CHECKING:
    from mock_sources.world.world import TreasuryYear

STAGES = (
    "RESERVED", "REVIEWED", "ADMITTED", "ARRANGED", "ISSUED", "TENDERED", "CONSTRUCTING",
    "ACCEPTED", "SETTLED", "HANDED_OVER", "EVALUATED", "CLOSED", "TERMINATED",
)  # fmt: skip
PHOTOGRAPHED = frozenset({"CONSTRUCTING", "ACCEPTED"})

_THEMES = {
    "2130153": "FARMLAND",
    "2130122": "INDUSTRY",
    "2130505": "INDUSTRY",
    "2130142": "INFRASTRUCTURE",
    "2130504": "INFRASTRUCTURE",
    "2130701": "LIVING",
    "2130705": "LIVING",
    "2130335": "LIVING",
}
_OWN_THEMES = ("FARMLAND", "INDUSTRY", "INFRASTRUCTURE")
"""What a region's own money for farming, forestry and the countryside goes into."""
_BUILT = frozenset({"FARMLAND", "INFRASTRUCTURE", "WATER"})
_PRICE = 150_000
"""Fen that a 亩 of improved land costs, about."""


class Works(NamedTuple):
    """涉农项目. fen; area in tenths of a 亩; `town` None: the whole region; progress in percent.

    `was`: investment before a late correction; `again`: 'duplicate' or 'stale' when sent again.
    `called`: the township's name where it is none of the world's.
    """

    key: str
    region: str
    year: int
    project: Project
    project_code: str
    theme: str
    town: Region | None
    village: str | None
    area: int | None
    beneficiaries: int
    amount: int
    progress: int
    pooled: bool
    started: date | None
    stage: str
    since: date
    mark: str = ""
    was: int = 0
    again: str = ""
    called: str | None = None


class Stage(NamedTuple):
    """One stage of a project; `amount`: none."""

    key: str
    works: Works
    serial: int
    stage: str
    entered: date
    left: date | None
    note: str | None
    photos: tuple[str, ...]
    mark: str = ""
    amount: int = 0


class Funding(NamedTuple):
    """Money of one origin for a project in a year: arranged (`amount`) and paid, in fen."""

    key: str
    works: Works
    year: int
    tier: str
    programme: Programme | None
    amount: int
    paid: int
    mark: str = ""


class Agriculture(NamedTuple):
    """Everything agricultural of one region, whatever the year it began."""

    works: list[Works]
    stages: list[Stage]
    funding: list[Funding]

    def of_year(self, year: int) -> Agriculture:
        """Projects set up for a year with their stages; money of that year."""
        return Agriculture(
            [each for each in self.works if each.year == year],
            [each for each in self.stages if each.works.year == year],
            [each for each in self.funding if each.year == year],
        )


class Spent(NamedTuple):
    """What a year's treasury says of a project. fen; days where there are any."""

    arranged: dict[tuple[str, Programme | None], int]
    paid: dict[tuple[str, Programme | None], int]
    issued: date | None
    tendered: date | None
    begun: date | None
    accepted: date | None
    ended: date | None


def agriculture(
    region: Region,
    projects: dict[int, list[Project]],
    budgets: dict[int, list[AnnualBudget]],
    treasury: Sequence[tuple[int, TreasuryYear]],
    towns: Sequence[Region],
) -> Agriculture:
    """A region's agriculture: `projects` and `budgets` by year, what its treasury did each year.

    towns: townships it may build in.
    """
    out = Agriculture([], [], [])
    wanted = {p.code for found in projects.values() for p in found if p.agri and not p.mark}
    spent = {year: _spent(held, wanted, region.tier) for year, held in treasury}
    for year, found in projects.items():
        approved = {b.project.code: b.approved_on for b in budgets[year] if not b.mark}
        mine = [project for project in found if project.code in wanted]
        for number, project in enumerate(mine, 1):
            years = [(y, spent[y][project.code]) for y in YEARS if project.code in spent[y]]
            _make(out, region, project, number, years, approved.get(project.code), towns)
    return out


def _spent(held: TreasuryYear, wanted: set[str], tier: str) -> dict[str, Spent]:
    """Project → what was done for it in the year."""
    lines = {
        a.key: a for a in held.allotments
        if a.project is not None and a.project.code in wanted and not a.mark
    }  # fmt: skip
    plans = {p.key: p.allotment.key for p in held.bought.plans if not p.mark}
    tenders = {t.plan.key: t.published for t in held.bought.tenders}
    found: dict[str, Spent] = {}

    def of(key: str) -> tuple[str, tuple[str, Programme | None]]:
        line = lines[key]
        assert line.project is not None
        return line.project.code, ("CENTRE" if line.programme else tier, line.programme)

    for key, line in lines.items():
        code, origin = of(key)
        known = found.setdefault(code, Spent({}, {}, None, None, None, None, None))
        known.arranged[origin] = known.arranged.get(origin, 0) + line.current
        known.paid.setdefault(origin, 0)
        found[code] = known._replace(issued=_first(known.issued, line.dated))
    for request in held.payments.requests:
        voucher = request.voucher
        if request.allotment_key not in lines or voucher is None:
            continue
        if not {irregular.fate_of(request.mark), irregular.fate_of(voucher.mark)} <= _KEPT:
            continue
        code, origin = of(request.allotment_key)
        known = found[code]
        known.paid[origin] += request.amount
        found[code] = known._replace(
            begun=_first(known.begun, request.dated), ended=_last(known.ended, voucher.dated)
        )
    for contract in held.bought.contracts:
        allotment = plans.get(contract.plan.key, "")
        if allotment in lines and not contract.mark:
            code, _ = of(allotment)
            known = found[code]
            tendered = _first(known.tendered, tenders.get(contract.plan.key))
            begun = _first(known.begun, contract.signed)
            found[code] = known._replace(tendered=tendered, begun=begun)
    for acceptance in held.bought.acceptances:
        allotment = plans.get(acceptance.contract.plan.key, "")
        if allotment in lines and not acceptance.mark:
            code, _ = of(allotment)
            known = found[code]
            found[code] = known._replace(accepted=_last(known.accepted, acceptance.dated))
    return found


_KEPT = {irregular.LOADED, irregular.UNLINKED}


def _first(one: date | None, other: date | None) -> date | None:
    return min((each for each in (one, other) if each), default=None)


def _last(one: date | None, other: date | None) -> date | None:
    return max((each for each in (one, other) if each), default=None)


def _make(
    out: Agriculture,
    region: Region,
    project: Project,
    number: int,
    years: list[tuple[int, Spent]],
    approved: date | None,
    towns: Sequence[Region],
) -> None:
    """A project, its stages and its money."""
    key = f"NY{region.code}{project.year % 100:02d}{number:04d}"
    draw = pick(1_000_000, key)
    theme = _THEMES.get(project.function, "WATER" if project.function[:5] == "21303" else "OTHER")
    if project.programme is None and project.function.startswith(("21301", "21302", "21305")):
        theme = _OWN_THEMES[draw % len(_OWN_THEMES)]
    arranged = sum(sum(each.arranged.values()) for _, each in years)
    paid = sum(sum(each.paid.values()) for _, each in years)
    reached = _stages(project, theme, draw, years, approved)
    stage, since = reached[-1]
    started = dict(reached).get("CONSTRUCTING")
    town = towns[draw % len(towns)] if towns and (len(towns) == 1 or draw % 6) else None
    progress = 0
    if started:
        under_way = min(95, 10 + (85 * paid // arranged if arranged > 0 else 0))
        progress = 100 if "ACCEPTED" in dict(reached) else max(10, under_way)
    works = Works(
        key,
        region.code,
        project.year,
        project,
        project.code,
        theme,
        town,
        people.village(town.code, draw)[1] if town else None,
        max(project.total // _PRICE * 10 + draw % 10, 5)
        if theme in ("FARMLAND", "WATER")
        else None,
        40 + draw % 3000,
        project.total,
        progress,
        project.programme is not None and project.programme.agri,
        started,
        stage,
        since,
    )
    out.works.append(works)
    out.stages.extend(told(works, reached))
    for year, each in years:
        for place, (origin, amount) in enumerate(sorted(each.arranged.items(), key=_origin), 1):
            tier, programme = origin
            funding = f"{key}-{year}-{place}"
            out.funding.append(
                Funding(funding, works, year, tier, programme, amount, each.paid[origin])
            )


def _origin(found: tuple[tuple[str, Programme | None], int]) -> tuple[str, int]:
    (tier, programme), _ = found
    return tier, programme.number if programme else 0


def _stages(
    project: Project,
    theme: str,
    draw: int,
    years: list[tuple[int, Spent]],
    approved: date | None,
) -> list[tuple[str, date]]:
    """Stages and the days they began, in order, as far as the project has come."""

    def days(number: int) -> timedelta:
        return timedelta(days=number)

    found = [
        ("RESERVED", project.set_up - days(100 + draw % 40)),
        ("REVIEWED", project.set_up - days(20 + draw % 15)),
        ("ADMITTED", project.set_up),
    ]
    issued = _earliest(each.issued for _, each in years)
    if approved or issued:
        arranged = min(each for each in (approved, issued) if each)
        found.append(("ARRANGED", max(arranged, project.set_up)))
    if issued:
        found.append(("ISSUED", issued))
        begun = _earliest(each.begun for _, each in years)
        tendered = _earliest(each.tendered for _, each in years)
        if tendered:
            found.append(("TENDERED", tendered))
        if begun:
            found.append(("CONSTRUCTING", begun))
        last_year, last = years[-1]
        over = project.year + project.term - 1 <= last_year < YEARS[-1] or draw % 3
        if begun and last.ended and over and draw % 11:
            found.append(("ACCEPTED", max(last.accepted or begun, begun)))
            found.append(("SETTLED", last.ended + days(10)))
            if theme in _BUILT:
                found.append(("HANDED_OVER", last.ended + days(35)))
            found.append(("EVALUATED", date(last_year + 1, 3, 20)))
            found.append(("CLOSED", date(last_year + 1, 4, 20) + days(draw % 30)))
    reached: list[tuple[str, date]] = []
    for stage, day in found:
        day = max(day, reached[-1][1]) if reached else day
        if day > OPENING_AT.date():
            break
        reached.append((stage, day))
    return reached


def _earliest(found: Iterable[date | None]) -> date | None:
    return min((each for each in found if each), default=None)


def told(works: Works, reached: list[tuple[str, date]]) -> list[Stage]:
    """The stages as records."""
    ends = [day for _, day in reached[1:]] + [None]
    return [
        Stage(
            f"{works.key}/{serial}",
            works,
            serial,
            stage,
            entered,
            left,
            "因故停工，待复工" if works.mark == "stalled" and left is None else None,
            _photos(works.key, serial) if stage in PHOTOGRAPHED else (),
        )
        for serial, ((stage, entered), left) in enumerate(zip(reached, ends, strict=True), 1)
    ]


def _photos(key: str, serial: int) -> tuple[str, ...]:
    many = 1 + pick(3, key, serial)
    return tuple(f"photo/{key}/{serial}-{number}.jpg" for number in range(1, many + 1))
