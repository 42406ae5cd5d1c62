"""The query engine: from a request's text to the answer's bytes, warm requests without planning.

Two bounded caches: documents by text; compiled operations by document, operation, shape of the
variables and shape of the scope, and in each by the pins of its plan.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from time import perf_counter
from typing import Any, Literal

import msgspec
import orjson
from graphql import GraphQLSchema, OperationDefinitionNode

from hub.access.scope import Scope
from hub.query.binding import Request
from hub.query.compile import Compiled, compile_operation, introspection
from hub.query.kept import Bounded
from hub.query.lending import Lending
from hub.query.operation import Document, Refused, Variables, coerced, read
from hub.query.plan.build import INTROSPECTION
from hub.query.plan.context import Planning, prop
from hub.query.run import Run
from hub.store.reference import Reference
from schema.problems import HubError

Lang = Literal["zh", "en"]
DOCUMENTS_KEPT, OPERATIONS_KEPT, VARIANTS_KEPT, INTROSPECTIONS_KEPT = 1_000, 2_000, 32, 32
DOCUMENTS_ROOM, OPERATIONS_ROOM, INTROSPECTIONS_ROOM = 96 << 20, 96 << 20, 32 << 20
"""Bytes, by estimate."""

_PER_CHARACTER = 300
"""Bytes a document takes for each character of its text: its tokens and nodes. Measured 110 (short
names, many of them) to 390."""

_PER_BYTE = 10
"""Bytes that Python's objects take for each byte of JSON."""

PATIENCE = 5.0
"""Seconds to wait for a connection."""

PLACES = 5
"""Operations that take long which run at a time, unless the pool says otherwise."""

QUERY_LIMIT = 200_000
"""Longest text of a query, in characters."""

_write = msgspec.json.Encoder().encode


@dataclass(frozen=True)
class Answer:
    """`ok`: whether there is data. `problems`: codes of its errors, for the counters."""

    body: bytes
    ok: bool
    problems: tuple[str, ...] = ()


@dataclass
class Counters:
    """What the engine did, for /metrics."""

    warm: int = 0
    compiled: int = 0


