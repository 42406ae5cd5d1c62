"""Statistics for a table that grows while it is loaded.

PostgreSQL's own analysis comes minutes after a first load began; until then its plans, ours and
the queries', are made for an empty table. So a table is analysed whenever it has doubled.
"""

from __future__ import annotations

from dataclasses import dataclass

from hub.ingest.locks import Connection
from schema.model import entity

LEAST = 5_000
"""Rows written before an analysis is worth its while."""


@dataclass
class Analyser:
    """Counts the rows written to one table since it was last analysed."""

    connection: Connection
    table: str
    known: int
    written: int = 0

    @staticmethod
    async def of(connection: Connection, name: str) -> Analyser:
        table = entity(name).table.name
        known = await connection.fetchval(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = $1::regclass", f'"{table}"'
        )
        return Analyser(connection, table, max(known, 0))

    async def after(self, written: int) -> None:
        """Take note of a slice's rows; analyse, outside its transaction, when it is time."""
        self.written += written
        if self.written >= max(LEAST, self.known):
            await self.connection.execute(f'ANALYZE "{self.table}"')
            self.known, self.written = self.known + self.written, 0
