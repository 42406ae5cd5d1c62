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
from schema.rollups import YEAR, Column_, Dimension, Level, Month, Rollup

TIERS = ("county_code", "city_code", "province_code")


FOLDED = 0
"""Batch of the rows that compaction or a rebuild made."""


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

    @property
    def cell(self) -> tuple[str, ...]:
        """What tells one cell of the table from another."""
        return ("region_code", "own", *self.dimensions)


def cell_sql(rollup: Rollup) -> CellSql:
    """raises: ValueError for a roll-up that could not say exactly what its facts say."""
    of = entity(rollup.entity)
    lawful(rollup, of)
    columns = [f'r."{name}"' for name in ("region_code", *TIERS)]
    columns += [f'{dimension(each, of)} AS "{each.name}"' for each in rollup.dimensions]
    columns += [f'coalesce(r."{each}", 0) AS "{each}"' for each in rollup.measures]
    names = tuple(each.name for each in rollup.dimensions)
    return CellSql(names, rollup.measures, ", ".join(columns))


def lawful(rollup: Rollup, of: Entity) -> None:
    """raises: ValueError for a roll-up of anything but own-level records; without the year, in
    which alone a region has one place; by what may be empty text, which would read as null; of a
    stock, which is not summed."""
    allowed = {Column_: ("code", "state"), Month: ("day",), Level: ("code",)}
    wrong = [
        each.name
        for each in rollup.dimensions
        if each != YEAR and of.fields[each.column].kind.name not in allowed[type(each)]
    ]
    wrong += [each for each in rollup.measures if of.fields[each].kind.name != "money"]
    if of.role is not Fact or YEAR not in rollup.dimensions or wrong:
        raise ValueError(f"roll-up {rollup.name} of {of.name}: {wrong or rollup.dimensions}")


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


def from_facts(rollup: Rollup) -> str:
    """Select of (region_code, own, dimensions, count, measures) from all records there are."""
    cells, table = cell_sql(rollup), entity(rollup.entity).table.name
    return totals(cells, f'SELECT 1 AS sign, {cells.records} FROM "{table}" AS r')


def anew(rollup: Rollup) -> tuple[str, ...]:
    """Statements that make a roll-up anew from its facts, inside the caller's transaction.

    The first waits for loads and upkeep of the roll-up and keeps them out; readers see the old
    rows until the transaction ends. The last one's tag tells how many rows there are.
    """
    table = f'"{rollup.table_name}"'
    return (
        f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE",
        f"DELETE FROM {table}",
        insert(rollup, from_facts(rollup), f"{FOLDED}::bigint"),
    )


def fold(rollup: Rollup) -> tuple[str, ...]:
    """Statements that make one row of each cell's rows, inside the caller's transaction.

    Loads only add rows and the one statement folds the rows it saw, so neither waits for the
    other; the lock keeps out a second folding and a rebuild. The second one's tag tells how many
    rows are new.
    """
    cells, table = cell_sql(rollup), f'"{rollup.table_name}"'
    cell, sums = _quoted(cells.cell), _quoted(cells.sums)
    added = ", ".join(f'sum("{name}")::bigint' for name in cells.sums)
    more = ", ".join(f'"{name}" = kept."{name}" + excluded."{name}"' for name in cells.sums)
    none = " AND ".join(f'"{name}" = 0' for name in cells.sums)
    return (
        f"LOCK TABLE {table} IN SHARE UPDATE EXCLUSIVE MODE",
        f"""
WITH slices AS (DELETE FROM {table} WHERE batch <> {FOLDED} RETURNING *),
folded AS (
  INSERT INTO {table} AS kept ({cell}, batch, {sums})
  SELECT {cell}, {FOLDED}, {added} FROM slices GROUP BY {cell} ORDER BY {cell}
  ON CONFLICT ({cell}, batch) DO UPDATE SET {more}
)
SELECT count(*) FROM slices""",
        f"DELETE FROM {table} WHERE batch = {FOLDED} AND {none}",
    )


def differing(rollup: Rollup) -> str:
    """Select of the cells in which a roll-up and its facts differ: the cell, `facts` and `kept`
    (arrays in the order of `CellSql.sums`; null where there is no such cell), and in each row
    `cells`, how many the facts have, and `different`, how many differ. $1: rows at most."""
    cells = cell_sql(rollup)
    cell, sums = _quoted(cells.cell), _quoted(cells.sums)
    added = ", ".join(f'sum("{name}")::bigint AS "{name}"' for name in cells.sums)
    some = " OR ".join(f'sum("{name}") <> 0' for name in cells.sums)
    return f"""
WITH facts AS MATERIALIZED ({from_facts(rollup)}),
differing AS MATERIALIZED (
  SELECT {cell}, f.given AS facts, k.given AS kept
  FROM (SELECT {cell}, ARRAY[{sums}] AS given FROM facts) AS f
  FULL JOIN (
    SELECT {cell}, ARRAY[{sums}] AS given FROM (
      SELECT {cell}, {added} FROM "{rollup.table_name}" GROUP BY {cell} HAVING {some}
    ) AS summed
  ) AS k USING ({cell})
  WHERE f.given IS DISTINCT FROM k.given
)
SELECT counted.cells, counted.different, found.*
FROM (SELECT (SELECT count(*) FROM facts) AS cells,
             (SELECT count(*) FROM differing) AS different) AS counted
LEFT JOIN (SELECT * FROM differing ORDER BY {cell} LIMIT $1) AS found ON true
ORDER BY {cell}"""


def _quoted(names: tuple[str, ...]) -> str:
    return ", ".join(f'"{name}"' for name in names)
