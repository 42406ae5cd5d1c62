"""What HTTP asks of whoever answers queries: one request in, the bytes of one answer out."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

import msgspec

from hub.query.engine import Answer
from schema.problems import Lang

__all__ = ["Answer", "GraphQLRequest", "Queries"]


class GraphQLRequest(msgspec.Struct, frozen=True):
    """One well-formed request: what it says, and in which language to tell of errors.

    request_id: names it in the logs and in the X-Request-Id header, never in the body but for an
    internal error.
    """

    query: str
    variables: Mapping[str, Any] = {}
    operation_name: str | None = None
    extensions: Mapping[str, Any] = {}
    lang: Lang = "zh"
    request_id: str = "-"


class Queries(Protocol):
    """Answers queries."""

    async def answer(self, request: GraphQLRequest) -> Answer:
        """The answer; problems of the query are in it.

        raises: HubError for what lies outside the query (the database is gone).
        """
        ...
