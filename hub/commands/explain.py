"""`hub explain`: show what a query becomes; with `--analyze`, how running it went."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated, Any

import typer

from hub.access.scope import OPEN
from hub.query.analyze import analyze
from hub.query.engine import Engine
from hub.query.explain import explain, explained_text
from hub.query.operation import Refused
from hub.query.types import graphql_schema
from hub.settings import language
from hub.store.connected import connected
from hub.store.migrate import cursor_key
from hub.store.reference import load_reference
from schema.problems import HubError

app = typer.Typer(help="Operation, plan, SQL and parameters of a query.")

BROKEN = 2


@app.command()
def explain_(
    file: Annotated[
        Path, typer.Argument(help="A file with a GraphQL query; - for standard input.")
    ],
    variables: Annotated[str, typer.Option(help="The variables, as JSON.")] = "{}",
    operation: Annotated[str | None, typer.Option(help="Which of several operations.")] = None,
    run: Annotated[
        bool, typer.Option("--analyze", help="Run it: timings, and PostgreSQL's own plans.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object.")] = False,
) -> None:
    """Print what a query becomes: operation, plan, SQL, where each parameter comes from."""
    query, given = query_text(file), query_variables(variables)
    try:
        found = asyncio.run(_explain(query, given, operation, run))
    except Refused as refused:
        for error in refused.errors:
            print(error.render(language()), file=sys.stderr)
        raise typer.Exit(BROKEN) from None
    typer.echo(json.dumps(found, ensure_ascii=False) if as_json else explained_text(found))


def query_text(file: Path) -> str:
    """The query in a file, or on standard input. raises: A309"""
    if str(file) == "-":
        return sys.stdin.read()
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise HubError("A309", path=str(file), cause=str(error)) from None


def query_variables(text: str) -> dict[str, Any]:
    """raises: Q116 when it is not a JSON object"""
    try:
        found = json.loads(text)
    except ValueError as error:
        raise HubError("Q116", cause=f"--variables: {error}") from None
    if not isinstance(found, dict):
        raise HubError("Q116", cause="--variables: not a JSON object")
    return found


async def _explain(
    query: str, variables: dict[str, Any], operation: str | None, run: bool
) -> dict[str, Any]:
    async with connected("hub explain") as pool:
        reference = await load_reference(pool)
        if run:
            secret = await cursor_key(pool)
            engine = Engine(graphql_schema(), pool, lambda: reference, secret)
            return await analyze(engine, query, variables, operation, OPEN)
    return explain(graphql_schema(), query, variables, operation, reference, OPEN)
