"""`/healthz` (the process lives) and `/readyz` (it can answer queries)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final

import orjson
import structlog
from starlette.requests import Request
from starlette.responses import Response

from hub.api.errors import problem
from hub.api.negotiate import language
from schema.problems import HubError, Lang

log = structlog.get_logger()

PATIENCE: Final = 3.0
"""Seconds one check may take."""

Check = Callable[[], Awaitable[None]]
"""Returns when all is well; raises HubError when not."""


async def healthz(request: Request) -> Response:
    """200 as long as the process answers at all."""
    return _json(200, {"status": "ok"})


def readyz(checks: Mapping[str, Check]) -> Callable[[Request], Awaitable[Response]]:
    """The page that makes all checks: 200 `ready`, or 503 with each problem and its fix."""

    async def page(request: Request) -> Response:
        header = request.headers.get("accept-language")
        lang = language(header.encode("latin-1") if header else None)
        found = {name: await _outcome(name, check, lang) for name, check in checks.items()}
        ready = all(each == "ok" for each in found.values())
        answer = {"status": "ready" if ready else "not ready", "checks": found}
        return _json(200 if ready else 503, answer)

    return page


async def _outcome(name: str, check: Check, lang: Lang) -> Any:
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except HubError as error:
        return problem(error, lang)
    except TimeoutError:
        return {"message": f"no answer within {PATIENCE:.0f} s"}
    except Exception:
        log.exception("readiness check failed", check=name)
        return {"message": "failed; the log has the cause"}
    return "ok"


def _json(status: int, body: Any) -> Response:
    return Response(orjson.dumps(body), status, {"Cache-Control": "no-store"}, "application/json")
