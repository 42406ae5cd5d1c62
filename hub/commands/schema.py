"""`hub schema`: print the wire schema as SDL, or the data dictionary as Markdown or JSON."""

from __future__ import annotations

import json
from typing import Annotated

import typer
from graphql import introspection_from_schema

from hub.query.types import graphql_schema, sdl
from schema import dictionary as dictionaries

app = typer.Typer(help="Print the GraphQL schema, or the data dictionary.")


@app.command()
def schema(
    dictionary: Annotated[
        bool, typer.Option("--dictionary", help="The data dictionary, as Markdown.")
    ] = False,
    as_sdl: Annotated[bool, typer.Option("--sdl", help="The GraphQL schema, as SDL.")] = False,
    as_json: Annotated[
        bool, typer.Option("--json", help="The dictionary, or GraphQL's introspection, as JSON.")
    ] = False,
) -> None:
    """Print the GraphQL schema (SDL unless said otherwise), or the data dictionary."""
    if dictionary and as_sdl:
        raise typer.BadParameter("choose one of --sdl and --dictionary")
    typer.echo(_dictionary(as_json) if dictionary else _schema(as_json), nl=False)


def _dictionary(as_json: bool) -> str:
    if as_json:
        return json.dumps(dictionaries.dictionary(), ensure_ascii=False, indent=2) + "\n"
    return dictionaries.markdown()


def _schema(as_json: bool) -> str:
    if not as_json:
        return sdl()
    return json.dumps(introspection_from_schema(graphql_schema()), ensure_ascii=False) + "\n"
