"""A PostgreSQL of one's own, named by HUB_DATABASE_URL: reached, checked, never managed."""

from __future__ import annotations

from hub.store.server.connecting import connect, use_utc
from hub.store.server.database import Database
from schema.problems import HubError

OLDEST = 16
"""First major version whose SQL we use throughout; 18 is the one tested."""


def check(database: Database) -> None:
    """Connect once.

    raises: HubError(S101) when it cannot be reached, HubError(S111) when it is too old.
    """
    with connect(database) as connection:
        version = connection.info.server_version
        if version // 10_000 < OLDEST:
            raise HubError(
                "S111",
                server=database.shown,
                version=f"{version // 10_000}.{version % 10_000}",
                supported=f"{OLDEST}+",
            )
        use_utc(connection)
