"""Counting linkage: after a run, for the links either side of which it touched.

One statement a link: all records by region and year beside those whose target is there.
"""

from __future__ import annotations

from collections.abc import Collection

from hub.ingest.locks import Connection, lock_id
from schema.linkage import UNDATED, Linkage, measured
from schema.model import Entity, Local, ResolvedLink, entities, entity


async def count_links(connection: Connection, written: Collection[str]) -> int:
    """Count the links from or to the entities in `written` anew; how many links that were."""
    touched = [link for link in measured() if {link.source, link.target} & set(written)]
    for link in touched:
        async with connection.transaction():
            name = f"{link.source}.{link.wire}"
            await connection.execute("SELECT pg_advisory_xact_lock($1)", lock_id("linkage", name))
            await connection.execute('DELETE FROM linkage WHERE "link" = $1', name)
            await connection.execute(_count_sql(link), name, link.source, link.target)
    return len(touched)


def _count_sql(link: ResolvedLink) -> str:
    """INSERT of a link's rows. $1 link, $2 near entity, $3 far entity."""
    near, far = entities()[link.source], entities()[link.target]
    kept = entity(Linkage.__name__).fields
    columns = [local.column for local, _ in link.pairs if local.column]
    named = " AND ".join(f't."{column}" IS NOT NULL' for column in dict.fromkeys(columns))
    match = " AND ".join(f'f."{column}" = {_near(local)}' for local, column in link.pairs)
    money = _amount(near)
    there = f'EXISTS (SELECT FROM "{far.table.name}" AS f WHERE {match})'
    return f"""
WITH everything AS (
  SELECT t.region_code, {_year(near)} AS fiscal_year, count(*) AS records,
         count(*) FILTER (WHERE {named}) AS named, sum({money}) FILTER (WHERE {named}) AS amount
  FROM "{near.table.name}" AS t GROUP BY 1, 2
), present AS (
  SELECT t.region_code, {_year(near)} AS fiscal_year, count(*) AS linked, sum({money}) AS amount
  FROM "{near.table.name}" AS t WHERE {there} GROUP BY 1, 2
)
INSERT INTO linkage ({", ".join(f'"{name}"' for name in kept)})
SELECT $1, e.region_code, e.fiscal_year, $2, $3, e.records, e.named, coalesce(p.linked, 0),
       e.named - coalesce(p.linked, 0), e.amount,
       CASE WHEN e.amount IS NOT NULL THEN e.amount - coalesce(p.amount, 0) END, now()
FROM everything AS e LEFT JOIN present AS p USING (region_code, fiscal_year)
ORDER BY e.region_code, e.fiscal_year"""


def _near(local: Local) -> str:
    return f't."{local.column}"' if local.column else f"'{local.constant}'"


def _year(near: Entity) -> str:
    return "t.fiscal_year" if "fiscal_year" in near.key else str(UNDATED)


def _amount(near: Entity) -> str:
    field = near.fields.get("amount")
    return "t.amount" if field and field.kind.name == "money" else "NULL::bigint"
