"""Running an HTTP service as a child process should: ready line, clean end, no orphan."""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
import time
from typing import NoReturn

import uvicorn
from starlette.applications import Starlette


class PortInUse(Exception):
    """The port asked for is taken."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket, taken before anything else is started. raises: PortInUse."""
    made = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise PortInUse(f"port {port} on {host} cannot be used: {error.strerror}") from error
    made.listen(128)
    return made


def watch_parent(seconds: float = 1.0) -> None:
    """End this process as SIGTERM would when its parent is gone; a hard end if that does not do."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(seconds)
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(5)
        os._exit(1)

    if parent != 1:
        threading.Thread(target=watch, name="watch-parent", daemon=True).start()


def end_on_signals() -> None:
    """SIGTERM and SIGINT end the process through its `finally` clauses, with exit status 0."""

    def end(number: int, frame: object) -> None:
        raise SystemExit(0)

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)


class _Server(uvicorn.Server):
    """Prints the ready line once requests are answered."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            print(f"ready http://{host}:{port}", flush=True)


def serve(application: Starlette, listening: socket.socket) -> None:
    """Answer until SIGTERM or SIGINT, which uvicorn passes on once it has closed."""
    end_on_signals()
    config = uvicorn.Config(
        application,
        log_level="warning",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=2,
    )
    _Server(config).run(sockets=[listening])


def fail(message: str, status: int = 2) -> NoReturn:
    print(f"mock_sources: {message}", file=sys.stderr, flush=True)
    raise SystemExit(status)
