"""Files over HTTP: the list of what there is in the present stage, and the bytes.

Every file is made before the first request. A file that changes late stands under the same name
with other bytes and a later time; one that is sent again has the later time only.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mock_sources.answers import Gate, Refusal, application
from mock_sources.faults import Fault, find
from mock_sources.world.clock import CHANGED_AT, FINAL, OPENING, as_of

FAULTS = ("header-changed", "truncated-file", "wrong-unit", "down-after")
"""What a shelf can do wrong; `header-changed` and `wrong-unit` are the partner's own doing, so the
list tells of the file as it is; `truncated-file` happens on the way."""


class Posted(NamedTuple):
    """A file: `changed` late with other bytes, `again` sent late as it was; `since` which stage."""

    name: str
    kind: str
    period: str
    modified: datetime
    changed: bool = False
    again: bool = False
    since: str = OPENING


Make = Callable[[str, str, frozenset[str]], bytes]
"""(name, stage, faults) → the bytes."""


class Shelf:
    """The files of the present stage."""

    def __init__(
        self, posted: Sequence[Posted], make: Make, stage: str, token: str, faults: Sequence[Fault]
    ) -> None:
        self._posted = {each.name: each for each in posted}
        self._make = lru_cache(maxsize=2 * len(posted) + 16)(make)
        for each in posted:
            for when in (OPENING, FINAL) if each.changed else (OPENING,):
                self._make(each.name, when, frozenset())
        self.stage = stage
        self.gate = Gate(token, faults, FAULTS)

    def settle(self) -> None:
        self.stage = FINAL

    def _listed(self) -> list[Posted]:
        there = [p for p in self._posted.values() if self.stage == FINAL or p.since == OPENING]
        late = CHANGED_AT + timedelta(days=1)
        now = [
            p._replace(modified=late) if self.stage == FINAL and (p.changed or p.again) else p
            for p in there
        ]
        return sorted(now, key=lambda p: (p.modified, p.name))

    def _body(self, posted: Posted, faults: Sequence[Fault]) -> bytes:
        """The bytes as the partner has them."""
        struck = frozenset(
            kind for kind in ("header-changed", "wrong-unit") if find(faults, kind, posted.kind)
        )
        stage = self.stage if posted.changed else OPENING
        return self._make(posted.name, stage, struck)

    def files(self, request: Request) -> Response:
        faults = self.gate.enter(request)
        since = request.query_params.get("since")
        try:
            earliest = datetime.fromisoformat(since) if since else datetime.min
        except ValueError as error:
            raise Refusal(400, "E400", "since 应为 YYYY-MM-DD HH:MM:SS") from error
        listed = []
        for posted in self._listed():
            if posted.modified >= earliest:
                body = self._body(posted, faults)
                listed.append(
                    {
                        "name": posted.name,
                        "kind": posted.kind,
                        "period": posted.period,
                        "size": len(body),
                        "sha256": sha256(body).hexdigest(),
                        "modified": str(posted.modified),
                    }
                )
        return JSONResponse({"code": "0", "asOf": str(as_of(self.stage)), "files": listed})

    def file(self, request: Request) -> Response:
        faults = self.gate.enter(request)
        name = request.path_params["name"]
        posted = next((p for p in self._listed() if p.name == name), None)
        if posted is None:
            raise Refusal(404, "E404", f"没有文件 {name}")
        body = self._body(posted, faults)
        if find(faults, "truncated-file", posted.kind):
            body = body[: len(body) * 2 // 3]
        return Response(body, media_type="application/octet-stream")


def app(shelf: Shelf) -> Starlette:
    return application(
        shelf.gate,
        shelf.settle,
        Route("/files", shelf.files),
        Route("/files/{name}", shelf.file),
    )
