"""What all systems' HTTP interfaces share: the token at the gate, refusals, faults, the stage."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from hmac import compare_digest
from itertools import count

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mock_sources.faults import HEADER, Fault, find, read_fault
from mock_sources.world.clock import FINAL


class Refusal(Exception):
    """An error answer: HTTP status, the system's own code, its message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message


_traces = count(1)


async def refuse(_: Request, error: Exception) -> Response:
    """The system's own error body."""
    if not isinstance(error, Refusal):
        status = error.status_code if isinstance(error, HTTPException) else 500
        error = Refusal(status, f"E{status}", "没有这个地址" if status == 404 else "系统错误")
    headers = {"Retry-After": "1"} if error.status == 503 else None
    return JSONResponse(
        {"code": error.code, "message": error.message, "traceId": f"T{next(_traces):08d}"},
        error.status,
        headers,
    )


class Gate:
    """Lets a request in: token first, then the faults that would stop it."""

    def __init__(self, token: str, faults: Sequence[Fault], known: Sequence[str]) -> None:
        self._token = token.encode()
        self._faults = tuple(faults)
        self._known = known
        self._requests = count(1)

    def check(self, request: Request) -> None:
        """raises: Refusal 401."""
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(token.encode(), self._token):
            raise Refusal(401, "E401", "令牌无效或已过期")

    def enter(self, request: Request) -> tuple[Fault, ...]:
        """The faults this request meets. raises: Refusal 401, 400, 503."""
        self.check(request)
        faults = self._faults
        asked = request.headers.get(HEADER)
        if asked:
            try:
                faults += (read_fault(asked, self._known),)
            except ValueError as error:
                raise Refusal(400, "E400", str(error)) from error
        number = next(self._requests)
        down = find(faults, "down-after")
        if down and number > (down.number or 0):
            raise Refusal(503, "E503", "系统维护中")
        return faults


def stream_of(request: Request, known: Container[str]) -> str:
    """The stream that an address names. raises: Refusal 404."""
    stream = str(request.path_params["stream"])
    if stream not in known:
        raise Refusal(404, "E404", f"没有数据流 {stream}")
    return stream


def application(gate: Gate, settle: Callable[[], None], *routes: Route) -> Starlette:
    """A system's application: its own routes, /healthz and POST /admin/stage/final, which calls
    `settle`. Endpoints are plain functions: they run in Starlette's threads."""

    def move(request: Request) -> Response:
        gate.check(request)
        settle()
        return JSONResponse({"stage": FINAL})

    return Starlette(
        routes=[
            Route("/healthz", lambda _: JSONResponse({"status": "up"})),
            Route("/admin/stage/final", move, methods=["POST"]),
            *routes,
        ],
        exception_handlers={Refusal: refuse, 404: refuse},
    )
