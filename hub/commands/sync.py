"""`hub sync`: bring the changes of partner systems in."""

from __future__ import annotations

import json
import os
from typing import Annotated

import typer

from adapters.sdk.source import Source
from hub import settings
from hub.ingest import console, report, rollups
from hub.ingest.linkage import count_links
from hub.ingest.registry import Installed
from hub.ingest.results import SourceResult, Watch, written
from hub.ingest.sync import sync as synchronise
from hub.ingest.tieouts import tie_with_systems
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="Bring the changes of partner systems in.")


@app.command()
def sync(
    sources: Annotated[
        list[str] | None, typer.Argument(help="Names of sources. Default: all systems.")
    ] = None,
    again: Annotated[
        bool,
        typer.Option(
            "--again",
            help="Read everything from the start, held deliveries too; what is known stays as it "
            "is.",
        ),
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output.")
    ] = False,
) -> None:
    """Read what changed since the last run, source beside source.

    Exit code 1 when records were set aside, deliveries held, or totals differ; 2 when a source
    could not be read.
    """
    installed = console.adapters()
    chosen = _chosen(installed, sources or [])
    with console.opened() as database, console.watching() as watch:
        results = console.run(_run(database, chosen, installed, again, watch))
    language = settings.language()
    if as_json:
        typer.echo(json.dumps(report.as_json(results, language), ensure_ascii=False))
    else:
        typer.echo(report.text(results, language))
    broken = bool(installed.broken) and not sources
    code = console.BROKEN if broken else report.exit_code(results)
    if code:
        raise typer.Exit(code)


async def _run(
    database: Database, sources: list[Source], installed: Installed, again: bool, watch: Watch
) -> tuple[SourceResult, ...]:
    results = await synchronise(database, sources, os.environ, again=again, watch=watch)
    touched = written(results)
    async with console.connected(database) as connection:
        await rollups.compact_grown(connection, touched)
        await count_links(connection, touched)
        for source in installed.sources.values() if touched else ():
            if source.documents:
                async with connection.transaction():
                    await tie_with_systems(connection, source)
    return results


def _chosen(installed: Installed, names: list[str]) -> list[Source]:
    systems = {name: each for name, each in installed.sources.items() if not each.documents}
    for name in names:
        if installed.source(name).documents:
            raise HubError("A316", name=name, known=sorted(systems))
    return [installed.source(name) for name in dict.fromkeys(names)] or list(systems.values())
