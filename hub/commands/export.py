"""`hub export`: one list of records or groups, whole, as a file."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

import typer

from hub.access.scope import OPEN
from hub.commands.explain import BROKEN, query_text, query_variables
from hub.query.engine import Engine
from hub.query.export.exporter import FORMATS, Export, Exporter
from hub.query.operation import Refused
from hub.query.types import graphql_schema
from hub.settings import language
from hub.store.connected import connected, say
from hub.store.migrate import cursor_key
from hub.store.reference import load_reference
from schema.problems import HubError

app = typer.Typer(help="A list of records or groups, whole, as CSV, XLSX or NDJSON.")

TOLD_SECONDS = 1.0
"""How often progress is told."""


@dataclass(frozen=True)
class Asked:
    """What the command line asks for."""

    query: str
    variables: dict[str, Any]
    operation: str | None
    format: str
    encoding: str
    out: Path


@app.command()
def export_(
    file: Annotated[
        Path, typer.Argument(help="A file with a GraphQL query; - for standard input.")
    ],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to write.")],
    format_: Annotated[
        str | None, typer.Option("--format", help="csv, xlsx or ndjson; by the file's name.")
    ] = None,
    encoding: Annotated[str, typer.Option(help="Of CSV: utf-8 or gb18030.")] = "utf-8",
    variables: Annotated[str, typer.Option(help="The variables, as JSON.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="Which of several operations.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Write the one list of a query to a file, every row of it.

    The file gets its name when it is whole: what breaks off leaves nothing under it.
    """
    asked = Asked(
        query_text(file),
        query_variables(variables),
        operation,
        format_ or out.suffix.removeprefix(".").lower() or FORMATS[0],
        encoding,
        out.absolute(),
    )
    try:
        found = asyncio.run(_export(asked))
    except Refused as refused:
        for error in refused.errors:
            say(error.render(language()))
        raise typer.Exit(BROKEN) from None
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        typer.echo("{rows} rows, {bytes} bytes, {seconds} s: {file}".format(**found))


async def _export(asked: Asked) -> dict[str, Any]:
    async with connected("hub export") as pool:
        reference = await load_reference(pool)
        secret = await cursor_key(pool)
        exporter = Exporter(Engine(graphql_schema(), pool, lambda: reference, secret), pool)
        made = exporter.prepare(
            asked.query,
            asked.variables,
            asked.operation,
            scope=OPEN,
            format_=asked.format,
            encoding=asked.encoding,
        )
        began = time.monotonic()
        size = await _written(exporter, made, asked.out)
        assert made.at is not None
        return {
            "file": str(asked.out),
            "format": asked.format,
            "rows": made.rows,
            "bytes": size,
            "seconds": round(time.monotonic() - began, 3),
            "asOf": made.at.isoformat(),
        }


async def _written(exporter: Exporter, made: Export, out: Path) -> int:
    """Write to a file beside `out`, which takes its name when it is whole. raises: H106"""
    part = out.with_name(f".{out.name}.partial")
    tell = _teller()
    try:
        with part.open("wb") as file:
            file.write(made.writer.head())
            async with exporter.opened(made) as pieces:
                async for piece in pieces:
                    file.write(piece)
                    tell(made.rows)
            size = file.tell()
        part.replace(out)
    except OSError as error:
        raise HubError("H106", path=str(out), cause=error.strerror or str(error)) from None
    finally:
        part.unlink(missing_ok=True)
    return size


def _teller() -> Callable[[int], None]:
    """Tells of progress now and then, on a terminal."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        return lambda rows: None
    last = time.monotonic()

    def tell(rows: int) -> None:
        nonlocal last
        if time.monotonic() - last >= TOLD_SECONDS:
            last = time.monotonic()
            say(f"{rows:,} rows")

    return tell
