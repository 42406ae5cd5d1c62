"""`/graphql`: GraphQL over HTTP, as a bare ASGI callable.

POST takes a JSON object; GET takes it in the query string (the schema has queries only). The
answer is application/json, which says 200 to every well-formed request the hub could answer, or,
for clients that ask for it, application/graphql-response+json, whose status tells of the query's
problems too.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import structlog
from starlette.types import Receive, Scope, Send

from hub.api import reading
from hub.api.errors import graphql_body
from hub.api.leaving import Clients
from hub.api.metrics import Metrics
from hub.api.negotiate import JSON, language, media
from hub.api.protocol import Answer, GraphQLRequest, Queries
from hub.api.security import DATA
from schema.problems import HubError, Lang, of

log = structlog.get_logger()

GONE: Final = 499
"""The status, for the counters, of a request whose client went away before it was answered."""


@dataclass(frozen=True)
class GraphQL:
    """The endpoint. queries: who answers."""

    queries: Queries
    metrics: Metrics
    clients: Clients = field(default_factory=Clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> int:
        """Respond; the status that was sent, 499 when there was nobody to send it to."""
        headers = dict(scope["headers"])
        type_ = media(headers.get(b"accept"))
        lang = language(headers.get(b"accept-language"))
        try:
            if type_ is None:
                cause = "Accept names neither application/json nor graphql-response+json"
                raise reading.Unreadable(406, HubError("Q116", cause=cause))
            parts = await reading.request(scope, headers, receive)
            with self.clients.waiting(receive) as leaving:
                answer, status = await self._answer(scope, parts, lang, plain=type_ is JSON)
            if leaving.gone:
                self.metrics.left()
                return GONE
        except reading.Disconnected:
            return GONE
        except reading.Unreadable as refused:
            answer, status = _problem(refused.problem, lang), refused.status
        self.metrics.answered(answer)
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [
                    (b"content-type", type_ or JSON),
                    (b"content-length", b"%d" % len(answer.body)),
                    (b"cache-control", b"no-store"),
                    (b"x-request-id", scope["hub.request_id"].encode()),
                    *DATA,
                    *reading.more(status),
                ],
            }
        )
        await send({"type": "http.response.body", "body": answer.body})
        return status

    async def _answer(
        self, scope: Scope, parts: reading.Parts, lang: Lang, *, plain: bool
    ) -> tuple[Answer, int]:
        request_id = scope["hub.request_id"]
        try:
            request = GraphQLRequest(**parts, lang=lang, request_id=request_id)
            answer = await self.queries.answer(request)
        except HubError as error:
            return _problem(error, lang), error.problem.status
        except Exception:
            log.exception("internal error", request_id=request_id)
            return _problem(HubError("Q199", request_id=request_id), lang), 500
        return answer, status_of(answer, plain=plain)


def status_of(answer: Answer, *, plain: bool) -> int:
    """200 when there is data. Without, the first problem's status; `plain` JSON keeps to 200 for
    problems that are the query's own.

    >>> status_of(Answer(b"", ok=False, problems=("Q105",)), plain=False)
    400
    >>> status_of(Answer(b"", ok=False, problems=("Q105",)), plain=True)
    200
    """
    if answer.ok:
        return 200
    status = of(answer.problems[0]).status if answer.problems else 400
    return 200 if plain and status < 500 else status


def _problem(error: HubError, lang: Lang) -> Answer:
    return Answer(graphql_body(error, lang), ok=False, problems=(error.code,))
