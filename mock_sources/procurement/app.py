"""The procurement system's HTTP interface, as the README documents it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mock_sources.answers import Gate, Refusal, application, stream_of
from mock_sources.faults import Fault, find
from mock_sources.procurement.encode import TAGS, Json, zoned
from mock_sources.procurement.pages import Page, Streams, read_cursor, yuan
from mock_sources.world.clock import FINAL, as_of
from mock_sources.world.world import World

FAULTS = ("truncated-page", "cut-body", "wrong-unit", "down-after")
LARGEST = 1000


class ProcurementSystem:
    """The running system: its releases at the present stage."""

    def __init__(self, world: World, stage: str, token: str, faults: Sequence[Fault]) -> None:
        self.streams = Streams(world, stage)
        self.gate = Gate(token, faults, FAULTS)

    def settle(self) -> None:
        """Move to the final stage."""
        self.streams = Streams(self.streams.world, FINAL)

    def page(self, request: Request) -> Response:
        with_faults = self.gate.enter(request)
        stream = stream_of(request, TAGS)
        try:
            cursor = read_cursor(request.query_params.get("after"))
            size = int(request.query_params.get("size", "200"))
            since = request.query_params.get("updatedSince")
            moment = datetime.fromisoformat(since) if since else None
        except ValueError as error:
            raise Refusal(400, "E400", "参数无效: after, size 或 updatedSince") from error
        if not 1 <= size <= LARGEST:
            raise Refusal(400, "E400", f"size 应为 1 至 {LARGEST}")
        page = self.streams.page(stream, cursor, size, moment)
        return _package(stream, page, str(request.url), self.streams.stage, with_faults)

    def control(self, request: Request) -> Response:
        self.gate.enter(request)
        data = self.streams.control(stream_of(request, TAGS))
        return JSONResponse({"code": "0", "unit": "元", "data": data})


def app(world: World, stage: str, token: str, faults: Sequence[Fault]) -> Starlette:
    """The application."""
    system = ProcurementSystem(world, stage, token, faults)
    return application(
        system.gate,
        system.settle,
        Route("/ocds/1.1/{stream}", system.page),
        Route("/ocds/1.1/{stream}/control", system.control),
    )


def _package(stream: str, page: Page, url: str, stage: str, faults: Sequence[Fault]) -> Response:
    """A release package, with the members by which it is paged and checked."""
    told = as_of(stage)
    body = {
        "uri": url,
        "version": "1.1",
        "publishedDate": zoned(told),
        "publisher": {"name": "广东省政府采购系统（模拟）", "scheme": "CN-GD-AGENCY"},
        "license": "https://creativecommons.org/publicdomain/zero/1.0/",
        "releases": page.releases,
        "code": "0",
        "unit": "元",
        "count": page.objects,
        "sumAmt": yuan(page.fen),
        "next": page.next,
        "asOf": told.strftime("%Y-%m-%d %H:%M:%S"),
    }
    if find(faults, "truncated-page", stream, page.number):
        body["releases"] = page.releases[: len(page.releases) // 2]
    if find(faults, "wrong-unit", stream):
        body["releases"] = [_in_wan_yuan(release) for release in page.releases]
    raw = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    if find(faults, "cut-body", stream, page.number):
        raw = raw[: len(raw) // 2]
    return Response(raw, media_type="application/json")


def _in_wan_yuan(value: Json) -> Json:
    """The same with every amount in 万元, as if it were 元."""

    def changed(name: str, part: object) -> object:
        if isinstance(part, dict):
            return _in_wan_yuan(part)
        if isinstance(part, list):
            return [changed(name, each) for each in part]
        if name == "amount" and isinstance(part, float):
            return float(Decimal(repr(part)).scaleb(-4))
        return part

    return {name: changed(name, part) for name, part in value.items()}
