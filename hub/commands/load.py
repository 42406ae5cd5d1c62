"""`hub load`: bring documents in through an adapter, one page each."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from adapters.sdk.readers.documents import loading
from adapters.sdk.source import Source, of_files
from hub import settings
from hub.ingest import console, report
from hub.ingest.linkage import count_links
from hub.ingest.registry import Installed
from hub.ingest.results import SourceResult, Watch, written
from hub.ingest.sync import run_source, snapshot
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="Bring documents in.")


@app.command()
def load(
    adapter: Annotated[str | None, typer.Argument(help="Name of the adapter.")] = None,
    files: Annotated[list[Path] | None, typer.Argument(help="The documents.")] = None,
    told: Annotated[
        list[str] | None,
        typer.Option("--set", help="NAME=VALUE: what the documents do not say themselves."),
    ] = None,
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

    Exit code 1 when records were set aside, documents held, or printed figures contradict each
    other; 2 when one could not be read.
    """
    installed = console.adapters()
    wanted = _samples(installed, adapter) if samples else _given(installed, adapter, files or [])
    said = _said(wanted, told or [])
    with console.opened() as database, console.watching() as watch:
        results = console.run(_run(database, wanted, said, dry_run, watch))
    language = settings.language()
    if as_json:
        shown = report.as_json(results, language) | {"kept": not dry_run}
        typer.echo(json.dumps(shown, ensure_ascii=False))
    else:
        typer.echo(report.text(results, language))
        if dry_run:
            typer.echo("dry run: nothing was kept")
    code = report.exit_code(results)
    if code:
        raise typer.Exit(code)


async def _run(
    database: Database,
    wanted: list[tuple[Source, list[Path]]],
    said: dict[str, str],
    dry_run: bool,
    watch: Watch,
) -> list[SourceResult]:
    reference = await snapshot(database)
    results = [
        await run_source(
            database,
            source,
            lambda _, files=files: loading(files, said),  # type: ignore[misc]
            reference,
            trial=dry_run,
            watch=watch,
        )
        for source, files in wanted
    ]
    if not dry_run:
        async with console.connected(database) as connection:
            await count_links(connection, written(results))
    return results


def _given(
    installed: Installed, adapter: str | None, files: list[Path]
) -> list[tuple[Source, list[Path]]]:
    if adapter is None or not files:
        raise typer.BadParameter("name an adapter and its documents, or --samples")
    source = of_files(installed.source(adapter))
    if source is None:
        known = sorted(name for name, each in installed.sources.items() if of_files(each))
        raise HubError("A315", name=adapter, known=known)
    return [(source, [file.absolute() for file in files])]


def _samples(installed: Installed, adapter: str | None) -> list[tuple[Source, list[Path]]]:
    """The documents in the `samples` folder beside each adapter of documents."""
    names = [adapter] if adapter else [n for n, each in installed.sources.items() if each.documents]
    chosen = [(installed.source(name), installed.samples(name)) for name in names]
    return [(source, files) for source, files in chosen if files]


def _said(wanted: list[tuple[Source, list[Path]]], told: list[str]) -> dict[str, str]:
    """What was told with the load, by name."""
    known = {name: meaning for source, _ in wanted for name, meaning in source.told.items()}
    said = dict(each.partition("=")[::2] for each in told)
    for name, value in said.items():
        if name not in known or not value:
            meant = "; ".join(f"{name}=… ({meaning})" for name, meaning in known.items())
            raise typer.BadParameter(f"--set {name}: can be told here: {meant or 'nothing'}")
    return said
