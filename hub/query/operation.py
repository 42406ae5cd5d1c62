"""The operation: GraphQL's words, parsed and validated; its variables coerced and flattened."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLBoolean,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLSchema,
    GraphQLSyntaxError,
    OperationDefinitionNode,
    Undefined,
    get_nullable_type,
    is_scalar_type,
    parse,
    type_from_ast,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values

from hub.query.merging import MERGED_LIMIT, merged
from hub.query.plan.context import DEPTH_LIMIT
from hub.query.plan.values import flatten
from schema.problems import HubError

TOKENS_LIMIT = 5_000
ERRORS_LIMIT = 20

_ABORTED = "Validation aborted."
"""graphql-core's word for fields and fragments that merge more often than it looks at."""


class Refused(Exception):
    """The operation cannot run; each error has its place in the document."""

    def __init__(self, errors: Sequence[HubError]) -> None:
        super().__init__("; ".join(str(each) for each in errors))
        self.errors = tuple(errors)


Readers = tuple[tuple[str, Callable[[Any], Any]], ...]
"""(name, what coerces its value) of an operation's variables, all of them scalars."""

_INTROSPECTIVE = re.compile(r"\b__(schema|type)\b")


@dataclass(frozen=True)
class Document:
    """A document that fits the schema."""

    text: str
    node: DocumentNode
    operations: dict[str, OperationDefinitionNode]
    fragments: dict[str, FragmentDefinitionNode]
    introspective: bool
    readers: dict[str, Readers | None]

    def operation(self, name: str | None) -> OperationDefinitionNode:
        """The operation to run. raises: Refused(Q103)"""
        if name is None and len(self.operations) == 1:
            return next(iter(self.operations.values()))
        if name is None or name not in self.operations:
            known = ", ".join(each or "anonymous" for each in self.operations)
            raise Refused([HubError("Q103", name=name or "", known=known)])
        return self.operations[name]


def read(text: str, schema: GraphQLSchema) -> Document:
    """Parse and validate. raises: Refused(Q101, Q102, Q105 …, Q117)"""
    return validated(text, parsed(text), schema)


def parsed(text: str) -> DocumentNode:
    """raises: Refused(Q101, Q117)"""
    try:
        return parse(text, max_tokens=TOKENS_LIMIT)
    except GraphQLSyntaxError as error:
        if "token" in error.message and str(TOKENS_LIMIT) in error.message:
            large = HubError(
                "Q117", measure="tokens", found=f"> {TOKENS_LIMIT}", limit=TOKENS_LIMIT
            )
            raise Refused([large]) from None
        cause = error.message.removeprefix("Syntax Error: ")
        raise Refused([HubError("Q101", place=_place(error), cause=cause)]) from None
    except RecursionError:
        raise Refused([_deep()]) from None


def validated(text: str, node: DocumentNode, schema: GraphQLSchema) -> Document:
    """raises: Refused(Q102, Q105 …, Q117)"""
    try:
        times = merged(node)
        if times > MERGED_LIMIT:
            raise Refused([_merged(times)])
        found = validate(schema, node, max_errors=ERRORS_LIMIT)
    except RecursionError:
        raise Refused([_deep()]) from None
    if found and found[-1].message == _ABORTED:
        raise Refused(
            [HubError("Q117", measure="fields merged", found="more", limit="graphql-core")]
        )
    if found:
        raise Refused([problem_of(error, schema) for error in found])
    operations = {
        each.name.value if each.name else "": each
        for each in node.definitions
        if isinstance(each, OperationDefinitionNode)
    }
    fragments = {
        each.name.value: each
        for each in node.definitions
        if isinstance(each, FragmentDefinitionNode)
    }
    readers = {name: _readers(each, schema) for name, each in operations.items()}
    introspective = _INTROSPECTIVE.search(text) is not None
    return Document(text, node, operations, fragments, introspective, readers)


def _readers(operation: OperationDefinitionNode, schema: GraphQLSchema) -> Readers | None:
    """How to read the variables of an operation when all are scalars, else None."""
    made = []
    for each in operation.variable_definitions or ():
        declared: Any = type_from_ast(schema, each.type)
        type_ = get_nullable_type(declared)
        if not is_scalar_type(type_) or type_ is GraphQLBoolean:
            return None
        made.append((each.variable.name.value, type_.coerce_input_value))
    return tuple(made)


