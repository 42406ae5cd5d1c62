"""`hub adapters`: list the adapters, and show where each column of a partner goes."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from adapters.sdk.crosswalk import Constant, Ignored, Must, To
from adapters.sdk.source import Source, Stream
from hub import settings
from hub.ingest import console
from hub.ingest.columns import table

app = typer.Typer(no_args_is_help=True, help="Adapters and their crosswalks.")

Json = Annotated[bool, typer.Option("--json", help="One JSON object on standard output.")]


@app.command("list")
def list_(as_json: Json = False) -> None:
    """List the installed adapters. Exit code 2 when one cannot be loaded."""
    found = console.adapters()
    told: list[dict[str, Any]] = [
        {
            "name": name,
            "title": source.title,
            "reads": "documents" if source.documents else "system",
            "streams": [stream.name for stream in source.streams],
            "settings": dict(source.settings),
        }
        for name, source in found.sources.items()
    ]
    broken = [
        {"name": name, "problem": problem.render(settings.language())}
        for name, problem in found.broken.items()
    ]
    if as_json:
        typer.echo(json.dumps({"adapters": told, "broken": broken}, ensure_ascii=False))
    else:
        heading = ("adapter", "title", "reads", "streams", "settings")
        rows = [
            (e["name"], e["title"], e["reads"], len(e["streams"]), " ".join(e["settings"]))
            for e in told
        ]
        for line in table([heading, *rows], left=3):
            typer.echo(line)
        typer.echo("next: hub adapters show NAME")
    if broken:
        raise typer.Exit(console.BROKEN)


@app.command()
def show(name: Annotated[str, typer.Argument()], as_json: Json = False) -> None:
    """Show an adapter's crosswalks: where every column of theirs goes, or why it does not."""
    source = console.adapters().source(name)
    if as_json:
        typer.echo(json.dumps(_told(source), ensure_ascii=False))
        return
    typer.echo(f"{source.name}  {source.title}")
    for setting, meaning in source.settings.items():
        typer.echo(f"  {setting}  {meaning}")
    for stream in source.streams:
        typer.echo(f"\n{stream.name} {stream.title} → {stream.into.__name__}")
        heading = ("theirs", "ours", "how")
        for line in table([heading, *(_cells(row) for row in _lines(stream))], left=3):
            typer.echo(f"  {line}")


def _cells(line: dict[str, Any]) -> tuple[str, str, str]:
    if "why" in line:
        return ", ".join(line["theirs"]), "-", f"ignored: {line['why']}"
    if "must" in line:
        return ", ".join(line["theirs"]), "-", f"must be: {line['must']}"
    return ", ".join(line["theirs"]) or "-", line["ours"], line["how"]


def _told(source: Source) -> dict[str, Any]:
    return {
        "name": source.name,
        "title": source.title,
        "settings": dict(source.settings),
        "streams": [
            {
                "name": stream.name,
                "title": stream.title,
                "entity": stream.into.__name__,
                "key": list(stream.key),
                "updated": stream.updated,
                "deleted": stream.deleted,
                "control": stream.control,
                "crosswalk": _lines(stream),
            }
            for stream in source.streams
        ],
    }


def _lines(stream: Stream) -> list[dict[str, Any]]:
    lines: list[dict[str, Any]] = []
    for rule in stream.crosswalk:
        match rule:
            case To():
                how = _name(rule.how)
                lines.append({"theirs": list(rule.columns), "ours": rule.field, "how": how})
            case Constant():
                lines.append({"theirs": [], "ours": rule.field, "how": f"always {rule.value}"})
            case Must():
                lines.append({"theirs": list(rule.columns), "must": _name(rule.how)})
            case Ignored():
                lines.append({"theirs": list(rule.columns), "why": rule.why})
    return lines


def _name(how: object) -> str:
    """A conversion as the crosswalk calls it."""
    convert = getattr(how, "convert", how)
    unit = getattr(how, "unit", None)
    if unit:
        return f"money in {unit}"
    parts = getattr(convert, "__qualname__", type(convert).__name__).split(".")
    return parts[0].strip("_")
