"""Contracts of a region and year as one OCDS release package, a process at a time.

Read page by page through the engine, so that scope and limits are those of any query; a page is
one snapshot, the package as a whole is not.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from typing import Any

import msgspec
import orjson

from hub.access.scope import Scope
from hub.query.engine import Engine

PAGE = 12
"""Contracts asked for at once: with all that belongs to their processes, near the limit of rows."""

QUERY = f"""query ($where: ContractFilter, $after: String) {{
  contracts(where: $where, first: {PAGE}, after: $after) {{
    nodes {{ ocid ocds }} pageInfo {{ hasNextPage endCursor }} }} }}"""
PUBLISHER = {"name": "财政数据中枢 Fiscal data hub"}
URI = "urn:fiscalhub:ocds"


class _Node(msgspec.Struct):
    ocid: str | None
    ocds: msgspec.Raw


class _Info(msgspec.Struct):
    hasNextPage: bool
    endCursor: str | None


class _Page(msgspec.Struct):
    nodes: list[_Node]
    pageInfo: _Info


class _Data(msgspec.Struct):
    contracts: _Page


_decode = msgspec.json.Decoder(_Data).decode


async def release_package(
    engine: Engine, where: dict[str, Any], scope: Scope
) -> AsyncIterator[tuple[int, bytes]]:
    """Pieces of the package, each with the number of releases in it.

    where: a `ContractFilter`.  raises: Refused, HubError as a query would
    """
    about = {
        "version": "1.1",
        "uri": URI,
        "publishedDate": datetime.now(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z",
        "publisher": PUBLISHER,
    }
    yield 0, orjson.dumps(about)[:-1] + b',"releases":['
    told: set[str] = set()
    after: str | None = None
    while True:
        found = await engine.data(QUERY, {"where": where, "after": after}, None, scope)
        page = _decode(msgspec.json.encode(found)).contracts
        for node in page.nodes:
            if node.ocid is not None and node.ocid not in told:
                yield 1, (b",\n" if told else b"\n") + bytes(node.ocds)
                told.add(node.ocid)
        if not page.pageInfo.hasNextPage:
            break
        after = page.pageInfo.endCursor
    yield 0, b"\n]}\n"
