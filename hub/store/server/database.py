"""A database to connect to, as every caller sees it, embedded or one's own."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit, urlunsplit

from hub.store.server.locks import Lock

PORT = 5432
"""The number in the socket's name; said outright, so that a caller's PGPORT does not matter."""


@dataclass(frozen=True, slots=True)
class Database:
    """Where a PostgreSQL database is.

    dsn: a libpq URI with its password, as asyncpg and psycopg take it; never printed.
    data_dir: of the embedded server; None when the server is one's own.
    lease: what keeps an owned embedded server running; None when nothing depends on us.
    """

    dsn: str = field(repr=False)
    data_dir: Path | None = None
    lease: Lock | None = field(default=None, repr=False, compare=False)

    @property
    def owned(self) -> bool:
        """Whether the server ends with its owners, of whom this process is one."""
        return self.lease is not None

    @property
    def name(self) -> str:
        """The database's name."""
        return unquote(urlsplit(self.dsn).path.lstrip("/"))

    @property
    def shown(self) -> str:
        """The URI without its password, fit for messages."""
        return without_password(self.dsn)

    def named(self, name: str) -> Database:
        """Another database of the same server, under the same role."""
        return replace(self, dsn=urlunsplit(urlsplit(self.dsn)._replace(path=f"/{quote(name)}")))


def socket_dsn(directory: Path, role: str, password: str, name: str) -> str:
    """The URI of a database behind a socket in `directory`."""
    return (
        f"postgresql://{quote(role)}:{quote(password, safe='')}@/{quote(name)}"
        f"?host={quote(str(directory), safe='')}&port={PORT}"
    )


def without_password(dsn: str) -> str:
    """The URI with neither the password before the host nor one among its parameters.

    >>> without_password("postgresql://hub:secret@db.example:5432/fiscal?password=x&sslmode=require")
    'postgresql://hub@db.example:5432/fiscal?sslmode=require'
    """
    parts = urlsplit(dsn)
    user, at, host = parts.netloc.rpartition("@")
    kept = [each for each in parts.query.split("&") if not each.lower().startswith("password=")]
    return urlunsplit(
        parts._replace(netloc=f"{user.partition(':')[0]}{at}{host}", query="&".join(kept))
    )
