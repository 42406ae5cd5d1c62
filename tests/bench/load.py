"""A load of one GraphQL request over kept-alive connections, on loopback: latencies and rate.

Bounded in time and number; bytes are compared with the first answer's status only, so that the
client costs little beside what it measures.
"""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit


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


async def ask(url: str, query: str, variables: dict[str, Any] | None = None) -> dict[str, Any]:
    """One answer, decoded. raises: AssertionError when it has errors"""
    body = await _Connection(url, query, variables or {}).once()
    answer: dict[str, Any] = json.loads(body)
    assert "errors" not in answer, answer
    return answer


async def load(
    url: str, query: str, variables: dict[str, Any] | None, connections: int, seconds: float
) -> Load:
    """Ask the same again and again for some seconds over a number of connections."""
    clients = [_Connection(url, query, variables or {}) for _ in range(connections)]
    started = time.perf_counter()
    taken = await asyncio.gather(*(each.repeat(started + seconds) for each in clients))
    spent = time.perf_counter() - started
    every = sorted(one for each in taken for one in each)
    return Load(
        len(every), spent, every[len(every) // 2] * 1e3, every[int(len(every) * 0.99)] * 1e3
    )


class _Connection:
    def __init__(self, url: str, query: str, variables: dict[str, Any]) -> None:
        parts = urlsplit(url)
        self.host, self.port = parts.hostname or "127.0.0.1", parts.port or 80
        body = json.dumps({"query": query, "variables": variables}).encode()
        self.request = (
            f"POST /graphql HTTP/1.1\r\nHost: {self.host}:{self.port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        ).encode() + body

    async def once(self) -> bytes:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        writer.write(self.request)
        body = await _answer(reader)
        writer.close()
        return body

    async def repeat(self, until: float) -> list[float]:
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=1 << 24)
        taken = []
        while (begun := time.perf_counter()) < until:
            writer.write(self.request)
            await _answer(reader)
            taken.append(time.perf_counter() - begun)
        writer.close()
        return taken


async def _answer(reader: asyncio.StreamReader) -> bytes:
    head = await reader.readuntil(b"\r\n\r\n")
    status = head.split(b" ", 2)[1]
    lower = head.lower()
    at = lower.index(b"content-length:") + len(b"content-length:")
    body = await reader.readexactly(int(lower[at : lower.index(b"\r", at)]))
    assert status == b"200", (status, body[:300])
    return body