@dataclass
class Engine:
    """Compiles and runs operations against one schema and one pool.

    `pool`: asyncpg's, of which `kept` connections stay with the engine until it is closed.
    `reference`: gives the present snapshot of regions and codes.
    `secret`: signs cursors; the same for every worker of the hub.  `patience`: seconds to wait
    for a connection.  `limit`: seconds that all statements of an operation may take; each by
    itself has the database's limit.  `places`: as many operations that take long run at a time;
    the pool has more connections than that, so those that do not take long find one.
    """

    schema: GraphQLSchema
    pool: Any
    reference: Callable[[], Reference]
    secret: bytes
    kept: int = 0
    patience: float = PATIENCE
    limit: float | None = None
    counters: Counters = field(default_factory=Counters)
    documents: Bounded[Document] = field(
        default_factory=lambda: Bounded(DOCUMENTS_KEPT, DOCUMENTS_ROOM)
    )
    told: Bounded[dict[str, Any]] = field(
        default_factory=lambda: Bounded(INTROSPECTIONS_KEPT, INTROSPECTIONS_ROOM)
    )
    operations: Bounded[list[Compiled]] = field(
        default_factory=lambda: Bounded(OPERATIONS_KEPT, OPERATIONS_ROOM)
    )
    places: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(PLACES))
    lending: Lending = field(init=False)

    def __post_init__(self) -> None:
        self.lending = Lending(self.pool, self.kept)

    async def close(self) -> None:
        """Give the connections that are kept back to the pool."""
        await self.lending.close()

    async def answer(
        self,
        query: str,
        variables: dict[str, Any] | None = None,
        operation_name: str | None = None,
        *,
        scope: Scope,
        lang: Lang = "zh",
    ) -> Answer:
        """The response body of one request. Problems of the caller become its errors."""
        try:
            data = await self.data(query, variables or {}, operation_name, scope)
        except Refused as refused:
            return _errors(refused.errors, lang)
        except HubError as error:
            return _errors((error,), lang)
        return Answer(_write({"data": data}), True)

    async def data(
        self, query: str, variables: dict[str, Any], name: str | None, scope: Scope
    ) -> dict[str, Any]:
        """The operation's data. raises: Refused, HubError"""
        document = self.document(query)
        operation = document.operation(name)
        values = coerced(self.schema, document, operation, variables)
        reference = self.reference()
        compiled = self.compiled(document, operation, values, reference, scope)
        running = Run(compiled, Request(values.leaves, reference), self.secret, scope)
        compiled.cost.check(running.bind)
        if compiled.lowered.statements:
            if compiled.pace.slow:
                await self.beside(running)
            else:
                await self.fetched(running)
        found = running.shaped()
        if not document.introspective:
            return found
        told = self.introspected(document, operation, values, reference, scope, variables)
        return {key: told[key] if key in told else found[key] for key in compiled.plan.keys}

    async def fetched(self, running: Run) -> None:
        """Fetch on a connection of the pool, and learn how long it takes. raises: Q118 Q144"""
        compiled = running.compiled
        connection = await self.lending.take(self.patience)
        began, clean = perf_counter(), False
        try:
            await connection.plan_mode(compiled.lowered.plan_mode)
            if compiled.lowered.single:
                await running.fetch_all(connection)
            else:
                async with asyncio.timeout(self.limit):
                    await running.fetch_all(connection)
            clean = True
        except TimeoutError:
            raise HubError("Q118", seconds=f"{self.limit:g}") from None
        finally:
            compiled.pace.took(perf_counter() - began)
            await self.lending.give(connection, clean=clean)

    async def beside(self, running: Run) -> None:
        """The same in one of the few places for operations that take long. raises: Q144"""
        try:
            async with asyncio.timeout(self.patience):
                await self.places.acquire()
        except TimeoutError:
            seconds = f"{self.patience:g}"
            raise HubError("Q144", what="places for long queries", seconds=seconds) from None
        try:
            await self.fetched(running)
        finally:
            self.places.release()

    def document(self, query: str) -> Document:
        """The document of a text, parsed and validated once. raises: Refused"""
        if len(query) > QUERY_LIMIT:
            found = HubError("Q117", measure="characters", found=len(query), limit=QUERY_LIMIT)
            raise Refused([found])
        known = self.documents.get(query)
        if known is None:
            weight = _PER_CHARACTER * len(query)
            known = self.documents.put(query, read(query, self.schema), weight)
        return known

    def compiled(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Variables,
        reference: Reference,
        scope: Scope,
    ) -> Compiled:
        """The compiled operation that serves this request, from the cache or made now."""
        name = operation.name.value if operation.name else ""
        key = (document.text, name, variables.shape, scope, reference.version)
        variants = self.operations.get(key)
        for each in variants or ():
            if all(
                prop(reference, pin.how, variables.leaves[pin.slot]) == pin.found
                for pin in each.pins
            ):
                self.counters.warm += 1
                return each
        self.counters.compiled += 1
        made = compile_operation(self.schema, document, operation, variables, reference, scope)
        kept = [made, *(variants or ())][:VARIANTS_KEPT]
        weight = sum(each.weight for each in kept) + 8 * len(repr(variables.shape))
        self.operations.put(key, kept, weight)
        return made

    def introspected(
        self,
        document: Document,
        operation: OperationDefinitionNode,
        variables: Variables,
        reference: Reference,
        scope: Scope,
        given: dict[str, Any],
    ) -> dict[str, Any]:
        """The `__schema` and `__type` fields of an operation, answered by graphql-core itself."""
        name = operation.name.value if operation.name else ""
        key = (document.text, name, repr(given))
        known = self.told.get(key)
        if known is not None:
            return known
        root = self.schema.query_type
        assert root is not None
        planning = Planning(
            self.schema, document.fragments, variables.values, variables.leaves, reference, scope
        )
        fields = planning.collect_set(operation.selection_set, root)
        found = {
            key: introspection(self.schema, nodes, document, given, operation)
            for key, nodes in fields.items()
            if nodes[0].name.value in INTROSPECTION
        }
        return self.told.put(key, found, _PER_BYTE * len(orjson.dumps(found)))


def _errors(errors: tuple[HubError, ...], lang: Lang) -> Answer:
    body = {"errors": [error_of(each, lang) for each in errors]}
    return Answer(orjson.dumps(body), False, tuple(each.code for each in errors))


def error_of(error: HubError, lang: Lang) -> dict[str, Any]:
    """A GraphQL error: message, and code, id, fix and place as extensions."""
    extensions: dict[str, Any] = {
        "code": error.problem.name,
        "id": error.code,
        "fix": error.fix(lang),
    }
    if error.place:
        extensions["place"] = error.place
    path = {"path": error.path} if error.path else {}
    return {"message": error.message(lang), **path, "extensions": extensions}
