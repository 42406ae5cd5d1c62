"""Roll-ups as SQL: cells of records, and their expansion to every region above.

A cell is one region's own records with the same dimensions. It counts as the region's own level
(`own`), and as the whole of the region itself and of each administrative region above it.
"""

from __future__ import annotations

from dataclasses import dataclass

from schema.base import Fact
from schema.classification import LISTS
from schema.model import Entity, entity
from schema.regions import ROOT
from schema.rollups import Column_, Dimension, Level, Month, Rollup

TIERS = ("county_code", "city_code", "province_code")


@dataclass(frozen=True)
class CellSql:
    """Names of a roll-up's columns, and how its cells are taken from records.

    records: a select list over an alias `r` of the entity's columns: the region, its ancestors,
    the dimensions, the measures.
    """

    dimensions: tuple[str, ...]
    measures: tuple[str, ...]
    records: str

    @property
    def sums(self) -> tuple[str, ...]:
        return ("count", *self.measures)


def cell_sql(rollup: Rollup) -> CellSql:
    """raises: ValueError when its entity is not one of own-level records."""
    of = entity(rollup.entity)
    if of.role is not Fact:
        raise ValueError(f"roll-up {rollup.name} of {of.name}, which is not a Fact")
    columns = [f'r."{name}"' for name in ("region_code", *TIERS)]
    columns += [f'{dimension(each, of)} AS "{each.name}"' for each in rollup.dimensions]
    columns += [f'coalesce(r."{each}", 0) AS "{each}"' for each in rollup.measures]
    names = tuple(each.name for each in rollup.dimensions)
    return CellSql(names, rollup.measures, ", ".join(columns))


def dimension(each: Dimension, of: Entity) -> str:
    """A dimension's value of a record `r`; text ones are never null."""
    column = f'r."{each.column}"'
    match each:
        case Month():
            return f"coalesce(to_char({column}, 'YYYY-MM-01'), '')"
        case Level():
            code_list = of.fields[each.column].list
            assert code_list is not None
            return f"coalesce(left({column}, {LISTS[code_list].widths[each.level - 1]}), '')"
        case Column_():
            is_text = of.fields[each.column].kind.python is str
            return f"coalesce({column}, '')" if is_text else column


def totals(cells: CellSql, records: str) -> str:
    """Select of (region_code, own, dimensions, count, measures) from signed records.

    records: a query of `sign` and the columns of `CellSql.records`. Cells whose change is nothing
    are left out.
    """
    dims = "".join(f', "{name}"' for name in cells.dimensions)
    signed = ["sum(sign)::bigint AS count"]
    signed += [f'sum(sign * "{name}")::bigint AS "{name}"' for name in cells.measures]
    added = ", ".join(f'sum("{name}")::bigint AS "{name}"' for name in cells.sums)
    kept = ", ".join(f'"{name}"' for name in cells.sums)
    own = f"region_code{dims}"
    above = "\n  UNION ALL ".join(
        f"SELECT {tier}, false{dims}, {kept} FROM cells WHERE {tier} <> region_code"
        for tier in (*TIERS, str(ROOT))
    )
    some = " OR ".join(f'sum("{name}") <> 0' for name in cells.sums)
    return f"""
WITH cells AS MATERIALIZED (
  SELECT region_code, {", ".join(TIERS)}{dims}, {", ".join(signed)}
  FROM ({records}) AS signed
  GROUP BY region_code, {", ".join(TIERS)}{dims}
), spread (region_code, own{dims}, {kept}) AS (
  SELECT region_code, true{dims}, {kept} FROM cells
  UNION ALL SELECT region_code, false{dims}, {kept} FROM cells
  UNION ALL {above}
)
SELECT region_code, own{dims}, {added} FROM spread
GROUP BY {own}, own
HAVING {some}"""


def fresh_totals(cells: CellSql, records: str) -> str:
    """The same of records that are all new: their regions' ancestors come from one snapshot of
    the trees, so each region has one place in a year, and every tier is added up from the one
    below. Half the work of `totals`.
    """
    dims = "".join(f', "{name}"' for name in cells.dimensions)
    kept = ", ".join(f'"{name}"' for name in cells.sums)
    added = ", ".join(f'sum("{name}")::bigint AS "{name}"' for name in cells.sums)
    counted = ", ".join(f'sum("{name}")::bigint AS "{name}"' for name in cells.measures)
    steps = []
    below = "cells"
    for place, tier in enumerate(TIERS):
        above = ", ".join(TIERS[place:])
        # What has no county hangs on its city, what has no city on its province.
        passed = f" UNION ALL SELECT {above}{dims}, {kept} FROM {below} WHERE {tier} IS NULL"
        steps.append(
            f"{tier}_all AS (SELECT {above}{dims}, {added} FROM {below} "
            f"WHERE {tier} IS NOT NULL GROUP BY {above}{dims}), "
            f"{tier}_on AS (SELECT {above}{dims}, {kept} FROM {tier}_all{passed})"
        )
        below = f"{tier}_on"
    tiers = "\n  UNION ALL ".join(
        f"SELECT {tier}, false{dims}, {kept} FROM {tier}_all" for tier in TIERS
    )
    return f"""
WITH cells AS MATERIALIZED (
  SELECT region_code, {", ".join(TIERS)}{dims}, count(*) AS count, {counted}
  FROM ({records}) AS fresh
  GROUP BY region_code, {", ".join(TIERS)}{dims}
), {", ".join(steps)}
  SELECT region_code, true AS own{dims}, {kept} FROM cells
  UNION ALL SELECT region_code, false{dims}, {kept} FROM cells
  WHERE region_code NOT IN (coalesce(county_code, 0), coalesce(city_code, 0),
                            coalesce(province_code, 0), {ROOT})
  UNION ALL {tiers}
  UNION ALL SELECT {ROOT}, false{dims}, {added} FROM {below}
  GROUP BY {dims.removeprefix(", ")}"""


def insert(rollup: Rollup, selected: str, batch: str) -> str:
    """Insert of the rows of `totals` under a batch (an SQL expression).

    In the order of regions, so that a slice touches each part of the index once; no two slices
    write the same row.
    """
    cells = cell_sql(rollup)
    dims = "".join(f', "{name}"' for name in cells.dimensions)
    sums = "".join(f', "{name}"' for name in cells.sums)
    return f"""
INSERT INTO "{rollup.table_name}" (region_code, own{dims}, batch{sums})
SELECT region_code, own{dims}, {batch}{sums} FROM ({selected}) AS totals
ORDER BY region_code, own"""
