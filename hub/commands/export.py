"""`hub export`: write one list of records or groups, whole, to a file; contracts as OCDS."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Annotated, Any

import typer
from typer.core import TyperGroup

from hub.access.scope import OPEN
from hub.commands.explain import BROKEN, query_text, query_variables
from hub.query.engine import Engine
from hub.query.export.exporter import FORMATS, Export, Exporter
from hub.query.export.ocds import release_package
from hub.query.operation import Refused
from hub.query.types import graphql_schema
from hub.settings import language
from hub.store.connected import connected, run, say
from hub.store.migrate import cursor_key
from hub.store.reference import load_reference
from schema.problems import HubError


class Exports(TyperGroup):
    """Whatever is not the name of a command is the file of a query."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in (*self.commands, "--help"):
            args = ["query", *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=Exports,
    help="FILE: the list of a query, whole, as CSV, XLSX or NDJSON. ocds: contracts.",
)

STOPPED = "stopped; no file was written"

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


@app.command("query")
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
        found = run(_export(asked), STOPPED)
    except Refused as refused:
        for error in refused.errors:
            say(error.render(language()))
        raise typer.Exit(BROKEN) from None
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
    else:
        typer.echo("{rows} rows, {bytes} bytes, {seconds} s: {file}".format(**found))


@app.command()
def ocds(
    region: Annotated[str | None, typer.Option(help="A region, with all below it.")] = None,
    year: Annotated[int | None, typer.Option(help="Fiscal year of the plans.")] = None,
    out: Annotated[
        Path | None, typer.Option("-o", "--out", help="The file to write; else standard output.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Write the contracting processes of contracts as an OCDS 1.1 release package.

    Each process is one compiled release: plan, tender, awards, contracts and what was paid.
    """
    where: dict[str, Any] = {}
    if region is not None:
        where["region"] = {"within": region}
    if year is not None:
        where["planYear"] = {"eq": year}
    try:
        releases, size = run(_ocds(where, out), STOPPED)
    except Refused as refused:
        for error in refused.errors:
            say(error.render(language()))
        raise typer.Exit(BROKEN) from None
    told = {"file": str(out) if out else "-", "releases": releases, "bytes": size}
    if as_json and out:
        typer.echo(json.dumps(told, ensure_ascii=False))
    else:
        say("{releases} releases, {bytes} bytes: {file}".format(**told))


async def _ocds(where: dict[str, Any], out: Path | None) -> tuple[int, int]:
    """Releases and bytes written. raises: H106"""
    async with connected("hub export") as pool:
        reference = await load_reference(pool)
        secret = await cursor_key(pool)
        engine = Engine(graphql_schema(), pool, lambda: reference, secret)
        with _whole(out) as file:
            releases = size = 0
            async for count, piece in release_package(engine, where, OPEN):
                releases, size = releases + count, size + len(piece)
                file.write(piece)
            return releases, size


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
    """The size of the file. raises: H106"""
    tell = _teller()
    with _whole(out) as file:
        file.write(made.writer.head())
        async with exporter.opened(made) as pieces:
            async for piece in pieces:
                file.write(piece)
                tell(made.rows)
        return file.tell()


@contextmanager
def _whole(out: Path | None) -> Iterator[IO[bytes]]:
    """A file beside `out`, which takes its name when it is whole; standard output without one.

    raises: H106
    """
    if out is None:
        yield sys.stdout.buffer
        return
    part = out.absolute().with_name(f".{out.name}.partial")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(out.absolute())
    except OSError as error:
        raise HubError("H106", path=str(out), cause=error.strerror or str(error)) from None
    finally:
        part.unlink(missing_ok=True)


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
