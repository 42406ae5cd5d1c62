"""The database's schema, brought to this program's revision (or another) by Alembic.

The revisions are found in the installed package `migrations`, so a wheel carries them. Whoever
migrates a database also makes what every database of the hub has: UTC as its time zone, the key
that signs cursors, and, at the newest revision, the reference data.
"""

from __future__ import annotations

import asyncio
import secrets
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import asyncpg
import psycopg
import sqlalchemy
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from hub.store.engine import sqlalchemy_engine
from hub.store.reference_load import Loaded, Say, load
from hub.store.server import Database
from schema.operations import hub_key
from schema.problems import HubError

BASE = "base"
"""Before the first revision: no tables at all."""

LOCK = 0x6D69_6772
"""Advisory lock: one migration of a database at a time."""

CURSOR_KEY = "cursor"
"""Row of `hub_key` whose 32 bytes sign cursors."""

HOOK = {
    "hooks": "format",
    "format.type": "module",
    "format.module": "ruff",
    "format.options": "format --quiet REVISION_SCRIPT_FILENAME",
}
"""Drafted revisions are formatted, where the formatter is installed."""


@dataclass(frozen=True)
class Migrated:
    """The revisions before and after; None is a database without any."""

    before: str | None
    after: str | None


def head() -> str:
    """The revision this program needs."""
    found = _scripts().get_current_head()
    assert found is not None
    return found


def current(database: Database) -> str | None:
    """The database's revision; None when it has none.  raises: HubError(S101)."""
    with _connected(database) as connection:
        return MigrationContext.configure(connection).get_current_revision()


def check(database: Database) -> None:
    """raises: HubError(S108) when the schema is older than the program needs, S109 when newer."""
    _refuse(current(database))


async def bring_up(database: Database, say: Say = lambda _: None) -> tuple[Migrated, Loaded]:
    """Migrate to the newest revision and load the reference data; nothing twice.

    raises: HubError(S101, S109, S112).
    """
    migrated = await asyncio.to_thread(migrate, database, None, say)
    connection = await asyncpg.connect(
        database.dsn, server_settings={"timezone": "UTC", "application_name": "hub migrate"}
    )
    try:
        moved = migrated.before != migrated.after
        return migrated, await load(connection, migrated=moved, say=say)
    finally:
        await connection.close()


def migrate(database: Database, to: str | None = None, say: Say = lambda _: None) -> Migrated:
    """Bring the schema to revision `to` (the newest when None), up or down, in one transaction.

    raises: HubError(S101); HubError(S109) when the database is newer than this program;
    HubError(S114) when there is no such revision.
    """
    known = [script.revision for script in _scripts().walk_revisions()][::-1]
    wanted = known[-1] if to is None else to
    if wanted not in (*known, BASE):
        raise HubError("S114", revision=wanted, known=known)
    with _connected(database) as connection:
        connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
        before = MigrationContext.configure(connection).get_current_revision()
        if before is not None and before not in known:
            raise HubError("S109", current=before, head=known[-1])
        place = {None: -1, BASE: -1} | {revision: at for at, revision in enumerate(known)}
        if place[wanted] > place[before]:
            say(f"migrating from {before or BASE} to {wanted}")
            command.upgrade(_config(connection), wanted)
        elif place[wanted] < place[before]:
            say(f"migrating back from {before} to {wanted}")
            command.downgrade(_config(connection), wanted)
        if wanted != BASE:
            _make_key(connection)
        _set_utc(connection)
    return Migrated(before, None if wanted == BASE else wanted)


def draft(database: Database, message: str) -> Path | None:
    """Write the next revision from what the declarations have and the database lacks.

    The database must be at the newest revision.  Returns the new file; None when nothing differs.
    raises: HubError(S101, S108, S109).
    """
    scripts = _scripts()
    with _connected(database) as connection:
        if scripts.get_current_head() is not None:
            _refuse(MigrationContext.configure(connection).get_current_revision())
        number = f"{len(list(scripts.walk_revisions())) + 1:04}"
        made = command.revision(
            _config(connection), message=message, autogenerate=True, rev_id=number
        )
    if made is None or isinstance(made, list):
        return None
    path = Path(made.path)
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "# ###" not in line), "utf-8")
    return path


def _refuse(found: str | None) -> None:
    wanted = head()
    if found == wanted:
        return
    known = {script.revision for script in _scripts().walk_revisions()}
    ahead = found is not None and found not in known
    raise HubError("S109" if ahead else "S108", current=found or BASE, head=wanted)


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config(cmd_opts=Namespace(quiet=True))
    config.set_main_option("script_location", str(files("migrations")).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    if find_spec("ruff"):
        for option, value in HOOK.items():
            config.set_section_option("post_write_hooks", option, value)
    config.attributes["connection"] = connection
    return config


def _make_key(connection: Connection) -> None:
    """The first to come makes the key; every worker then reads the same one."""
    connection.execute(
        text(f"INSERT INTO {hub_key.name} VALUES (:name, :value) ON CONFLICT DO NOTHING"),
        {"name": CURSOR_KEY, "value": secrets.token_bytes(32)},
    )


async def cursor_key(connection: Any) -> bytes:
    """The bytes that sign cursors. connection: asyncpg's, or a pool of them"""
    query = f"SELECT value FROM {hub_key.name} WHERE name = $1"
    key: bytes = await connection.fetchval(query, CURSOR_KEY)
    return key


def _set_utc(connection: Connection) -> None:
    """UTC for every session of the database, where it is ours to say so and not said yet."""
    ours, said = connection.execute(
        text(
            "SELECT pg_has_role(d.datdba, 'USAGE'), EXISTS (SELECT FROM pg_db_role_setting s"
            " WHERE s.setdatabase = d.oid AND s.setrole = 0"
            " AND 'timezone=utc' IN (SELECT lower(each) FROM unnest(s.setconfig) each))"
            " FROM pg_database d WHERE d.datname = current_database()"
        )
    ).one()
    if ours and not said:
        name = connection.dialect.identifier_preparer.quote(
            str(connection.execute(text("SELECT current_database()")).scalar_one())
        )
        connection.execute(text(f"ALTER DATABASE {name} SET timezone TO 'UTC'"))


@contextmanager
def _connected(database: Database) -> Iterator[Connection]:
    try:
        opened = sqlalchemy_engine(database).connect()
    except (psycopg.OperationalError, sqlalchemy.exc.OperationalError) as error:
        cause = getattr(error, "orig", None) or error
        raise HubError("S101", server=database.shown, cause=str(cause).strip()) from error
    with opened, opened.begin():
        yield opened
