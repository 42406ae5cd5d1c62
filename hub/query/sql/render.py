"""SQLAlchemy Core to PostgreSQL text with numbered parameters."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects.postgresql.asyncpg import PGDialect_asyncpg

_DIALECT: Any = PGDialect_asyncpg()  # type: ignore[no-untyped-call]


def render(query: Any) -> tuple[str, list[str]]:
    """(SQL text with $1 …, names of the parameters in that order)."""
    compiled = query.compile(dialect=_DIALECT)
    return str(compiled), list(compiled.positiontup or ())
