"""A port that nobody listens on. Workers that ask at the same time never get the same one."""

from __future__ import annotations

import os
import socket


def free_port() -> int:
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    workers = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    while True:
        with socket.socket() as made:
            made.bind(("127.0.0.1", 0))
            port: int = made.getsockname()[1]
        # Linux hands out odd numbers only, or even ones only: the last bit tells nothing.
        if port // 2 % workers == worker % workers:
            return port
