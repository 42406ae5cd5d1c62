"""The declared irregularities of agriculture: marked projects, stages and money, and lone ones."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from mock_sources.world.agriculture import Agriculture, Funding, Works, told
from mock_sources.world.irregular import Schedule
from mock_sources.world.lists import YEARS, Region

UNKNOWN_TOWN = "云中镇"
"""In no county."""


def mark(
    out: Agriculture, year: int, schedule: Schedule, region: Region, ambiguous: Sequence[str]
) -> None:
    """The irregularities of a year's projects: each project has at most one.

    ambiguous: names that several of the region's townships bear.
    """
    mine = [place for place, works in enumerate(out.works) if works.year == year]
    if not mine:
        return
    model = out.works[mine[-1]]

    def holds(kind: str, stream: str) -> bool:
        return schedule.holds(kind, stream)

    if holds("stalled", "agri_projects"):
        _stall(out)
    first = next((place for place in mine if not out.works[place].mark), None)
    if first is not None:
        old = out.works[first]
        stale = holds("stale", "agri_projects")
        changed = None
        if stale or holds("late_correction", "agri_projects"):
            changed = old._replace(
                mark="late_correction", was=old.amount, amount=old.amount + old.amount // 20,
                again="stale" if stale else "",
            )  # fmt: skip
        elif holds("duplicate", "agri_projects"):
            changed = old._replace(again="duplicate")
        elif holds("project_missing", "agri_projects"):
            unheard = f"{old.project_code[:12]}999999999"
            changed = old._replace(project_code=unheard, mark="project_missing")
        if changed:
            _instead(out, first, changed)
    _extra_projects(out, model, ambiguous, holds("unknown_town", "agri_projects"))
    _irregular_stages(out, model, schedule)
    for number, kind in enumerate(("three_decimals", "tombstone_known"), 1):
        if holds(kind, "agri_funding"):
            key = f"{model.key}-{year}-X{number}"
            out.funding.append(Funding(key, model, year, region.tier, None, 44_400, 0, kind))


def _instead(out: Agriculture, place: int, works: Works) -> None:
    """A project in place of what it was, for its stages and money too."""
    out.works[place] = works
    out.stages[:] = [s._replace(works=works) if s.works.key == works.key else s for s in out.stages]
    out.funding[:] = [
        f._replace(works=works) if f.works.key == works.key else f for f in out.funding
    ]


def _stall(out: Agriculture) -> None:
    """A project that began a year ago or more and is under way still."""
    for place, works in enumerate(out.works):
        if works.started is None or works.year == YEARS[-1] or works.mark or works.again:
            continue
        begun = [s for s in out.stages if s.works.key == works.key]
        kept = [(s.stage, s.entered) for s in begun if s.entered <= works.started]
        kept = kept[: [stage for stage, _ in kept].index("CONSTRUCTING") + 1]
        stalled = works._replace(
            mark="stalled", stage="CONSTRUCTING", since=works.started, progress=35
        )
        out.stages[:] = [s for s in out.stages if s.works.key != works.key]
        out.stages.extend(told(stalled, kept))
        _instead(out, place, stalled)
        return


def _extra_projects(
    out: Agriculture, model: Works, ambiguous: Sequence[str], unknown: bool
) -> None:
    """Projects that name a township nobody can find; nothing refers to them."""
    if ambiguous:
        name = ambiguous[model.year % len(ambiguous)]
        out.works.append(
            model._replace(
                key=f"{model.key}-X1",
                mark="ambiguous_town",
                called=name,
                town=None,
                was=0,
                again="",
            )
        )
    if unknown:
        out.works.append(
            model._replace(
                key=f"{model.key}-X2", mark="unknown_town", called=UNKNOWN_TOWN, town=None, was=0,
                again="",
            )
        )  # fmt: skip


def _irregular_stages(out: Agriculture, model: Works, schedule: Schedule) -> None:
    places = [place for place, stage in enumerate(out.stages) if stage.works.key == model.key]
    last = out.stages[places[-1]]
    if schedule.holds("stage_order", "agri_stages"):
        early = last.entered - timedelta(days=400)
        out.stages[places[-1]] = last._replace(entered=early, mark="stage_order")
    for serial, kind in ((91, "unknown_stage"), (92, "impossible_date")):
        if schedule.holds(kind, "agri_stages"):
            out.stages.append(
                last._replace(key=f"{model.key}/{serial}", serial=serial, left=None, mark=kind)
            )
