"""`hub rollups`: verify, rebuild or fold the totals that are kept ready."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from hub.ingest import console, rollups
from hub.ingest.columns import table
from hub.ingest.locks import Connection
from hub.store.server import Database
from schema.rollups import ROLLUPS, Rollup

app = typer.Typer(no_args_is_help=True, help="The totals that are kept ready.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Names = Annotated[list[str] | None, typer.Argument(help="Names of roll-ups. Default: all.")]
Done = TypeVar("Done")


@app.command()
def verify(names: Names = None, as_json: Json = False) -> None:
    """Compare the roll-ups with the facts, cell by cell. Exit code 1 when one differs."""
    found = _each(names, rollups.verify)
    if as_json:
        told = [{"rollup": e.rollup, "cells": e.cells, "different": e.different} for e in found]
        typer.echo(json.dumps({"rollups": told}))
    else:
        rows = [(each.rollup, each.cells, each.different) for each in found]
        for line in table([("roll-up", "cells", "different"), *rows]):
            typer.echo(line)
    wrong = [each.rollup for each in found if each.different]
    if wrong:
        if not as_json:
            typer.echo(f"next: hub rollups rebuild {' '.join(wrong)}")
        raise typer.Exit(console.FINDINGS)


@app.command()
def rebuild(names: Names = None, as_json: Json = False) -> None:
    """Make the roll-ups anew from the facts."""
    _told("rows", names, _each(names, rollups.rebuild), as_json)


@app.command()
def compact(names: Names = None, as_json: Json = False) -> None:
    """Fold the rows that slices appended into one row a cell."""
    _told("folded", names, _each(names, rollups.compact), as_json)


def _each(
    names: list[str] | None, act: Callable[[Connection, Rollup], Awaitable[Done]]
) -> list[Done]:
    async def every(database: Database) -> list[Done]:
        async with console.connected(database) as connection:
            return [await act(connection, rollup) for rollup in _chosen(names)]

    wanted = _chosen(names)
    assert wanted
    with console.opened() as database:
        return console.run(every(database))


def _chosen(names: list[str] | None) -> tuple[Rollup, ...]:
    try:
        return rollups.chosen(names or ())
    except KeyError as error:
        known = ", ".join(rollup.name for rollup in ROLLUPS)
        raise typer.BadParameter(f"no roll-up {error}; there are {known}") from None


def _told(word: str, names: list[str] | None, done: list[int], as_json: bool) -> None:
    found = {rollup.name: count for rollup, count in zip(_chosen(names), done, strict=True)}
    if as_json:
        typer.echo(json.dumps({"rollups": [{"rollup": n, word: c} for n, c in found.items()]}))
        return
    for line in table([("roll-up", word), *found.items()]):
        typer.echo(line)
