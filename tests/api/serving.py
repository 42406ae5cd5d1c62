"""A real HTTP server around an ASGI application, in a thread, for as long as a test needs it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp

from hub.commands.serve import listen


@contextmanager
def served(application: ASGIApp) -> Iterator[str]:
    """The base URL of the application."""
    listening = listen("127.0.0.1", 0)
    config = uvicorn.Config(
        application, http="httptools", ws="none", lifespan="off", log_config=None
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=20)
        listening.close()
