"""A partner's HTTP service inside a test: a real server whose answers the test decides."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

TOKEN = "secret-of-the-test"

Answer = tuple[int, bytes]
Answering = Callable[[str, dict[str, str]], Answer]


@dataclass
class Service:
    """Where it is, and what it was asked (path and parameters)."""

    url: str
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def serving(answer: Answering) -> Iterator[Service]:
    """A service that checks the token and leaves the rest to `answer`. A status of 0 hangs up in
    the middle of the body."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            asked = parts.path, dict(parse_qsl(parts.query))
            service.asked.append(asked)
            known = self.headers.get("Authorization") == f"Bearer {TOKEN}"
            status, body = answer(*asked) if known else (401, b"{}")
            self.send_response(status or 200)
            self.send_header("Content-Length", str(len(body) + (1000 if status == 0 else 0)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """A test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = Service(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
