"""`hub load`: bring documents in, one page each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from adapters.sdk.readers.documents import loading
from adapters.sdk.source import Source
from hub import settings
from hub.ingest import console, report
from hub.ingest.registry import Installed
from hub.ingest.results import SourceResult, Watch
from hub.ingest.sync import run_source, snapshot
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="Bring documents in.")


@app.command()
def load(
    adapter: Annotated[str | None, typer.Argument(help="Name of the adapter.")] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="The documents.")] = None,
    samples: Annotated[
        bool, typer.Option("--samples", help="The documents that come with the adapters.")
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do everything, keep nothing.")
    ] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="One JSON object on standard output.")
    ] = False,
) -> None:
    """Load documents through an adapter; the same document twice changes nothing.

    Exit code 1 when records were set aside or documents held; 2 when one could not be read.
    """
    installed = console.adapters()
    wanted = _samples(installed, adapter) if samples else _given(installed, adapter, files or [])
    with console.opened() as database, console.watching() as watch:
        results = console.run(_run(database, wanted, dry_run, watch))
    language = settings.language()
    if as_json:
        told = report.as_json(results, language) | {"kept": not dry_run}
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        typer.echo(report.text(results, language))
        if dry_run:
            typer.echo("dry run: nothing was kept")
    code = report.exit_code(results)
    if code:
        raise typer.Exit(code)


async def _run(
    database: Database, wanted: list[tuple[Source, list[Path]]], dry_run: bool, watch: Watch
) -> list[SourceResult]:
    reference = await snapshot(database)
    return [
        await run_source(
            database,
            source,
            lambda _, files=files: loading(files),  # type: ignore[misc]
            reference,
            trial=dry_run,
            watch=watch,
        )
        for source, files in wanted
    ]


def _given(
    installed: Installed, adapter: str | None, files: list[Path]
) -> list[tuple[Source, list[Path]]]:
    if adapter is None or not files:
        raise typer.BadParameter("name an adapter and its documents, or --samples")
    source = installed.source(adapter)
    if not source.documents:
        known = sorted(name for name, each in installed.sources.items() if each.documents)
        raise HubError("A315", name=adapter, known=known)
    return [(source, [file.absolute() for file in files])]


def _samples(installed: Installed, adapter: str | None) -> list[tuple[Source, list[Path]]]:
    """The documents in the `samples` folder beside each adapter of documents."""
    names = [adapter] if adapter else [n for n, each in installed.sources.items() if each.documents]
    return [(installed.source(name), installed.samples(name)) for name in names]
