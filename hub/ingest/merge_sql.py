"""The statements that merge one slice into one entity, generated from its declaration.

Identifiers come from the model only; values only as parameters: $1 is the slice, $2 the landed
page. Two temporary tables, emptied at each commit, carry a slice:

stage_<t>  the slice's records, one per key: number in the slice, position in the page, deletion
known_<t>  what is known of those that are not simply new: their fate, the place (ctid) and key of
           the living row they replace or end, and the key of their tombstone

No plan may scan the whole table or half of it, also not one that was made while the table was
small. So joins are nested loops into an index; a living row is looked for as the next one in the
order of the key, which the primary key alone can answer (by equality the planner takes any index
that begins with home and region, a thousand times slower); and it is found again by its place,
which cannot change under the entity's lock. `NOT IN (SELECT …)` over `known` is a hashed look-up.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from hub.store import rollup_sql
from schema.model import Entity, entity
from schema.rollups import Rollup, rollups_of

GONE = "('changed', 'moved', 'deleted')"
"""Fates that end a living row."""
KEPT_OUT = "('unchanged', 'stale', 'deleted', 'buried')"
"""Fates that write no row."""

SESSION = (
    "SET LOCAL enable_hashjoin TO off; SET LOCAL enable_mergejoin TO off; "
    "SET LOCAL enable_seqscan TO off; SET LOCAL work_mem TO '64MB'"
)


@dataclass(frozen=True)
class MergeSql:
    """What `hub.ingest.merge` runs, in its order."""

    stage: str
    columns: tuple[str, ...]
    temporary: tuple[str, ...]
    empty: str
    lock: str
    by_key: str
    by_source_key: str
    by_tombstone: str
    counts: str
    history: str
    rollups: tuple[str, ...]
    fresh_rollups: tuple[str, ...]
    end: str
    write_new: str
    write: str
    bury: str
    unbury: str


def _list(names: tuple[str, ...] | list[str], alias: str = "") -> str:
    return ", ".join(f'{alias}"{name}"' for name in names)


@cache
def merge_sql(name: str, control: str | None) -> MergeSql:
    """Statements for the entity `name`; `control`: the field whose sum over what is written is
    reported, or None."""
    of = entity(name)
    table, key = of.table.name, of.key
    data = tuple(c.name for c in of.table.columns if c.name not in ("origin", "since_batch"))
    old = tuple(f"old_{column}" for column in key)
    stage, known = f'"stage_{table}"', f'"known_{table}"'
    on_key = " AND ".join(f't."{each}" = s."{each}"' for each in key)
    living = f"""CROSS JOIN LATERAL (
  SELECT t.ctid AS place, t.* FROM "{table}" AS t
  WHERE ({_list(key, "t.")}) >= ({_list(key, "s.")}) ORDER BY {_list(key, "t.")} LIMIT 1
) AS t"""
    same = f"ROW({_list(data, 's.')}) IS NOT DISTINCT FROM ROW({_list(data, 't.')})"
    added = f"_number NOT IN (SELECT _number FROM {known} WHERE fate IN {KEPT_OUT})"
    pairs = ", ".join(f't."{each}" AS "{was}"' for each, was in zip(key, old, strict=True))
    none = ", ".join(f"NULL::{_type(of, each)}" for each in key)
    into = f"INSERT INTO {known} (_number, fate, place, source_updated_at, grave, {_list(old)})"
    unknown = f"s._number NOT IN (SELECT _number FROM {known})"
    grave = f"ROW({_list(key, 's.')})::text"
    every = tuple(column.name for column in of.table.columns)
    change = ", ".join(f'"{each}" = excluded."{each}"' for each in every if each not in key)
    amount = f'coalesce(sum("{control}"), 0)::bigint' if control else "0::bigint"
    returned = f'"{control}"' if control else "1"
    head = f"""
  INSERT INTO "{table}" ({_list(data)}, origin, since_batch)
  SELECT {_list(data, "s.")}, $2::bigint || ':' || s._position, $1::bigint
  FROM {stage} AS s
  WHERE {added}
  ORDER BY {_list(key, "s.")}"""
    return MergeSql(
        stage=f"stage_{table}",
        columns=(*data, "_deleted", "_position", "_number"),
        temporary=(
            f"CREATE TEMP TABLE IF NOT EXISTS {stage} ON COMMIT DELETE ROWS AS "
            f"SELECT {_list(data)}, false AS _deleted, 0::bigint AS _position, 0 AS _number "
            f'FROM "{table}" WITH NO DATA',
            f"CREATE TEMP TABLE IF NOT EXISTS {known} ON COMMIT DELETE ROWS AS "
            "SELECT 0 AS _number, ''::text AS fate, t.ctid AS place, source_updated_at, "
            f"''::text AS grave, {pairs} "
            f'FROM "{table}" AS t WITH NO DATA',
        ),
        empty=f"TRUNCATE {stage}, {known}",
        lock=f'LOCK TABLE "{table}" IN ROW EXCLUSIVE MODE',
        by_key=f"""
{into}
SELECT s._number,
  CASE WHEN s.source_updated_at < t.source_updated_at THEN 'stale'
       WHEN s._deleted THEN 'deleted'
       WHEN {same} THEN 'unchanged'
       ELSE 'changed' END,
  t.place, s.source_updated_at, CASE WHEN s._deleted THEN {grave} END,
  {_list(key, "t.")}
