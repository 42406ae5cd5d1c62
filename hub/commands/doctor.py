"""`hub doctor`: look at everything the hub stands on, and say for each what is wrong and what to
do. It starts nothing and changes nothing."""

from __future__ import annotations

import asyncio
import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Annotated

import asyncpg
import typer

from hub import settings
from hub.commands.serve import listen
from hub.ingest.registry import installed
from hub.settings import Settings, language
from hub.store import migrate, server
from hub.store.reference_load import stored
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="Look at everything the hub stands on.")

FINDINGS, BROKEN = 1, 2
ROOM_BYTES = 2 << 30
"""Free space below which a load may not end."""


@dataclass(frozen=True)
class Finding:
    """state: fine, finding (it works, but look) or broken. `fix` is empty when it is fine."""

    what: str
    state: str
    said: str
    fix: str = ""


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Check settings, disk, PostgreSQL, schema, reference data, adapters and the port."""
    chosen = settings.load()
    found = [
        Finding("settings", "fine", f"HUB_AUTH={chosen.auth}, data in {chosen.home}"),
        _room(chosen),
        *_database(chosen),
        *_adapters(chosen),
        _checked("port", lambda: _port(chosen)),
    ]
    if as_json:
        typer.echo(json.dumps([asdict(each) for each in found], ensure_ascii=False))
    else:
        for each in found:
            typer.echo(f"{each.state:<8} {each.what:<12} {each.said}")
            if each.fix:
                typer.echo(f"{'':<22}{each.fix}")
    states = {each.state for each in found}
    if states != {"fine"}:
        raise typer.Exit(BROKEN if "broken" in states else FINDINGS)


def _checked(what: str, check: Callable[[], str]) -> Finding:
    """A check's word, or the problem it met."""
    try:
        return Finding(what, "fine", check())
    except HubError as error:
        return _broken(what, error)


def _broken(what: str, error: HubError) -> Finding:
    lang = language()
    return Finding(what, "broken", f"{error.code} {error.message(lang)}", error.fix(lang))


def _room(chosen: Settings) -> Finding:
    place = chosen.home
    while not place.exists():
        place = place.parent
    free = shutil.disk_usage(place).free
    said = f"{free >> 20} MiB free at {place}"
    if free < ROOM_BYTES:
        return Finding("disk", "finding", said, "make room, or set HUB_HOME to a larger disk.")
    return Finding("disk", "fine", said)


def _database(chosen: Settings) -> list[Finding]:
    status = server.status(chosen)
    said = f"{status.version or ''} {status.phase}".strip()
    if status.phase != "ready":
        return [Finding("postgresql", "finding", said, "`hub db start` starts it.")]
    database = server.ensure(chosen, lambda _: None, owned=True)
    try:
        return [
            Finding("postgresql", "fine", said),
            _checked("schema", lambda: _schema(database)),
            asyncio.run(_reference(database)),
        ]
    finally:
        server.release(database)


def _schema(database: Database) -> str:
    migrate.check(database)
    return f"at revision {migrate.head()}"


async def _reference(database: Database) -> Finding:
    connection = await asyncpg.connect(database.dsn)
    try:
        generation, known = await stored(connection)
    except asyncpg.UndefinedTableError:
        generation, known = 0, None
    finally:
        await connection.close()
    if known is None:
        return _broken("reference", HubError("S113"))
    return Finding("reference", "fine", f"regions and codes of generation {generation}")


def _adapters(chosen: Settings) -> list[Finding]:
    found = installed(chosen.adapters)
    names = ", ".join(sorted(found.sources)) or "none"
    return [
        Finding("adapters", "fine" if found.sources else "finding", names),
        *(_broken(f"adapter {name}", error) for name, error in found.broken.items()),
    ]


def _port(chosen: Settings) -> str:
    listen(chosen.host, chosen.port).close()
    return f"{chosen.host}:{chosen.port} is free"
