"""`hub rollups`: verify, rebuild or fold the totals that are kept ready."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, TypeVar

import typer

from hub.ingest import console, rollups
from hub.ingest.columns import table
from hub.ingest.locks import Connection
from hub.ingest.rollups import Difference, Sums, Verified
from hub.store.server import Database
from schema.rollups import ROLLUPS, Rollup

app = typer.Typer(no_args_is_help=True, help="The totals that are kept ready.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]
Names = Annotated[list[str] | None, typer.Argument(help="Names of roll-ups. Default: all.")]
Shown = Annotated[int, typer.Option("--cells", min=0, help="List so many differing cells of each.")]
Done = TypeVar("Done")


@app.command()
def verify(names: Names = None, shown: Shown = 1000, as_json: Json = False) -> None:
    """Compare the roll-ups with the facts, cell by cell, while loads go on.

    Exit code 1 when one differs: each differing cell is listed, with its count and sums in fen.
    """
    found = _each(names, "verifying", lambda c, rollup: rollups.verify(c, rollup, shown))
    if as_json:
        typer.echo(json.dumps({"rollups": [_as_json(each) for each in found]}))
    else:
        rows = [(each.rollup, each.cells, each.different) for each in found]
        for line in table([("roll-up", "cells", "different"), *rows]):
            typer.echo(line)
        for each in found:
            _list(each)
    wrong = [each.rollup for each in found if each.different]
    if wrong:
        if not as_json:
            typer.echo(f"next: hub rollups rebuild {' '.join(wrong)}")
        raise typer.Exit(console.FINDINGS)


@app.command()
def rebuild(names: Names = None, as_json: Json = False) -> None:
    """Make the roll-ups anew from the facts: readers see the old or the new, loads wait."""
    _told("rows", names, _each(names, "rebuilding", rollups.rebuild), as_json)


@app.command()
def compact(names: Names = None, as_json: Json = False) -> None:
    """Fold the rows that slices appended into one row a cell, while queries and loads go on."""
    _told("folded", names, _each(names, "folding", rollups.compact), as_json)


def _each(
    names: list[str] | None, word: str, act: Callable[[Connection, Rollup], Awaitable[Done]]
) -> list[Done]:
    """What was done to each roll-up, one after another; standard error tells where we are."""
    wanted = _chosen(names)

    async def every(database: Database) -> list[Done]:
        done = []
        async with console.connected(database) as connection:
            for number, rollup in enumerate(wanted, 1):
                console.say(f"{word} {rollup.name} ({number} of {len(wanted)})")
                done.append(await act(connection, rollup))
        return done

    with console.opened() as database:
        return console.run(every(database))


def _chosen(names: list[str] | None) -> tuple[Rollup, ...]:
    try:
        return rollups.chosen(names or ())
    except KeyError as error:
        known = ", ".join(rollup.name for rollup in ROLLUPS)
        raise typer.BadParameter(f"no roll-up {error}; there are {known}") from None


def _as_json(found: Verified) -> dict[str, object]:
    differences = [
        asdict(each) | {"region": str(each.region).zfill(9)} for each in found.differences
    ]
    return asdict(found) | {"differences": differences}


def _list(found: Verified) -> None:
    if not found.different:
        return
    typer.echo(f"\n{found.rollup}")
    names = list(found.differences[0].dimensions) if found.differences else []
    head = ("region", "level", *names, "the facts give", "the roll-up has")
    for line in table([head, *map(_row, found.differences)] if found.differences else []):
        typer.echo(line)
    more = found.different - len(found.differences)
    if more:
        typer.echo(f"and {more} more cells; --cells lists more")


def _row(each: Difference) -> tuple[str | int, ...]:
    level = "own" if each.own else "whole"
    return (
        each.region, level, *each.dimensions.values(), _sums(each.facts), _sums(each.kept)
    )  # fmt: skip


def _sums(sums: Sums | None) -> str:
    if sums is None:
        return "no such cell"
    return "  ".join(f"{name} {value}" for name, value in sums.items())


def _told(word: str, names: list[str] | None, done: list[int], as_json: bool) -> None:
    found = {rollup.name: count for rollup, count in zip(_chosen(names), done, strict=True)}
    if as_json:
        typer.echo(json.dumps({"rollups": [{"rollup": n, word: c} for n, c in found.items()]}))
        return
    for line in table([("roll-up", word), *found.items()]):
        typer.echo(line)
