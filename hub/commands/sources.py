"""`hub sources`: show how each source stands: its state, its last runs and what waits."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from hub.ingest import console
from hub.ingest.columns import table
from hub.store.server import Database
from schema.operations import RejectState, SourceState

app = typer.Typer(help="Show how each source stands.")

QUERY = """
SELECT s.name, s.label, s.state, s.message, s.last_started_at, s.last_success_at,
  (SELECT count(*) FROM reject AS r WHERE r.source = s.name AND r.state = $1) AS open_rejects,
  (SELECT count(DISTINCT slice_id) FROM held_record AS h WHERE h.source = s.name) AS held_deliveries
FROM source AS s ORDER BY s.name
"""


@app.command()
def sources(
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output.")
    ] = False,
) -> None:
    """Show each source's state, its last runs and what waits. Exit code 1 when one is not fresh."""
    with console.opened() as database:
        found = console.run(_sources(database))
    if as_json:
        typer.echo(json.dumps({"sources": found}, default=str, ensure_ascii=False))
    else:
        _show(found)
    if any(each["state"] != SourceState["FRESH"] for each in found):
        raise typer.Exit(console.FINDINGS)


async def _sources(database: Database) -> list[dict[str, Any]]:
    async with console.connected(database) as connection:
        return [dict(row) for row in await connection.fetch(QUERY, str(RejectState["OPEN"]))]


def _show(found: list[dict[str, Any]]) -> None:
    if not found:
        typer.echo("no source has run yet\nnext: hub sync")
        return
    heading = ("source", "label", "state", "last success", "rejects", "held")
    rows = [
        (
            each["name"],
            each["label"],
            each["state"],
            f"{each['last_success_at']:%Y-%m-%d %H:%M:%SZ}" if each["last_success_at"] else "never",
            each["open_rejects"],
            each["held_deliveries"],
        )
        for each in found
    ]
    for line in table([heading, *rows], left=4):
        typer.echo(line)
    for each in found:
        if each["message"]:
            typer.echo(f"\n{each['name']}: {each['message']}")
    typer.echo(f"\nnext: {_next(found)}")


def _next(found: list[dict[str, Any]]) -> str:
    for each in found:
        if each["state"] == SourceState["DOWN"]:
            return f"hub sync {each['name']}"
    for each in found:
        if each["open_rejects"]:
            return f"hub rejects list --source {each['name']}"
    return "hub sync"
