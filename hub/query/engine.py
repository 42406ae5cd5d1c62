"""The query engine: from a request's text to the answer's bytes, warm requests without planning.

Two bounded caches: documents by text; compiled operations by document, operation, shape of the
variables and shape of the scope, and in each by the pins of its plan.
"""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, Generic, Literal, TypeVar

import msgspec
import orjson
from graphql import GraphQLSchema, OperationDefinitionNode

from hub.access.scope import Scope
from hub.query.binding import Request
from hub.query.compile import Compiled, compile_operation, introspection
from hub.query.operation import Document, Refused, Variables, coerce, read
from hub.query.plan.build import INTROSPECTION
from hub.query.plan.context import Planning, prop
from hub.query.run import Run, lent
from hub.store.reference import Reference
from schema.problems import HubError

Lang = Literal["zh", "en"]
DOCUMENTS_KEPT, OPERATIONS_KEPT, VARIANTS_KEPT, INTROSPECTIONS_KEPT = 1_000, 2_000, 32, 32
PATIENCE = 5.0
QUERY_LIMIT = 200_000
"""Longest text of a query, in characters."""

_write = msgspec.json.Encoder().encode
_INTROSPECTIVE = re.compile(r"\b__(schema|type)\b")
_V = TypeVar("_V")


class Bounded(Generic[_V]):
    """A mapping that forgets what was used longest ago: its keys come from callers."""

    def __init__(self, limit: int) -> None:
        self.limit, self._kept = limit, OrderedDict[Hashable, _V]()

    def get(self, key: Hashable) -> _V | None:
        value = self._kept.get(key)
        if value is not None:
            self._kept.move_to_end(key)
        return value

    def put(self, key: Hashable, value: _V) -> _V:
        self._kept[key] = value
        if len(self._kept) > self.limit:
            self._kept.popitem(last=False)
        return value

    def __len__(self) -> int:
        return len(self._kept)


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

    `pool`: asyncpg's.  `reference`: gives the present snapshot of regions and codes.
    `secret`: signs cursors; the same for every worker of the hub.  `patience`: seconds to wait
    for a connection.
    """

    schema: GraphQLSchema
    pool: Any
    reference: Callable[[], Reference]
    secret: bytes
    patience: float = PATIENCE
    counters: Counters = field(default_factory=Counters)
    documents: Bounded[Document] = field(default_factory=lambda: Bounded(DOCUMENTS_KEPT))
    told: Bounded[dict[str, Any]] = field(default_factory=lambda: Bounded(INTROSPECTIONS_KEPT))
    operations: Bounded[list[Compiled]] = field(default_factory=lambda: Bounded(OPERATIONS_KEPT))

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
        coerced = coerce(self.schema, operation, variables)
        reference = self.reference()
        told = self.introspected(document, operation, coerced, reference, scope, variables)
        compiled = self.compiled(document, operation, coerced, reference, scope)
        request = Request(coerced.leaves, reference)
        running = Run(compiled, request, self.secret, repr(scope.shape))
        compiled.cost.check({bind: running.bind(bind) for bind in compiled.lowered.sizes.values()})
        if compiled.lowered.statements:
            connection = await lent(self.pool, self.patience, "connections")
            try:
                await connection.plan_anew(compiled.lowered.custom)
                await running.fetch_all(connection)
            finally:
                await self.pool.release(connection)
        found = running.shaped()
        return {key: told[key] if key in told else found[key] for key in compiled.plan.keys}

    def document(self, query: str) -> Document:
        """The document of a text, parsed and validated once. raises: Refused"""
        if len(query) > QUERY_LIMIT:
            found = HubError("Q117", measure="characters", found=len(query), limit=QUERY_LIMIT)
            raise Refused([found])
        known = self.documents.get(query)
        return known or self.documents.put(query, read(query, self.schema))

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
        kept = variants if variants is not None else self.operations.put(key, [])
        kept.insert(0, made)
        del kept[VARIANTS_KEPT:]
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
        if not _INTROSPECTIVE.search(document.text):
            return {}
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
        return self.told.put(key, found)


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
    return {"message": error.message(lang), "extensions": extensions}
