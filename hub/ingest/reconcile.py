"""Reconcile: the hub's living rows of a source against the source's own totals.

EQUAL      count and sum are theirs
EXPLAINED  the records we lack are those set aside (open rejects, held pages) and not loaded since;
           or none lack, and a correction that was set aside explains the sum
DIFFERENT  anything else
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from adapters.sdk.source import Control
from hub.ingest.locks import Connection
from hub.ingest.slices import Run
from schema.model import entity
from schema.operations import RejectState, Verdict
from schema.regions import ROOT

Cell = tuple[int, int]
"""(region, fiscal year); (ROOT, 0) over all, year 0 for records without a year."""

UNREADABLE = 0
"""The region or year of set-aside records where it could not be read."""


@dataclass(frozen=True)
class Line:
    """One cell of the comparison."""

    region_code: int
    fiscal_year: int
    our_count: int
    our_amount: int
    their_count: int
    their_amount: int
    set_aside: int
    verdict: str


async def reconcile(
    connection: Connection, run: Run, controls: Iterable[Control]
) -> tuple[Line, ...]:
    """Compare, and keep the lines with the batch. Nothing where the source states no totals."""
    theirs = _stated(controls, dated="fiscal_year" in entity(run.entity).fields)
    if not theirs:
        return ()
    whole = any(each.region_code is None for each in theirs.values())
    ours = await _ours(connection, run)
    lacking, corrections = await _set_aside(connection, run)
    if whole:
        ours = _totalled(ours, theirs)
        lacking, corrections = _all(lacking, theirs), _all(corrections, theirs)
    lines = tuple(
        _line(cell, ours.get(cell, (0, 0)), theirs.get(cell), lacking, corrections)
        for cell in sorted(theirs.keys() | ours.keys())
    )
    await _keep(connection, run, lines)
    return lines


def _stated(controls: Iterable[Control], *, dated: bool) -> dict[Cell, Control]:
    """Their totals by cell; over all years where our records have none."""
    stated: dict[Cell, Control] = {}
    for each in controls:
        cell = (each.region_code or ROOT, (each.fiscal_year or 0) if dated else 0)
        known = stated.get(cell)
        stated[cell] = each if known is None else _sum(known, each)
    return stated


def _sum(one: Control, other: Control) -> Control:
    stated = one.amount is not None and other.amount is not None
    amount = (one.amount or 0) + (other.amount or 0) if stated else None
    return Control(one.records + other.records, amount, one.region_code, one.fiscal_year)


def _line(
    cell: Cell,
    ours: tuple[int, int],
    control: Control | None,
    lacking: Mapping[Cell, int],
    corrections: Mapping[Cell, int],
) -> Line:
    count, amount = ours
    their_count = control.records if control else 0
    stated = control.amount if control else 0
    their_amount = amount if stated is None else stated
    aside = lacking.get(cell, 0)
    unread = lacking.get((UNREADABLE, cell[1]), 0) + lacking.get((UNREADABLE, UNREADABLE), 0)
    missing = their_count - count
    corrected = missing == 0 and corrections.get(cell, 0) > 0
    if missing == 0 and amount == their_amount:
        verdict = Verdict["EQUAL"]
    elif corrected or (missing > 0 and aside <= missing <= aside + unread):
        verdict = Verdict["EXPLAINED"]
    else:
        verdict = Verdict["DIFFERENT"]
    return Line(*cell, count, amount, their_count, their_amount, aside, str(verdict))


async def _ours(connection: Connection, run: Run) -> dict[Cell, tuple[int, int]]:
    """Living rows of the source by cell."""
    of = entity(run.entity)
    year = "fiscal_year" if "fiscal_year" in of.fields else "0"
    amount = f'coalesce(sum("{run.control}"), 0)::bigint' if run.control else "0"
    rows = await connection.fetch(
        f"SELECT region_code, {year} AS fiscal_year, count(*) AS records, {amount} AS amount "
        f'FROM "{of.table.name}" WHERE source = $1 GROUP BY 1, 2',
        run.source,
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


async def _set_aside(
    connection: Connection, run: Run
) -> tuple[Mapping[Cell, int], Mapping[Cell, int]]:
    """Records set aside by cell: those that have no living row, and those that have an older."""
    of = entity(run.entity)
    year = "a.fiscal_year" if "fiscal_year" in of.fields else "0"
    rows = await connection.fetch(
        f"""
WITH aside AS (
  SELECT record_key AS source_key, region_code, fiscal_year, id FROM reject
  WHERE source = $1 AND stream = $2 AND state <> $3
  UNION ALL
  SELECT source_key, region_code, fiscal_year, NULL FROM held_record
  WHERE source = $1 AND stream = $2
)
SELECT coalesce(a.region_code, {UNREADABLE}), coalesce({year}, {UNREADABLE}),
  EXISTS (SELECT FROM "{of.table.name}" AS t
          WHERE t.source_key = a.source_key AND t.source = $1) AS living,
  count(DISTINCT coalesce(a.source_key, a.id::text))
FROM aside AS a GROUP BY 1, 2, 3""",
        run.source, run.stream, str(RejectState["REPLAYED"]),
    )  # fmt: skip
    lacking: Counter[Cell] = Counter()
    corrections: Counter[Cell] = Counter()
    for region, in_year, living, records in rows:
        (corrections if living else lacking)[region, in_year] += records
    return lacking, corrections


def _totalled(
    ours: Mapping[Cell, tuple[int, int]], theirs: Mapping[Cell, Control]
) -> dict[Cell, tuple[int, int]]:
    """Our cells added up to the totals that the source states."""
    added: dict[Cell, tuple[int, int]] = {}
    for cell, (count, amount) in ours.items():
        for wider in _wider(cell, theirs):
            known = added.get(wider, (0, 0))
            added[wider] = (known[0] + count, known[1] + amount)
    return added


def _all(aside: Mapping[Cell, int], theirs: Mapping[Cell, Control]) -> Mapping[Cell, int]:
    added: Counter[Cell] = Counter()
    for cell, records in aside.items():
        for wider in _wider(cell, theirs):
            added[wider] += records
    return added


def _wider(cell: Cell, theirs: Mapping[Cell, Control]) -> set[Cell]:
    """The stated totals that a cell counts in."""
    region, year = cell
    return {(region, year), (region, 0), (ROOT, year), (ROOT, 0)} & theirs.keys()


async def _keep(connection: Connection, run: Run, lines: Iterable[Line]) -> None:
    await connection.copy_records_to_table(
        "reconciliation",
        columns=("batch_id", "region_code", "fiscal_year", "our_count", "our_amount",
                 "their_count", "their_amount", "set_aside_count", "verdict"),
        records=[
            (run.batch_id, e.region_code, e.fiscal_year, e.our_count, e.our_amount, e.their_count,
             e.their_amount, e.set_aside, e.verdict)
            for e in lines
        ],
    )  # fmt: skip
