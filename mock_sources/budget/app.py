"""The budget system's HTTP interface, as the README documents it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mock_sources.answers import Gate, Refusal, application, stream_of
from mock_sources.budget import encode
from mock_sources.budget.pages import STREAMS, Page, Streams, read_cursor
from mock_sources.faults import Fault, find
from mock_sources.world.clock import FINAL
from mock_sources.world.world import World

FAULTS = ("truncated-page", "cut-body", "header-changed", "wrong-unit", "down-after")
_AMOUNTS = frozenset(
    {
        "TOTAL_AMT",
        "APPLY_UP",
        "FIN_AUDIT_MONEY",
        "REPLY_AMT",
        "ADJ_AMT",
        "DIS_AMT",
        "CUR_AMT",
    }
)


class BudgetSystem:
    """The running system: its streams at the present stage."""

    def __init__(self, world: World, stage: str, token: str, faults: Sequence[Fault]) -> None:
        self.streams = Streams(world, stage)
        self.gate = Gate(token, faults, FAULTS)

    def settle(self) -> None:
        """Move to the final stage."""
        self.streams = Streams(self.streams.world, FINAL)

    def page(self, request: Request) -> Response:
        with_faults = self.gate.enter(request)
        stream = stream_of(request, STREAMS)
        size, since = _size(request), _since(request)
        try:
            cursor = read_cursor(request.query_params.get("after"))
        except ValueError as error:
            raise Refusal(400, "E400", "游标无效") from error
        page = self.streams.page(stream, cursor, size, since)
        return _answer(stream, page, self.streams, since, with_faults)

    def control(self, request: Request) -> Response:
        self.gate.enter(request)
        stream = stream_of(request, STREAMS)
        return JSONResponse(
            {"code": "0", "stream": stream, "unit": "万元", "data": self.streams.control(stream)}
        )


def app(world: World, stage: str, token: str, faults: Sequence[Fault]) -> Starlette:
    """The application."""
    system = BudgetSystem(world, stage, token, faults)
    return application(
        system.gate,
        system.settle,
        Route("/api/v1/{stream}", system.page),
        Route("/api/v1/{stream}/control", system.control),
    )


def _size(request: Request) -> int:
    try:
        size = int(request.query_params.get("size", "500"))
    except ValueError:
        size = 0
    if not 1 <= size <= 2000:
        raise Refusal(400, "E400", "size 应为 1 至 2000")
    return size


def _since(request: Request) -> datetime | None:
    text = request.query_params.get("updatedSince")
    if not text:
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError as error:
        raise Refusal(400, "E400", "updatedSince 应为 YYYY-MM-DD HH:MM:SS") from error


def _answer(
    stream: str, page: Page, streams: Streams, since: datetime | None, faults: Sequence[Fault]
) -> Response:
    rows: list[dict[str, Any]] = [delivery.row for delivery in page.rows]
    body = {
        "code": "0",
        "message": "成功",
        "stream": stream,
        "data": rows,
        "count": len(rows),
        "sumAmt": encode.wan_yuan(sum(delivery.fen or 0 for delivery in page.rows)),
        "unit": "万元",
        "next": page.next,
        "total": streams.total(stream, since),
        "asOf": encode.as_of(streams.stage),
    }
    amount = STREAMS[stream][1]
    if find(faults, "truncated-page", stream, page.number):
        body["data"] = rows[: len(rows) // 2]
    if find(faults, "header-changed", stream) and amount:
        body["data"] = [
            {(f"{k}_NEW" if k == amount else k): v for k, v in row.items()} for row in rows
        ]
    if find(faults, "wrong-unit", stream):
        body["data"] = [
            {k: _in_yuan(v) if k in _AMOUNTS else v for k, v in row.items()} for row in rows
        ]
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    if find(faults, "cut-body", stream, page.number):
        raw = raw[: len(raw) // 2]
    return Response(raw, media_type="application/json")


def _in_yuan(text: str | None) -> str | None:
    """万元 → 元, by moving the decimal point four places."""
    if text is None:
        return None
    whole, _, decimals = text.partition(".")
    decimals = decimals.ljust(4, "0")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    moved = (whole + decimals[:4]).lstrip("0") or "0"
    return sign + (f"{moved}.{decimals[4:]}" if decimals[4:] else moved)
