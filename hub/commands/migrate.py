"""`hub migrate`: bring the database's schema and reference data to what this program needs."""

from __future__ import annotations

import asyncio
import json
from dataclasses import asdict
from typing import Annotated, Any

import typer

from hub import settings
from hub.store import migrate as migrations
from hub.store import server
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="Bring the database to this program's revision.")

FINDINGS = 1


@app.command()
def migrate(
    to: Annotated[
        str | None, typer.Option(help="A revision, or `base` for none. Default: the newest.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; exit code 1 when it is not current.")
    ] = False,
    draft: Annotated[
        str | None,
        typer.Option(help="Write the next revision, with this title, from the declarations."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before `--to base`.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output.")
    ] = False,
) -> None:
    """Bring the schema to its newest revision and load regions and codes."""
    if to == migrations.BASE and not yes:
        typer.confirm("This deletes every table of the hub. Go on?", abort=True)
    database = server.ensure(settings.load(), _say, owned=True)
    try:
        if check:
            _check(database, as_json)
        elif draft is not None:
            path = migrations.draft(database, draft)
            _show({"revision": str(path) if path else "nothing differs"}, as_json)
        else:
            _migrate(database, to, as_json)
    finally:
        server.release(database)


def _migrate(database: Database, to: str | None, as_json: bool) -> None:
    if to in (None, migrations.head()):
        migrated, loaded = asyncio.run(migrations.bring_up(database, _say))
        reference: dict[str, Any] = {"reference": "unchanged"}
        if loaded.tables:
            reference = {name: each.received for name, each in loaded.tables.items()}
            reference["rows written"] = loaded.touched
    else:
        migrated, reference = migrations.migrate(database, to, _say), {}
    _show({**asdict(migrated), **reference}, as_json)


def _check(database: Database, as_json: bool) -> None:
    shown = {"current": migrations.current(database), "head": migrations.head()}
    try:
        migrations.check(database)
    except HubError as error:
        _show(shown | {"problem": error.code}, as_json)
        _say(error.render(settings.language()))
        raise typer.Exit(FINDINGS) from None
    _show(shown, as_json)


def _show(found: dict[str, Any], as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    for name, value in found.items():
        typer.echo(f"{name:<16}{'none' if value is None else value}")


def _say(line: str) -> None:
    typer.echo(line, err=True)
