"""Merge: one slice's records into one entity, set by set, inside the caller's transaction.

    new        no living row and no newer tombstone of that key
    changed    differs from the living row (its content, or its time at the source), or is the same
               source record under another key: the row under the old key ends
    deleted    a deletion not known before: of a living row, or of a record that never came or is
               gone; it is remembered, so that older versions which arrive later do not revive it
    unchanged  says what is already known
    stale      older, by the source's own time, than what is known

Rows of changed and deleted records go to history; roll-ups get the difference.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.ingest import locks
from hub.ingest.locks import Connection
from hub.ingest.merge_sql import SESSION, merge_sql
from hub.ingest.prepare import Prepared


@dataclass(frozen=True)
class Merged:
    """What became of a slice's records, and the control amount (fen) of new and changed ones."""

    new: int = 0
    changed: int = 0
    deleted: int = 0
    unchanged: int = 0
    stale: int = 0
    amount: int = 0


async def make_stage(connection: Connection, entity: str) -> None:
    """The connection's temporary tables for slices of `entity`."""
    for statement in merge_sql(entity, None).temporary:
        await connection.execute(statement)


async def empty_stage(connection: Connection, entity: str) -> None:
    """Empty the temporary tables, where no commit does it."""
    await connection.execute(merge_sql(entity, None).empty)


async def merge(
    connection: Connection,
    entity: str,
    control: str | None,
    prepared: Prepared,
    slice_id: int,
    page_id: int,
    *,
    one_stream: bool,
) -> Merged:
    """Merge a prepared page; `make_stage` must have been called on this connection.

    one_stream: source keys name one record each (see `Preparer`), so moved records are looked for.
    """
    if not prepared.rows:
        return Merged(unchanged=prepared.unchanged, stale=prepared.stale)
    sql = merge_sql(entity, control)
    await locks.entity(connection, entity)
    # Others who rewrite the table's rows take a stronger lock: they wait for us, we for them.
    await connection.execute(f"{SESSION}; {sql.lock}")
    await connection.copy_records_to_table(
        sql.stage, records=prepared.rows, columns=prepared.columns, schema_name="pg_temp"
    )
    await connection.execute(sql.by_key)
    if one_stream:
        await connection.execute(sql.by_source_key)
    await connection.execute(sql.by_tombstone)
    fates: dict[str, int] = {
        row["fate"]: row["records"] for row in await connection.fetch(sql.counts)
    }
    new = len(prepared.rows) - sum(fates.values()) + fates.get("revived", 0)
    changed = fates.get("changed", 0) + fates.get("moved", 0)
    deleted = fates.get("deleted", 0) + fates.get("buried", 0)
    ended = changed + fates.get("deleted", 0)
    amount = 0
    if ended:
        done = await connection.execute(sql.history, slice_id)
        if done != f"INSERT 0 {ended}":
            raise RuntimeError(f"{entity}: {ended} rows end and history has {done}")
    if new or ended:
        for rollup in sql.rollups if ended else sql.fresh_rollups:
            await connection.execute(rollup, slice_id)
    if fates.get("moved") or fates.get("deleted"):
        await connection.execute(sql.end)
    if new or changed:
        write = sql.write if changed else sql.write_new
        written = await connection.fetchrow(write, slice_id, page_id)
        assert written is not None
        amount = written["amount"]
        if written["records"] != new + changed:
            raise RuntimeError(
                f"{entity}: {written['records']} rows written of {new} new and {changed} changed"
            )
    if deleted:
        await connection.execute(sql.bury, slice_id)
    if fates.get("revived"):
        await connection.execute(sql.unbury)
    return Merged(
        new=new,
        changed=changed,
        deleted=deleted,
        unchanged=fates.get("unchanged", 0) + prepared.unchanged,
        stale=fates.get("stale", 0) + prepared.stale,
        amount=amount,
    )
