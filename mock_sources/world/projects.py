"""Projects of a region and the annual budgets that name them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from mock_sources.world import irregular
from mock_sources.world.agencies import Agency
from mock_sources.world.irregular import Schedule
from mock_sources.world.lists import YEARS, Economic, Region, economics, functions_of
from mock_sources.world.programmes import Programme, Transfer
from mock_sources.world.scales import Density
from mock_sources.world.seeds import generator

_BASE = {"PROVINCE": 30_000_000, "CITY": 8_000_000, "COUNTY": 3_000_000, "TOWNSHIP": 300_000}
_SUBJECTS = {
    "1": ("人员经费", "津贴补贴", "社会保障缴费"),
    "2": ("公用经费", "办公运行经费", "物业管理费"),
    "3": ("提升工程", "专项补助", "改造项目", "设备购置", "治理项目", "服务采购"),
}


class Project(NamedTuple):
    """A project of the library. fen; `was`: the total before a late correction."""

    code: str
    name: str
    region: str
    year: int
    agency: Agency
    kind: str
    fund: str
    function: str
    economic: Economic
    total: int
    set_up: date
    term: int
    state: str
    agri: bool
    programme: Programme | None
    mark: str = ""
    was: int = 0

    @property
    def amount(self) -> int:
        return self.total


class AnnualBudget(NamedTuple):
    """One project's budget of one year. fen; current = reply + adjusted + virement."""

    key: str
    region: str
    year: int
    project: Project
    function: str
    applied: int
    audited: int
    reply: int
    adjusted: int
    virement: int
    approved_on: date
    mark: str = ""
    was: int = 0

    @property
    def amount(self) -> int:
        return self.reply

    @property
    def current(self) -> int:
        return self.reply + self.adjusted + self.virement


def government_code(agency: Agency, economic: Economic) -> str:
    """The government economic code: an institution's spending is a subsidy to it."""
    return economic.institution_code if agency.type == "3" else economic.admin_code


def own_projects(
    region: Region, year: int, agencies: tuple[Agency, ...], density: Density, seed: int
) -> list[Project]:
    """Projects a region sets up for a year out of its own money."""
    rng = generator(seed, "projects", region.code, year)
    found = []
    for number in range(density.projects):
        fund = _fund(region, number, year)
        agency, function = _spender(agencies, fund, rng.randrange(len(agencies)), number)
        kind = "3" if fund != "11" else "123"[number % 3]
        choices = economics(kind)
        economic = choices[rng.randrange(len(choices))]
        subject = _SUBJECTS[kind][number % len(_SUBJECTS[kind])]
        amount = int(_BASE[region.tier] * (0.4 + rng.random() * 2)) * 100 + rng.randrange(100)
        term = 1 if kind != "3" else 1 + number % 3
        found.append(
            Project(
                _code(region, year, kind, number + 1),
                f"{agency.name}{year}年{subject}",
                region.code,
                year,
                agency,
                kind,
                fund,
                function,
                economic,
                amount * term,
                date(year - 1, 9, 1) + timedelta(days=rng.randrange(60)),
                term,
                _state(year, term),
                function.startswith("213"),
                None,
            )
        )
    return found


def programme_projects(
    region: Region, year: int, agencies: tuple[Agency, ...], received: dict[int, Transfer]
) -> list[Project]:
    """One project for each programme whose money the region itself spends."""
    found = []
    for number, transfer in sorted(received.items()):
        if not transfer.own:
            continue
        programme = transfer.programme
        department = programme.departments[region.tier == "TOWNSHIP"]
        agency = next(a for a in agencies if a.department == department)
        choices = economics(programme.kind)
        economic = choices[number % len(choices)]
        found.append(
            Project(
                _code(region, year, programme.kind, 900_000 + number),
                f"{region.name}{year}年{programme.name}",
                region.code,
                year,
                agency,
                programme.kind,
                programme.fund,
                programme.function,
                economic,
                transfer.own,
                date(year - 1, 10, 8) + timedelta(days=number),
                1,
                _state(year, 1),
                programme.agri,
                programme,
            )
        )
    return found