class Variables:
    """Coerced variables: their shape, their leaves, and the values with slots for leaves, which
    only planning needs."""

    def __init__(self, shape: Any, leaves: list[Any], values: Callable[[], VariableValues]) -> None:
        self.shape, self.leaves, self._values = shape, leaves, values

    @cached_property
    def values(self) -> VariableValues:
        return self._values()


def coerced(
    schema: GraphQLSchema,
    document: Document,
    operation: OperationDefinitionNode,
    given: dict[str, Any],
) -> Variables:
    """`coerce`, shorter where every variable is a scalar that is given.

    raises: Refused(Q104, Q119)
    """
    readers = document.readers[operation.name.value if operation.name else ""]
    if readers is None:
        return coerce(schema, operation, given)
    shape, leaves = [], []
    for name, read_ in readers:
        try:
            value = read_(given[name])
        except (LookupError, ValueError, TypeError, GraphQLError, HubError):
            return coerce(schema, operation, given)
        if given[name] is None or value is Undefined:
            return coerce(schema, operation, given)
        shape.append((name, "one"))
        leaves.append(value)
    return Variables(tuple(shape), leaves, lambda: coerce(schema, operation, given).values)


def coerce(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: dict[str, Any]
) -> Variables:
    """raises: Refused(Q104, Q119)"""
    definitions = operation.variable_definitions or ()
    found = get_variable_values(schema, definitions, given, max_errors=ERRORS_LIMIT)
    if isinstance(found, list):
        raise Refused([problem_of(error, schema) for error in found])
    leaves: list[Any] = []
    shapes, slotted = [], {}
    for name, value in found.coerced.items():
        shape, slotted[name] = flatten(value, found.sources[name].signature.type, leaves)
        shapes.append((name, shape))
    values = found._replace(coerced=slotted)
    return Variables(tuple(shapes), leaves, lambda: values)


# -- errors ---------------------------------------------------------------------------------------

_ONE_OF = re.compile(r"OneOf Input Object(?: type)? '(\w+)'")
_QUOTED = re.compile(r"'([^']*)'")


def problem_of(error: GraphQLError, schema: GraphQLSchema) -> HubError:
    """graphql-core's finding as one of ours, with its place and what may have been meant."""
    original = error.original_error
    while isinstance(original, GraphQLError):
        original = original.original_error
    if isinstance(original, HubError):
        return original.at(_place(error))
    message, place = error.message, _place(error)
    one_of = _ONE_OF.search(message)
    if one_of:
        input_ = cast(GraphQLInputObjectType, schema.get_type(one_of[1]))
        return HubError("Q120", place=place, input=input_.name, names=tuple(input_.fields))
    head, _, hint = message.partition(" Did you mean ")
    names = _QUOTED.findall(head)
    meant = _QUOTED.findall(hint.partition(" Found: ")[0])
    if message.startswith("Cannot query field"):
        return HubError("Q105", place=place, field=names[0], type=names[1], did_you_mean=meant)
    if message.startswith("Unknown argument"):
        argument, field = names[0], names[1] if len(names) > 1 else ""
        return HubError("Q106", place=place, argument=argument, field=field, did_you_mean=meant)
    if message.startswith("Unknown type"):
        return HubError("Q107", place=place, type=names[0], did_you_mean=meant)
    if message.startswith("Variable '$"):
        variable = names[0].removeprefix("$")
        return HubError("Q104", place=place, variable=variable, cause=message)
    if "not to include unknown field" in head:
        return HubError("Q105", place=place, field=names[1], type=names[0], did_you_mean=meant)
    return HubError("Q102", place=place, cause=message)


def _merged(times: int | str) -> HubError:
    measure = "times that one field is selected in one place"
    return HubError("Q117", measure=measure, found=times, limit=MERGED_LIMIT)


def _deep() -> HubError:
    return HubError("Q117", measure="levels", found=f"> {DEPTH_LIMIT}", limit=DEPTH_LIMIT)


def _place(error: GraphQLError) -> str | None:
    """`line 3 column 7`, where the error knows it."""
    if not error.locations:
        return None
    first = error.locations[0]
    return f"line {first.line} column {first.column}"
