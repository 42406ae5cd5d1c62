"""Values of a request inside a plan: never the value itself, always where it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from graphql import (
    GraphQLBoolean,
    get_named_type,
    get_nullable_type,
    is_enum_type,
    is_input_object_type,
    is_list_type,
)


@dataclass(frozen=True)
class Slot:
    """The n-th scalar (or list of scalars) among the request's variables."""

    index: int


@dataclass(frozen=True)
class Const:
    """A value that the planner chose, or the scope. Lists are tuples.

    `written` tells apart what Python calls equal: 1, True and Decimal(1) are three parameters.
    """

    value: Any
    written: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "written", repr(self.value))


@dataclass(frozen=True, eq=False)
class Literal(Const):
    """A literal of the document. Two are two even where they are equal: were they one parameter,
    the text of the statement would tell."""

    __eq__ = object.__eq__
    __hash__ = object.__hash__


@dataclass(frozen=True)
class Items:
    """A list written in the document with variables among its items."""

    parts: tuple[Value, ...]


Value = Slot | Const | Items


@dataclass(frozen=True)
class Bind:
    """A statement's parameter: request values turned by the binder `via` when the query runs."""

    values: tuple[Value, ...]
    via: str = "same"
    detail: tuple[Any, ...] = ()

    def __str__(self) -> str:
        shown = ", ".join(_shown(value) for value in self.values)
        more = "".join(f", {each}" for each in self.detail)
        return shown if self.via == "same" else f"{self.via}({shown}{more})"


def _shown(value: Value) -> str:
    if isinstance(value, Items):
        return f"[{', '.join(_shown(part) for part in value.parts)}]"
    return f"${value.index}" if isinstance(value, Slot) else repr(value.value)


def flatten(value: Any, type_: Any, leaves: list[Any]) -> tuple[Any, Any]:
    """(shape, the coerced variable with its leaves replaced by slots); leaves go to `leaves`.

    Scalars and lists of scalars are leaves: their values do not shape a plan. Null, booleans and
    enum values do, and stay in the shape, as do the fields present in input objects.
    """
    type_ = get_nullable_type(type_)
    if value is None:
        return None, None
    if is_input_object_type(type_):
        parts = {
            name: flatten(each, type_.fields[name].type, leaves) for name, each in value.items()
        }
        return (
            tuple((name, shape) for name, (shape, _) in parts.items()),
            {name: slotted for name, (_, slotted) in parts.items()},
        )
    named = get_named_type(type_)
    fixed = is_enum_type(named) or named is GraphQLBoolean
    if is_list_type(type_) and (fixed or is_input_object_type(named) or None in value):
        items = [flatten(each, type_.of_type, leaves) for each in value]
        return ("items", *(shape for shape, _ in items)), [slotted for _, slotted in items]
    if fixed:
        return ("fixed", value), value
    leaves.append(value)
    return "list" if is_list_type(type_) else "one", Slot(len(leaves) - 1)


def as_value(given: Any) -> Value:
    """A coerced argument as a plan value."""
    if isinstance(given, (Slot, Const)):
        return given
    if isinstance(given, list) and any(isinstance(each, Slot) for each in given):
        return Items(tuple(as_value(each) for each in given))
    return Literal(tuple(given) if isinstance(given, list) else given)