FROM {stage} AS s {living}
WHERE {on_key}""",
        by_source_key=f"""
{into}
SELECT DISTINCT ON (s._number) s._number,
  CASE WHEN s.source_updated_at < t.source_updated_at THEN 'stale'
       WHEN s._deleted THEN 'deleted'
       ELSE 'moved' END,
  t.ctid, s.source_updated_at, CASE WHEN s._deleted THEN {grave} END,
  {_list(key, "t.")}
FROM {stage} AS s JOIN "{table}" AS t ON t.source_key = s.source_key AND t.source = s.source
WHERE {unknown} AND ({_list(key, "t.")}) NOT IN (SELECT {_list(old)} FROM {known})
ORDER BY s._number, t.since_batch DESC""",
        by_tombstone=f"""
{into}
SELECT s._number,
  CASE WHEN s.source_updated_at < g.source_updated_at THEN 'stale'
       WHEN NOT s._deleted THEN 'revived'
       WHEN g.key IS NOT NULL
         AND s.source_updated_at IS NOT DISTINCT FROM g.source_updated_at THEN 'unchanged'
       ELSE 'buried' END,
  NULL::tid, s.source_updated_at, {grave},
  {none}
FROM {stage} AS s LEFT JOIN tombstone AS g ON g.entity = '{name}' AND g.key = {grave}
WHERE (s._deleted OR g.key IS NOT NULL) AND {unknown}""",
        counts=f"SELECT fate, count(*) AS records FROM {known} GROUP BY fate",
        history=f"""
INSERT INTO "{of.history.name}" ({_list(every)}, until_batch, deleted)
SELECT {_list(every, "t.")}, $1::bigint, k.fate <> 'changed'
FROM {known} AS k JOIN "{table}" AS t ON t.ctid = k.place
WHERE k.fate IN {GONE}
ORDER BY {_list(key, "t.")}""",
        rollups=tuple(_deltas(each, stage, added, known, table) for each in rollups_of(name)),
        fresh_rollups=tuple(_fresh(each, stage, added) for each in rollups_of(name)),
        end=f"""
DELETE FROM "{table}" AS t USING {known} AS k
WHERE t.ctid = k.place AND k.fate IN ('moved', 'deleted')""",
        write_new=_write(head, "", returned, amount),
        write=_write(head, f"ON CONFLICT ({_list(key)}) DO UPDATE SET {change}", returned, amount),
        bury=f"""
INSERT INTO tombstone (entity, key, source_updated_at, since_batch)
SELECT DISTINCT '{name}', key, source_updated_at, $1::bigint FROM (
  SELECT grave AS key, source_updated_at FROM {known} WHERE fate IN ('deleted', 'buried')
  UNION ALL
  SELECT ROW({_list(old)})::text, source_updated_at FROM {known} WHERE fate = 'deleted'
) AS graves
ORDER BY key
ON CONFLICT (entity, key) DO UPDATE
SET source_updated_at = excluded.source_updated_at, since_batch = excluded.since_batch""",
        unbury=f"""
DELETE FROM tombstone AS g USING {known} AS k
WHERE k.fate = 'revived' AND g.entity = '{name}' AND g.key = k.grave""",
    )


def _write(head: str, conflict: str, returned: str, amount: str) -> str:
    """Write the rows that are new, or (with `conflict`) changed too; count and add them up.

    Asking for conflicts looks every key up once more, so it is done only where some are changed.
    """
    return f"""
WITH written AS ({head}
  {conflict}
  RETURNING {returned}
)
SELECT count(*) AS records, {amount} AS amount FROM written"""


def _type(of: Entity, column: str) -> str:
    return str(of.table.c[column].type.compile()).lower()


def _deltas(rollup: Rollup, stage: str, added: str, known: str, table: str) -> str:
    """What a slice adds to a roll-up and takes from it."""
    cells = rollup_sql.cell_sql(rollup)
    records = f"""
    SELECT 1 AS sign, {cells.records} FROM {stage} AS r WHERE {added}
    UNION ALL
    SELECT -1, {cells.records} FROM {known} AS k JOIN "{table}" AS r ON r.ctid = k.place
    WHERE k.fate IN {GONE}"""
    return rollup_sql.insert(rollup, rollup_sql.totals(cells, records), "$1::bigint")


def _fresh(rollup: Rollup, stage: str, added: str) -> str:
    """What a slice of new records only adds to a roll-up."""
    cells = rollup_sql.cell_sql(rollup)
    records = f"SELECT {cells.records} FROM {stage} AS r WHERE {added}"
    return rollup_sql.insert(rollup, rollup_sql.fresh_totals(cells, records), "$1::bigint")
