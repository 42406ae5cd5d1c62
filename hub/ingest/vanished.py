"""What a corrected file no longer has: deleted, the old versions kept in history.

A page that states all there is of something (`Page.whole`) deletes the living records of its
source that have those values and are not in it, as if the page had said so record by record, at
the time of its newest record: what an older page lacks is no deletion of what came since. A record
of the page that is set aside is in it: its older version stays.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from hub.ingest.locks import Connection
from hub.ingest.prepare import Prepared
from schema.model import entity


async def with_vanished(
    connection: Connection, source: str, name: str, prepared: Prepared
) -> Prepared:
    """The page, with a deletion for every record that vanished from it."""
    if prepared.whole is None or prepared.held:
        return prepared
    of = entity(name)
    place = prepared.columns.index("source_key")
    there = {row[place] for row in prepared.rows} | {each.source_key for each in prepared.rejected}
    conditions = "".join(
        f' AND "{column}"::text = ${number}' for number, column in enumerate(prepared.whole, 2)
    )
    keys = ", ".join(f'"{column}"' for column in of.key)
    living = await connection.fetch(
        f'SELECT {keys}, source_key FROM "{of.table.name}" WHERE source = $1{conditions} '
        f"ORDER BY {keys}",
        source, *(str(value) for value in prepared.whole.values()),
    )  # fmt: skip
    vanished = [row for row in living if row["source_key"] not in there]
    number = max((row[-1] for row in prepared.rows), default=0)
    updated = prepared.columns.index("source_updated_at")
    times = [row[updated] for row in prepared.rows if row[updated] is not None]
    rows = list(prepared.rows)
    for each in vanished:
        number += 1
        known: dict[str, Any] = {
            **dict(each), "source": source, "source_updated_at": max(times, default=None),
            "_deleted": True, "_position": 0, "_number": number,
        }  # fmt: skip
        rows.append(tuple(known.get(column) for column in prepared.columns))
    return replace(prepared, rows=rows)
