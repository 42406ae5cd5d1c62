"""`hub serve`: answer queries over HTTP until told to stop.

Prints `ready http://host:port` on standard output once queries are answered. SIGTERM and SIGINT
end it within ten seconds: requests under way get five to finish. A second signal ends it at once.
"""

from __future__ import annotations

import asyncio
import errno
import logging
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog
import typer
import uvicorn
import uvloop

from hub import settings
from hub.app import application
from hub.memory import tune_memory
from hub.settings import Settings
from hub.store import server
from hub.store.server import Database
from schema.problems import HubError

app = typer.Typer(help="Answer queries over HTTP.")

GRACE_SECONDS = 5
"""How long requests under way may take to finish when the server stops."""

RELEASE_SECONDS = 3.0
"""How long to wait for an embedded PostgreSQL, no longer needed, to end."""

BACKLOG = 2048

Say = Callable[[str], None]


@app.command()
def serve() -> None:
    """Answer queries over HTTP; HUB_HOST and HUB_PORT say where."""
    chosen = settings.load()
    configure_logging(chosen)
    listening = listen(chosen.host, chosen.port)
    try:
        database = server.ensure(chosen, _tell, owned=True)
        try:
            run(chosen, database, listening, typer.echo)
        finally:
            server.release(database, RELEASE_SECONDS)
    finally:
        listening.close()


def run(chosen: Settings, database: Database, listening: socket.socket, ready: Say) -> None:
    """Serve on a listening socket until a signal comes.  ready: told the `ready` line, once."""
    tune_memory()
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(chosen, database, listening, ready))


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    raises: HubError(S102) when the port is taken, HubError(H102) when the host is not ours.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except socket.gaierror as error:
        raise HubError("H102", name="HUB_HOST", cause=error.strerror or str(error)) from None
    made = socket.socket(family, kind, protocol)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind(address)
        made.listen(BACKLOG)
    except OSError as error:
        made.close()
        if error.errno == errno.EADDRINUSE:
            raise HubError("S102", host=host, port=port) from None
        name = "HUB_PORT" if error.errno == errno.EACCES else "HUB_HOST"
        raise HubError("H102", name=name, cause=error.strerror or str(error)) from None
    made.set_inheritable(False)
    return made


def configure_logging(chosen: Settings) -> None:
    """Log lines on standard error: JSON, or text where somebody watches."""
    level = logging.getLevelNamesMapping()[chosen.log_level.upper()]
    logging.basicConfig(stream=sys.stderr, level=max(level, logging.WARNING))
    watched = sys.stderr.isatty()
    shown = structlog.dev.ConsoleRenderer() if watched else structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if watched else [structlog.processors.format_exc_info]),
            shown,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )


class _Server(uvicorn.Server):
    """uvicorn's server, ended by us rather than by the signal being raised again."""

    def __init__(self, config: uvicorn.Config, started: Callable[[], None]) -> None:
        super().__init__(config)
        self._told = started

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and not self.should_exit:
            self._told()

    def stop(self) -> None:
        self.force_exit = self.should_exit
        self.should_exit = True


async def _serve(
    chosen: Settings, database: Database, listening: socket.socket, ready: Say
) -> None:
    async with application(chosen, database) as asgi:
        config = uvicorn.Config(
            asgi,
            http="httptools",
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        made = _Server(config, lambda: ready(f"ready {address(listening)}"))
        loop = asyncio.get_running_loop()
        for each in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(each, made.stop)
        if chosen.auth == "open":
            _tell("HUB_AUTH=open: no access control; only this machine is answered")
        await made.serve(sockets=[listening])


def address(listening: socket.socket) -> str:
    """Its URL."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _tell(line: str) -> None:
    typer.echo(line, err=True)