def irregular_projects(projects: list[Project], schedule: Schedule) -> list[Project]:
    """The year's projects with the declared irregularities of this region-year."""
    found = list(projects)
    if schedule.holds("late_correction", "projects"):
        old = found[0]
        found[0] = old._replace(mark="late_correction", was=old.total + 500_000_00)
    for serial, kind in ((990_001, "unknown_agency"), (990_002, "tombstone_unknown")):
        if schedule.holds(kind, "projects"):
            model = projects[-1]
            agency = model.agency
            if kind == "unknown_agency":
                agency = agency._replace(number=irregular.UNKNOWN_AGENCY)
            code = f"{model.code[:12]}{serial:09d}"
            found.append(model._replace(code=code, agency=agency, mark=kind, programme=None))
    return found


def annual_budgets(
    year: int,
    new: list[Project],
    continuing: list[Project],
    received: dict[int, Transfer],
    schedule: Schedule,
    region: Region,
    seed: int,
) -> list[AnnualBudget]:
    """Budgets approved in February: new and continuing projects, and money announced in advance."""
    rng = generator(seed, "budgets", region.code, year)
    found: list[AnnualBudget] = []
    for project in (*new, *continuing):
        if project.programme is not None:
            if not project.programme.advance or project.year != year:
                continue
            reply = received[project.programme.number].own
        else:
            reply = project.total // project.term
        adjusted = virement = 0
        if project.programme is None and rng.random() < 0.2:
            adjusted = reply * (rng.randrange(21) - 8) // 100
        found.append(
            AnnualBudget(
                f"PM{region.code}-{year}-{len(found) + 1:05d}",
                region.code,
                year,
                project,
                project.function,
                reply * (104 + rng.randrange(12)) // 100,
                reply * (100 + rng.randrange(4)) // 100,
                reply,
                adjusted,
                virement,
                date(year, 2, 5) + timedelta(days=rng.randrange(20)),
            )
        )
    own = [i for i, budget in enumerate(found) if budget.project.programme is None]
    for first, second in zip(own[1::12], own[2::12], strict=False):
        if found[first].project.fund == found[second].project.fund:
            moved = min(found[first].reply, found[second].reply) // 20
            found[first] = found[first]._replace(virement=-moved)
            found[second] = found[second]._replace(virement=moved)
    return _irregular_budgets(found, own, schedule)


def _irregular_budgets(
    budgets: list[AnnualBudget], own: list[int], schedule: Schedule
) -> list[AnnualBudget]:
    stale = schedule.holds("stale", "annual_budgets")
    if stale or schedule.holds("late_correction", "annual_budgets"):
        old = budgets[own[0]]
        budgets[own[0]] = old._replace(mark="late_correction", was=old.reply - old.reply // 10)
    for serial, kind in (
        (99_001, "unknown_function"),
        (99_002, "missing_value"),
        (99_003, "unknown_agency"),
    ):
        if schedule.holds(kind, "annual_budgets"):
            model = budgets[own[-1]]
            project, function = model.project, model.function
            if kind == "unknown_function":
                function = irregular.UNKNOWN_FUNCTION
            if kind == "unknown_agency":
                agency = project.agency._replace(number=irregular.UNKNOWN_AGENCY)
                project = project._replace(agency=agency)
            budgets.append(
                model._replace(
                    key=f"{model.key[:-5]}{serial:05d}",
                    project=project,
                    function=function,
                    mark=kind,
                    was=0,
                )
            )
    return budgets


def _code(region: Region, year: int, kind: str, serial: int) -> str:
    return f"{region.code}{year % 100:02d}{kind}{serial:09d}"


def _state(year: int, term: int) -> str:
    return "完成" if year + term - 1 < YEARS[-1] else "执行"


def _fund(region: Region, number: int, year: int) -> str:
    """All four budgets occur where a tier has them; most money is general public."""
    if region.tier == "TOWNSHIP":
        fund_turn = number % 4 == 3 or (number == 0 and (int(region.code) + year) % 5 == 0)
        return "12" if fund_turn else "11"
    return {1: "14", 2: "13", 3: "12"}.get(number % 20, "12" if number % 9 == 8 else "11")


def _spender(
    agencies: tuple[Agency, ...], fund: str, start: int, number: int
) -> tuple[Agency, str]:
    """An agency whose department spends this budget, and one of its functions."""
    for step in range(len(agencies)):
        agency = agencies[(start + step) % len(agencies)]
        functions = functions_of(agency.department, fund)
        if functions:
            return agency, functions[number % len(functions)].code
    raise LookupError(f"no agency spends budget {fund}")
