"""The agricultural system's HTTP interface, as the README documents it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from xml.etree.ElementTree import Element, SubElement, tostring

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mock_sources.agriculture.encode import Delivery, text, yuan
from mock_sources.agriculture.pages import STREAMS, Cursor, Page, Streams, read_cursor
from mock_sources.answers import Gate, Refusal, application, stream_of
from mock_sources.faults import Fault, find
from mock_sources.world.clock import FINAL, as_of
from mock_sources.world.world import World

FAULTS = ("truncated-page", "cut-body", "header-changed", "wrong-unit", "hostile", "down-after")
NAMESPACE = "urn:gd-agri:xm:1.2"
ENCODING = "gb18030"
LARGEST = 1000
_AMOUNTS = ("jhtz", "apje", "zfje")
_BOMB = b'<!DOCTYPE nysj [<!ENTITY x "xxxxxxxxxx"><!ENTITY y "&x;&x;&x;&x;">]>'


class AgricultureSystem:
    """The running system: its streams at the present stage."""

    def __init__(self, world: World, stage: str, token: str, faults: Sequence[Fault]) -> None:
        self.streams = Streams(world, stage)
        self.gate = Gate(token, faults, FAULTS)

    def settle(self) -> None:
        """Move to the final stage."""
        self.streams = Streams(self.streams.world, FINAL)

    def page(self, request: Request) -> Response:
        faults = self.gate.enter(request)
        stream, cursor = stream_of(request, STREAMS), _cursor(request)
        try:
            size = int(request.query_params.get("size", "500"))
            since = request.query_params.get("updatedSince")
            moment = datetime.fromisoformat(since) if since else None
        except ValueError as error:
            raise Refusal(400, "E400", "参数无效: size 或 updatedSince") from error
        if not 1 <= size <= LARGEST:
            raise Refusal(400, "E400", f"size 应为 1 至 {LARGEST}")
        page = self.streams.page(stream, cursor, size, moment)
        return _answer(stream, page, self.streams.stage, faults)

    def control(self, request: Request) -> Response:
        self.gate.enter(request)
        stream, cursor = stream_of(request, STREAMS), _cursor(request)
        totals, following = self.streams.control(stream, cursor)
        root = _root(self.streams.stage, following)
        for total in totals:
            SubElement(root, "total", total)
        return _xml(root)


def app(world: World, stage: str, token: str, faults: Sequence[Fault]) -> Starlette:
    """The application."""
    system = AgricultureSystem(world, stage, token, faults)
    return application(
        system.gate,
        system.settle,
        Route("/nysj/{stream}", system.page),
        Route("/nysj/{stream}/control", system.control),
    )


def _cursor(request: Request) -> Cursor:
    try:
        return read_cursor(request.query_params.get("after"))
    except ValueError as error:
        raise Refusal(400, "E400", "游标无效") from error


def _root(stage: str, following: str | None) -> Element:
    """The element around an answer."""
    parts = {"code": "0", "unit": "元", "asOf": text(as_of(stage)), "next": following or ""}
    return Element("nysj", {"xmlns": NAMESPACE, **parts})


def _answer(stream: str, page: Page, stage: str, faults: Sequence[Fault]) -> Response:
    root = _root(stage, page.next)
    root.set("xq", page.county)
    root.set("count", str(len(page.records)))
    root.set("sumAmt", yuan(sum((each.fen for each in page.records), Decimal(0))))
    records = page.records
    if find(faults, "truncated-page", stream, page.number):
        records = records[: len(records) // 2]
    for around, inside in _grouped(records):
        parent = SubElement(root, "xm", around) if around else root
        parent.extend(inside)
    for element in root.iter():
        if element.tag in _AMOUNTS and element.text and find(faults, "wrong-unit", stream):
            element.text = f"{Decimal(element.text).scaleb(-4):f}"
        if element.tag in _AMOUNTS and find(faults, "header-changed", stream):
            element.tag += "_new"
    bomb = _BOMB if find(faults, "hostile", stream) else b""
    return _xml(root, bomb, cut=bool(find(faults, "cut-body", stream, page.number)))


def _grouped(records: Sequence[Delivery]) -> list[tuple[dict[str, str], list[Element]]]:
    """Records with the same element around them, together."""
    found: list[tuple[dict[str, str], list[Element]]] = []
    for each in records:
        if not found or found[-1][0] != each.around:
            found.append((each.around, []))
        found[-1][1].append(each.element)
    return found


def _xml(root: Element, before: bytes = b"", cut: bool = False) -> Response:
    declared = f'<?xml version="1.0" encoding="{ENCODING.upper()}"?>\n'.encode()
    raw = declared + before + tostring(root, encoding="unicode").encode(ENCODING)
    return Response(raw[: len(raw) // 2] if cut else raw, media_type="application/xml")
