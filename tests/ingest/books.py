"""Looking into the hub: rows, history and roll-ups as plain values."""

from __future__ import annotations

from collections import Counter
from typing import Any

import psycopg
from psycopg.rows import dict_row

from hub.store.server import Database

Version = tuple[Any, ...]
CONTENT = "payment_id, region_code, fiscal_year, function, amount, paid, payee_name"


def rows(database: Database, query: str, *parameters: Any) -> list[dict[str, Any]]:
    with psycopg.connect(database.dsn, row_factory=dict_row) as connection:
        return connection.execute(query, parameters or None).fetchall()  # type: ignore[arg-type]


def one(database: Database, query: str, *parameters: Any) -> Any:
    (row,) = rows(database, query, *parameters)
    (value,) = row.values()
    return value


def change(database: Database, statement: str) -> None:
    with psycopg.connect(database.dsn) as connection:
        connection.execute(statement)  # type: ignore[arg-type]


def living(database: Database) -> list[Version]:
    found = rows(database, f"SELECT {CONTENT}, source_updated_at FROM payment ORDER BY 1, 2, 3")
    return [tuple(row.values()) for row in found]


def history(database: Database) -> Counter[Version]:
    """Old versions with the numbers of the slices between which they held."""
    found = rows(
        database,
        f"SELECT {CONTENT}, source_updated_at, s.number AS since, u.number AS until, deleted "
        "FROM payment_history AS h JOIN slice AS s ON s.id = h.since_batch "
        "JOIN slice AS u ON u.id = h.until_batch",
    )
    return Counter(tuple(row.values()) for row in found)


def rollup(database: Database, name: str, dimensions: str) -> dict[Version, tuple[int, int, int]]:
    """(region, own, dimensions) -> (count, amount, paid), cells of nothing left out."""
    found = rows(
        database,
        f"SELECT region_code, own, {dimensions}, sum(count)::bigint AS n, "
        f"sum(amount)::bigint AS amount, sum(paid)::bigint AS paid FROM rollup_{name} "
        f"GROUP BY region_code, own, {dimensions}",
    )
    cells = {tuple(row.values())[:-3]: tuple(row.values())[-3:] for row in found}
    return {cell: sums for cell, sums in cells.items() if any(sums)}  # type: ignore[misc]


def batches(database: Database) -> list[dict[str, Any]]:
    return rows(database, "SELECT * FROM batch ORDER BY id")


def assert_counts_add_up(database: Database) -> None:
    """received = new + changed + deleted + unchanged + stale + rejected + held, always."""
    for batch in batches(database):
        fates = ("new", "changed", "deleted", "unchanged", "stale", "rejected", "held")
        assert batch["received"] == sum(batch[fate] for fate in fates), batch
        received = one(
            database, "SELECT coalesce(sum(received), 0)::bigint FROM slice WHERE batch_id = %s",
            batch["id"],
        )  # fmt: skip
        assert received == batch["received"]
