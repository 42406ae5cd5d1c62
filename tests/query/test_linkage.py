"""Linkage counted over the small world equals what counting record by record gives."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import asyncpg

from hub.ingest.linkage import count_links
from hub.store.server import Database
from schema.linkage import UNDATED, measured
from schema.model import entities
from tests.query.oracle import Oracle
from tests.query.world import World


def counted(world: World) -> dict[tuple[str, int, int], Counter[str]]:
    oracle = Oracle(world)
    cells: dict[tuple[str, int, int], Counter[str]] = {}
    for link in measured():
        near = entities()[link.source]
        columns = {local.column for local, _ in link.pairs if local.column}
        for record in oracle.records[near.name]:
            row = record.row
            year = row["fiscal_year"] if "fiscal_year" in near.key else UNDATED
            cell = cells.setdefault(
                (f"{near.name}.{link.wire}", row["region_code"], year), Counter()
            )
            named = all(row[column] is not None for column in columns)
            linked = bool(oracle.linked(record, link))
            cell["records"] += 1
            cell["named"] += named
            cell["linked"] += linked
            cell["unlinked"] += named and not linked
            if row.get("amount") is not None and near.fields["amount"].kind.name == "money":
                cell["named_amount"] += row["amount"] * named
                cell["unlinked_amount"] += row["amount"] * (named and not linked)
    return cells


def test_linkage_equals_counting_by_hand(world_database: Database, world: World) -> None:
    async def count() -> list[dict[str, Any]]:
        connection = await asyncpg.connect(world_database.dsn)
        undone = connection.transaction()
        await undone.start()
        try:
            done = await count_links(connection, set(entities()))
            assert done == len(measured()) > 30
            assert await count_links(connection, {"Bond"}) < done
            return [dict(row) for row in await connection.fetch("SELECT * FROM linkage")]
        finally:
            await undone.rollback()
            await connection.close()

    rows = [row for row in asyncio.run(count()) if "." in row["link"]]
    wanted = counted(world)
    assert len(rows) == len(wanted)
    for row in rows:
        cell = wanted[row["link"], row["region_code"], row["fiscal_year"]]
        for name in ("records", "named", "linked", "unlinked"):
            assert row[name] == cell[name], (row, cell)
        if row["named_amount"] is not None:
            for name in ("named_amount", "unlinked_amount"):
                assert row[name] == cell[name], (row, cell)
