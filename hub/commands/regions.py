"""`hub regions`: look at a region in both trees, and place every record anew."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer

from hub.store.connected import connected, say
from hub.store.reference import Reference, load_reference
from hub.store.reference_rebuild import Rebuilt, rebuild
from schema.problems import HubError
from schema.regions import FOREVER, Tree

app = typer.Typer(no_args_is_help=True, help="Regions, their two trees, and where records lie.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]

FINDINGS = 1


@app.command("rebuild")
def rebuild_(as_json: Json = False) -> None:
    """Recompute the trees from their files and place every record anew.

    Exit code 1 when records name regions that are not in the trees.
    """
    done = asyncio.run(_rebuild())
    if as_json:
        typer.echo(json.dumps(asdict(done), ensure_ascii=False))
    else:
        _report(done)
    if done.unknown:
        raise typer.Exit(FINDINGS)


@app.command()
def show(
    code: Annotated[str, typer.Argument(help="Six or nine digits.")], as_json: Json = False
) -> None:
    """Show a region: its names, its parents in both trees by year, what hangs on it today."""
    found = asyncio.run(_describe(code))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False))
        return
    typer.echo(f"{found['code']} {found['fullName']}  {found['tier']}  {_years(found)}")
    typer.echo(f"home  {found['home']}")
    for tree in Tree:
        for parent in found["parents"][tree]:
            typer.echo(f"{tree.lower():<15}{parent['code']} {parent['name']}  {_years(parent)}")
        typer.echo(f"{'':<15}{found['children'][tree]} below it")
    for version in found["versions"]:
        typer.echo(f"called         {version['name']} ({version['tier']})  {_years(version)}")
    for change in found["changes"]:
        typer.echo(
            f"{change['year']}  {change['kind']}  {change['from'] or '-'} -> {change['to'] or '-'}"
            f"  {change['document'] or ''}"
        )


async def _rebuild() -> Rebuilt:
    async with connected("hub regions rebuild") as pool, pool.acquire() as connection:
        return await rebuild(connection, say=say)


async def _describe(text: str) -> dict[str, Any]:
    async with connected("hub regions show") as pool, pool.acquire() as connection:
        reference = await load_reference(connection)
        code = reference.region_text(text)
        region = None if code is None else reference.region(code)
        if region is None:
            raise HubError("H104", text=text)
        versions = await connection.fetch(
            "SELECT name, tier, from_year, to_year FROM region_version WHERE code = $1"
            " ORDER BY from_year",
            region.code,
        )
        changes = await connection.fetch(
            "SELECT effective_year, kind, old_code, old_name, new_code, new_name, document"
            " FROM region_change WHERE old_code = $1 OR new_code = $1"
            " ORDER BY effective_year, change_id",
            region.code,
        )
    return {
        "code": str(region.code),
        "name": region.name,
        "fullName": region.full_name,
        "tier": region.tier,
        "home": str(region.home),
        "from": region.from_year,
        "to": region.to_year,
        "parents": {tree: _parents(reference, region.code, tree) for tree in Tree},
        "children": {tree: len(reference.children(tree, region.code)) for tree in Tree},
        "versions": [
            {"name": each[0], "tier": each[1], "from": each[2], "to": each[3]} for each in versions
        ],
        "changes": [
            {
                "year": each[0],
                "kind": each[1],
                "from": _named(each[2], each[3]),
                "to": _named(each[4], each[5]),
                "document": each[6],
            }
            for each in changes
        ],
    }


def _parents(reference: Reference, code: int, tree: str) -> list[dict[str, Any]]:
    found = []
    for parent, (start, end) in reference.parents(code, tree):
        info = reference.region(parent)
        assert info is not None
        found.append({"code": str(parent), "name": info.name, "from": start, "to": end})
    return found


def _named(code: int | None, name: str | None) -> str | None:
    return " ".join(str(each) for each in (code, name) if each is not None) or None


def _years(span: Mapping[str, Any]) -> str:
    return f"{span['from']}-" if span["to"] == FOREVER else f"{span['from']}-{span['to'] - 1}"


def _report(done: Rebuilt) -> None:
    for name, load in done.loaded.tables.items():
        typer.echo(
            f"{name:<24}new {load.new}  changed {load.changed}  deleted {load.deleted}"
            f"  same {load.unchanged}"
        )
    for name, count in {**done.moved, **done.rollups}.items():
        if count:
            typer.echo(f"{name:<24}{'rewritten' if name in done.rollups else 'moved'} {count}")
    if not any(done.moved.values()):
        typer.echo("every record is where its region was in its year")
    for name, count in done.unknown.items():
        typer.echo(f"{name:<24}{count} records name a region that is not in the trees")
