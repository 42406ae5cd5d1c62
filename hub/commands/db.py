"""`hub db`: start, stop and ask after the hub's PostgreSQL."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Annotated

import typer

from hub import settings
from hub.store import server
from hub.store.server import Status

app = typer.Typer(no_args_is_help=True, help="Start, stop and ask after the hub's PostgreSQL.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]

NOT_READY = 1


@app.command()
def start(as_json: Json = False) -> None:
    """Start PostgreSQL and leave it running; make it first if there is none."""
    chosen = settings.load()
    server.ensure(chosen, _say, owned=False)
    _show(server.status(chosen), as_json)


@app.command()
def stop(as_json: Json = False) -> None:
    """Stop PostgreSQL, whoever started it."""
    chosen = settings.load()
    if not server.stop(chosen, _say):
        own = chosen.database_url is not None
        _say("HUB_DATABASE_URL names a server of your own" if own else "PostgreSQL was not running")
    _show(server.status(chosen), as_json)


@app.command()
def status(as_json: Json = False) -> None:
    """Show whether PostgreSQL runs and where it is; exit code 1 when it is not ready."""
    found = server.status(settings.load())
    _show(found, as_json)
    if found.phase != "ready":
        raise typer.Exit(NOT_READY)


def _say(line: str) -> None:
    typer.echo(line, err=True)


def _show(found: Status, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(found), default=str, ensure_ascii=False))
        return
    version = f" {found.version}" if found.version else ""
    typer.echo(f"PostgreSQL{version} {found.phase}")
    lines = {
        "process": found.pid,
        "address": found.server,
        "passwords": found.passwords,
        "data": found.data,
        "log": found.log,
        "lifetime": _lifetime(found),
    }
    for name, value in lines.items():
        if value is not None:
            typer.echo(f"{name:<10}{value}")
    if found.managed and found.phase == "stopped":
        typer.echo("next: hub db start")


def _lifetime(found: Status) -> str | None:
    if not found.managed or found.phase == "stopped":
        return None
    return "until `hub db stop`" if found.stays else "ends with the commands that use it"
