"""What the compared Python servers share: uvicorn as the hub runs it, and reading a request."""

from __future__ import annotations

import gc
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import uvicorn

from hub.memory import tune_memory

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


async def body_of(receive: Receive) -> bytes:
    """A request's body."""
    message = await receive()
    whole: bytes = message["body"]
    while message.get("more_body"):
        message = await receive()
        whole += message["body"]
    return whole


async def answer(send: Send, body: bytes) -> None:
    """200 with a body of JSON."""
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def run(app: Any) -> None:
    """Serve on PORT; prints `ready URL`. Memory and collector are tuned as the hub's are."""
    port = int(os.environ["PORT"])
    tune_memory()
    gc.collect()
    gc.freeze()

    class Server(uvicorn.Server):
        async def startup(self, sockets: Any = None) -> None:
            await super().startup(sockets)
            print(f"ready http://127.0.0.1:{port}", flush=True)

    config = uvicorn.Config(
        app, host="127.0.0.1", port=port, loop="uvloop", http="httptools", ws="none",
        lifespan="off", log_config=None, access_log=False, server_header=False,
        proxy_headers=False, timeout_keep_alive=120,
    )  # fmt: skip
    Server(config).run()
