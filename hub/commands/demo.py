"""`hub demo`: start the whole hub on this machine, with mock partner systems, and serve.

Starts PostgreSQL, migrates, starts the partners as processes of their own, loads the published
tables that come with the adapters, synchronises, serves. SIGTERM or Ctrl-C ends all of it; killed
hard, PostgreSQL and the partners notice within seconds that we are gone and end themselves.
"""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Annotated, Any

import typer

from hub import settings
from hub.commands.serve import RELEASE_SECONDS, address, configure_logging, listen, run
from hub.settings import Settings
from hub.store import migrate, server
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="The whole hub with mock partner systems, ready to be asked.")

SCALES = ("small", "city", "province")
BROKEN = 2
END_SECONDS = 6
"""How long a child may take to end before it is killed."""


@dataclass(frozen=True)
class Partner:
    """A mock partner system: how it is started, and what its adapter needs to reach it.

    `reached`: environment variable -> key of what it says of itself once it is ready.
    """

    name: str
    reached: Mapping[str, str]
    own_home: bool = False


PARTNERS = (
    Partner("budget", {"HUB_BUDGET_URL": "url", "HUB_BUDGET_TOKEN": "token"}),
    Partner("procurement", {"HUB_PROCUREMENT_URL": "url", "HUB_PROCUREMENT_TOKEN": "token"}),
    Partner(
        "treasury",
        {
            "HUB_TREASURY_DSN": "dsn",
            "HUB_TREASURY_FILES_URL": "files_url",
            "HUB_TREASURY_TOKEN": "token",
        },
        own_home=True,
    ),
    Partner("debt", {"HUB_DEBT_URL": "url", "HUB_DEBT_TOKEN": "token"}),
    Partner("assets", {"HUB_ASSETS_URL": "url", "HUB_ASSETS_TOKEN": "token"}),
    Partner("agriculture", {"HUB_AGRICULTURE_URL": "url", "HUB_AGRICULTURE_TOKEN": "token"}),
)
TOKEN = "demo-token"
"""The mock partners' token; it opens nothing else."""


@app.command()
def demo(
    scale: Annotated[str, typer.Option(help=f"Size of the world: {', '.join(SCALES)}.")] = "small",
) -> None:
    """Start everything and serve; prints `ready http://…` when queries are answered."""
    if scale not in SCALES:
        raise HubError("H102", name="SCALE", cause=f"one of {', '.join(SCALES)}")
    chosen = settings.load()
    configure_logging(chosen)
    signal.signal(signal.SIGTERM, _end)
    listening = listen(chosen.host, chosen.port)
    with ExitStack() as stack:
        stack.callback(listening.close)
        database = server.ensure(chosen, _say, owned=True)
        stack.callback(server.release, database, RELEASE_SECONDS)
        asyncio.run(migrate.bring_up(database, _say))
        reached = stack.enter_context(partners(homes(chosen, database), scale))
        fill({**os.environ, **reached})
        _say(f"next: ask at {address(listening)}/graphiql; Ctrl-C ends all of it")
        run(chosen, database, listening, typer.echo)


def _end(_number: int, _frame: object) -> None:
    raise SystemExit(0)


# -- the partners ---------------------------------------------------------------------------------


def homes(chosen: Settings, database: Database) -> Path:
    """Where partners keep what they make: beside our PostgreSQL, in a place that an ordinary user
    can reach when we are root, because theirs runs as one too."""
    place = database.data_dir.parent if database.data_dir else chosen.home
    return place / "partners"


@contextmanager
def partners(place: Path, scale: str) -> Iterator[dict[str, str]]:
    """The partner systems, running; yields the environment in which adapters reach them.

    A partner that does not start is told of and left out: the hub serves what it has.
    """
    children: list[subprocess.Popen[str]] = []
    reached: dict[str, str] = {}
    try:
        for partner in PARTNERS:
            children.append(_start(partner, scale, place / f"{partner.name}-{scale}"))
        for partner, child in zip(PARTNERS, children, strict=True):
            said = _ready(partner, child, place / f"{partner.name}-{scale}")
            reached |= {name: said[key] for name, key in partner.reached.items() if key in said}
        yield reached
    finally:
        _stop(children)


def _start(partner: Partner, scale: str, home: Path) -> subprocess.Popen[str]:
    _say(f"starting the {partner.name} system of the {scale} world")
    command = [sys.executable, "-m", "mock_sources", "serve", partner.name]
    command += ["--scale", scale, "--port", "0", "--token", TOKEN]
    if partner.own_home:
        command += ["--home", str(home)]
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True, start_new_session=True
    )


def _ready(partner: Partner, child: subprocess.Popen[str], home: Path) -> dict[str, Any]:
    """What the partner says of itself once it answers; nothing when it could not start."""
    assert child.stdout is not None
    for line in child.stdout:
        word, _, url = line.strip().partition(" ")
        if word != "ready":
            _say(f"{partner.name}: {line.strip()}")
            continue
        told = home / f"{partner.name}.json"
        more = json.loads(told.read_text("utf-8")) if partner.own_home else {}
        return {"url": url, "token": TOKEN, **more}
    _say(f"the {partner.name} system did not start; going on without it")
    return {}


def _stop(children: list[subprocess.Popen[str]]) -> None:
    for child in children:
        if child.poll() is None:
            child.terminate()
    for child in children:
        try:
            child.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()


# -- filling the hub ------------------------------------------------------------------------------


def fill(environment: Mapping[str, str]) -> None:
    """Load the published tables and synchronise, side by side, in processes of their own: adapters
    are foreign code. What goes wrong there is told and does not keep the hub from serving."""
    commands = (["load", "--samples"], ["sync"])
    _say("loading published tables and what the systems hold; about a minute")
    with ExitStack() as stack:
        running = [stack.enter_context(_running(command, environment)) for command in commands]
        for command, (child, said) in zip(commands, running, strict=True):
            code = child.wait()
            said.seek(0)
            _say(f"\n$ hub {' '.join(command)}")
            _say(said.read().rstrip())
            if code >= BROKEN:
                _say(f"`hub {' '.join(command)}` ended with code {code}; serving what there is")


@contextmanager
def _running(
    command: list[str], environment: Mapping[str, str]
) -> Iterator[tuple[subprocess.Popen[str], IO[str]]]:
    """A command of the hub as a process: (it, what it says); it is ended when we are."""
    with TemporaryFile("w+", encoding="utf-8") as said:
        child = subprocess.Popen(
            [sys.executable, "-m", "hub", *command],
            stdin=subprocess.DEVNULL,
            stdout=said,
            env=dict(environment),
            text=True,
        )
        try:
            yield child, said
        finally:
            _stop([child])


def _say(line: str) -> None:
    typer.echo(line, err=True)
