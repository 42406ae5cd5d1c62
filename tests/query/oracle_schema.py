"""The oracle's schema: the SDL as text, and its scalars read the obvious way."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from graphql import GraphQLError, GraphQLScalarType, GraphQLSchema, build_schema
from graphql.language import FloatValueNode, IntValueNode, StringValueNode

SDL = Path(__file__).parent.parent / "golden" / "schema.graphql"


@cache
def oracle_schema() -> GraphQLSchema:
    schema = build_schema(SDL.read_text("utf-8"))
    for name, (parse_text, numbers) in SCALARS.items():
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        _teach(scalar, parse_text, numbers)
    return schema


def _teach(scalar: GraphQLScalarType, read: Callable[[str], Any], numbers: bool) -> None:
    def value(given: Any) -> Any:
        if isinstance(given, (float, bool)) or not isinstance(given, (str, int)):
            raise GraphQLError(f"not a {scalar.name}")
        if (isinstance(given, int) and not numbers) or (isinstance(given, str) and read is count):
            raise GraphQLError(f"not a {scalar.name}")
        return read(str(given))

    def literal(node: Any, _: Any = None) -> Any:
        if isinstance(node, StringValueNode) and read is not count:
            return read(node.value)
        if isinstance(node, IntValueNode) and numbers:
            return read(node.value)
        if isinstance(node, FloatValueNode) and numbers and read is not count:
            return read(node.value)
        raise GraphQLError(f"not a {scalar.name}")

    scalar.parse_value = scalar.coerce_input_value = value  # type: ignore[method-assign]
    scalar.parse_literal = scalar.coerce_input_literal = literal  # type: ignore[method-assign]
    scalar.serialize = scalar.coerce_output_value = lambda given: given  # type: ignore


def money(text: str) -> int:
    fen = exact(text) * 100
    if fen.denominator != 1 or abs(fen) >= 2**63:
        raise GraphQLError("not money")
    return int(fen)


def exact(text: str) -> Fraction:
    whole, _, decimals = text.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit()) or ("." in text) != bool(decimals):
        raise GraphQLError("not a decimal")
    if (decimals and not (decimals.isascii() and decimals.isdigit())) or (
        whole[0] == "0" and whole != "0"
    ):
        raise GraphQLError("not a decimal")
    return Fraction(Decimal(text))


def decimal(text: str) -> Fraction:
    found = exact(text)
    if (found * 10**6).denominator != 1:
        raise GraphQLError("more than six places")
    return found


def count(text: str) -> int:
    number = exact(text)
    if number.denominator != 1 or abs(number) >= 2**53:
        raise GraphQLError("not a count")
    return int(number)


def day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise GraphQLError("not a day") from None


def instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None or "T" not in text:
            raise ValueError
        return found
    except ValueError:
        raise GraphQLError("not an instant") from None


SCALARS: dict[str, tuple[Callable[[str], Any], bool]] = {
    "Money": (money, True),
    "Decimal": (decimal, True),
    "Ratio": (decimal, True),
    "Count": (count, True),
    "Date": (day, False),
    "DateTime": (instant, False),
}
