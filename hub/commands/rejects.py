"""`hub rejects`: list the records that were set aside; show, replay or discard them."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from hub import settings
from hub.ingest import console, rejects
from hub.ingest.columns import table
from hub.ingest.sync import snapshot
from hub.store.server import Database

app = typer.Typer(no_args_is_help=True, help="Records that were set aside, and what to do.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Numbers = Annotated[list[int] | None, typer.Argument(help="Numbers of rejects.")]
SourceName = Annotated[str | None, typer.Option("--source", help="Of this source only.")]
Code = Annotated[str | None, typer.Option("--code", help="With this problem only, such as A210.")]

MOST = 100_000
"""Rejects that one command takes up."""


@app.command("list")
def list_(
    source: SourceName = None,
    code: Code = None,
    every: Annotated[bool, typer.Option("--all", help="Replayed and discarded ones too.")] = False,
    limit: Annotated[int, typer.Option(min=1, max=MOST)] = 20,
    as_json: Json = False,
) -> None:
    """Count them by stream and problem, and list the newest. Exit code 1 when some are open."""
    state = None if every else rejects.OPEN

    async def look(database: Database) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
        async with console.connected(database) as connection:
            counted = await rejects.summary(connection, source=source, state=state)
            newest = await rejects.listed(
                connection, source=source, code=code, state=state, limit=limit
            )
            return counted, newest

    with console.opened() as database:
        counted, newest = console.run(look(database))
    if as_json:
        told = {"counts": counted, "rejects": newest}
        typer.echo(json.dumps(told, default=str, ensure_ascii=False))
    else:
        _list(counted, newest)
    if newest:
        raise typer.Exit(console.FINDINGS)


@app.command()
def show(number: int, as_json: Json = False) -> None:
    """Show one: what is wrong, what to do, and the record as received."""

    async def look(database: Database) -> dict[str, Any]:
        async with console.connected(database) as connection:
            return await rejects.shown(connection, number)

    with console.opened() as database:
        found = console.run(look(database))
    if as_json:
        typer.echo(json.dumps(found, default=str, ensure_ascii=False))
        return
    english = settings.language() == "en"
    typer.echo(f"{found['code']} {found['place']}: {found['cause_en' if english else 'cause']}")
    typer.echo(f"     {'Fix: ' if english else '处理：'}{found['fix_en' if english else 'fix']}")
    typer.echo(f"{found['source']} {found['stream']} {found['record_key'] or '-'}")
    typer.echo(f"state   {found['state']}\norigin  {found['origin']}\nraw     {found['raw']}")
    if found["state"] == rejects.OPEN:
        typer.echo(f"next: hub rejects replay {number}  or  hub rejects discard {number}")


@app.command()
def replay(
    numbers: Numbers = None, source: SourceName = None, code: Code = None, as_json: Json = False
) -> None:
    """Map rejects again by today's crosswalks and codes: those named, or all open ones that match.

    Exit code 1 when some are still refused.
    """
    installed = console.adapters()

    async def again(database: Database) -> rejects.Replay:
        reference = await snapshot(database)
        async with console.connected(database) as connection:
            wanted = numbers or await _open(connection, source, code)
            return await rejects.replay(connection, installed.sources, reference, wanted)

    with console.opened() as database:
        done = console.run(again(database))
    language = settings.language()
    if as_json:
        refused = {number: each.render(language) for number, each in done.refused.items()}
        told = {"loaded": list(done.loaded), "refused": refused}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(f"loaded {len(done.loaded)}   still refused {len(done.refused)}")
        for number, each in list(done.refused.items())[:5]:
            typer.echo(f"{number}: {each.render(language)}")
        if done.refused:
            typer.echo(f"next: hub rejects show {next(iter(done.refused))}")
    if done.refused:
        raise typer.Exit(console.FINDINGS)


@app.command()
def discard(numbers: Annotated[list[int], typer.Argument()], as_json: Json = False) -> None:
    """Mark rejects as discarded: they stay, and are told of no more."""

    async def mark(database: Database) -> int:
        async with console.connected(database) as connection:
            return await rejects.discard(connection, numbers)

    with console.opened() as database:
        done = console.run(mark(database))
    if as_json:
        typer.echo(json.dumps({"discarded": done}))
    else:
        typer.echo(f"discarded {done}\nnext: hub rejects list")


async def _open(connection: Any, source: str | None, code: str | None) -> list[int]:
    found = await rejects.listed(connection, source=source, code=code, limit=MOST)
    return [row["id"] for row in found]


def _list(counted: list[dict[str, Any]], newest: list[dict[str, Any]]) -> None:
    if not newest:
        typer.echo("no record is set aside")
        return
    heading = ("source", "stream", "problem", "records", "example")
    rows = [(e["source"], e["stream"], e["code"], e["records"], e["example"]) for e in counted]
    for line in table([heading, *rows], left=3):
        typer.echo(line)
    cause = "cause_en" if settings.language() == "en" else "cause"
    typer.echo("")
    for each in newest:
        typer.echo(f"{each['id']}  {each['code']} {each['place']}: {each[cause]}")
    typer.echo(f"next: hub rejects show {newest[0]['id']}")
