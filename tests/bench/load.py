"""A load of one HTTP request over kept-alive connections, on loopback: latencies and rate.

    python -m tests.bench.load URL BODY_FILE CONNECTIONS SECONDS [GAP]

A process of its own, so that its work is neither in the server's CPU time nor in its way: one
thread over epoll that writes a prepared request, counts the answer's bytes and looks at its
status. GAP: seconds each connection rests between an answer and its next request.
"""

from __future__ import annotations

import json
import os
import select
import socket
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from time import perf_counter
from typing import Any
from urllib.parse import urlsplit

OTHERS = sorted(os.sched_getaffinity(0))[-1:]
"""The last core, for the load; a server under measurement is held on the first."""


@dataclass(frozen=True)
class Load:
    """What a load saw: requests per second, and latencies in milliseconds."""

    requests: int
    seconds: float
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        return self.requests / self.seconds


def load(url: str, body: bytes, connections: int, seconds: float, gap: float = 0.0) -> Load:
    """Ask the same again and again for some seconds, from a process of its own."""
    with started(url, body, connections, seconds, gap) as child:
        said, _ = child.communicate(timeout=seconds + 60)
    return finished(child, said)


def started(
    url: str, body: bytes, connections: int, seconds: float, gap: float = 0.0
) -> subprocess.Popen[str]:
    """The process that loads; `finished` reads what it says in the end."""
    with tempfile.NamedTemporaryFile(delete=False) as file:
        file.write(body)
    command = [sys.executable, "-m", "tests.bench.load", url, file.name]
    return subprocess.Popen(
        [*command, str(connections), str(seconds), str(gap)], stdout=subprocess.PIPE, text=True
    )


def finished(child: subprocess.Popen[str], said: str) -> Load:
    """raises: SystemExit when an answer was not 200."""
    if child.returncode:
        raise SystemExit(f"the load ended with code {child.returncode}")
    return Load(**json.loads(said))


def request_of(url: str, body: bytes) -> bytes:
    """A POST of JSON as bytes."""
    parts = urlsplit(url)
    return (
        f"POST {parts.path or '/'} HTTP/1.1\r\nHost: {parts.netloc}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body


def graphql(query: str, variables: dict[str, Any] | None = None) -> bytes:
    """The body of a GraphQL request."""
    return json.dumps({"query": query, "variables": variables or {}}).encode()


class Connection:
    """One connection; `feed` is told of bytes and says when an answer is whole."""

    def __init__(self, url: str, request: bytes) -> None:
        parts = urlsplit(url)
        self.request = request
        self.socket = socket.create_connection((parts.hostname, parts.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.missing, self.asked_at, self.kept = -1, 0.0, b""

    def ask(self) -> None:
        self.asked_at = perf_counter()
        self.socket.sendall(self.request)

    def feed(self) -> bool:
        """Take what arrived. raises: SystemExit for an answer that is not 200 or has no length."""
        came = self.socket.recv(1 << 20)
        if not came:
            raise SystemExit("the server closed the connection")
        if self.missing < 0:
            self.kept += came
            end = self.kept.find(b"\r\n\r\n")
            if end < 0:
                return False
            self.missing = _length(self.kept[:end]) - (len(self.kept) - end - 4)
            self.kept = b""
        else:
            self.missing -= len(came)
        if self.missing:
            return False
        self.missing = -1
        return True


def _length(head: bytes) -> int:
    if head[9:12] != b"200":
        raise SystemExit(head.decode("latin-1"))
    lower = head.lower()
    at = lower.index(b"content-length:") + len(b"content-length:")
    end = lower.find(b"\r", at)
    return int(lower[at : end if end > 0 else None])


def ask(url: str, body: bytes) -> Any:
    """One answer, decoded. raises: SystemExit when it has errors"""
    connection = Connection(url, b"")
    connection.socket.sendall(request_of(url, body))
    came = b""
    while (end := came.find(b"\r\n\r\n")) < 0:
        came += connection.socket.recv(1 << 20)
    length = _length(came[:end])
    while len(came) - end - 4 < length:
        came += connection.socket.recv(1 << 20)
    connection.socket.close()
    answer = json.loads(came[end + 4 :])
    if isinstance(answer, dict) and answer.get("errors"):
        raise SystemExit(f"{url}: {str(answer['errors'])[:2000]}")
    return answer


def run(url: str, body: bytes, connections: int, seconds: float, gap: float) -> Load:
    """The load itself, in this process."""
    waiting = select.epoll()
    request = request_of(url, body)
    by_number: dict[int, Connection] = {}
    for _ in range(connections):
        made = Connection(url, request)
        by_number[made.socket.fileno()] = made
        waiting.register(made.socket.fileno(), select.EPOLLIN)
    begun = perf_counter()
    until, taken, resting = begun + seconds, [], [(begun, each) for each in by_number.values()]
    open_ = 0
    while open_ or resting:
        now = perf_counter()
        while resting and resting[0][0] <= now:
            _, connection = resting.pop(0)
            if now < until:
                connection.ask()
                open_ += 1
        pause = max(resting[0][0] - perf_counter(), 0.0) if resting else 5.0
        for number, _ in waiting.poll(pause):
            connection = by_number[number]
            if not connection.feed():
                continue
            now = perf_counter()
            taken.append(now - connection.asked_at)
            if gap or now >= until:
                open_ -= 1
                if now < until:
                    resting.append((now + gap, connection))
            else:
                connection.ask()
    spent = perf_counter() - begun
    taken.sort()
    p50, p99 = taken[len(taken) // 2], taken[int(len(taken) * 0.99)]
    return Load(len(taken), spent, p50 * 1e3, p99 * 1e3)


def main(url: str, file: str, connections: str, seconds: str, gap: str = "0") -> None:
    os.sched_setaffinity(0, OTHERS)
    with open(file, "rb") as opened:
        body = opened.read()
    os.unlink(file)
    found = run(url, body, int(connections), float(seconds), float(gap))
    print(json.dumps(found.__dict__))


if __name__ == "__main__":
    main(*sys.argv[1:])
