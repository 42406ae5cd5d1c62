"""What HTTP asks of whoever answers queries: one request in, the bytes of one answer out."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

import msgspec

from hub.query.engine import Answer
from hub.query.export.exporter import Export
from schema.problems import Lang

__all__ = ["Answer", "Export", "Exports", "GraphQLRequest", "Queries"]


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


class Exports(Protocol):
    """Makes files of lists."""

    def prepare(self, request: GraphQLRequest, format_: str, encoding: str) -> Export:
        """raises: Refused, HubError of what was asked."""
        ...

    def opened(self, export: Export) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The file's pieces after its writer's head.

        raises: HubError of the cursor, of time, or for what lies outside (the database is gone).
        """
        ...
