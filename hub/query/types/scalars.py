"""The scalars: exact, strict, and answering a bad value with Q119.

Inside: Money an int of fen, Decimal and Ratio `decimal.Decimal`, Count an int, Date
`datetime.date`, DateTime an aware `datetime.datetime`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from graphql import (
    FloatValueNode,
    GraphQLError,
    GraphQLScalarType,
    IntValueNode,
    StringValueNode,
    ValueNode,
    print_ast,
)

from schema.problems import HubError

LARGEST_MONEY: Final = 2**63 - 1
LARGEST_COUNT: Final = 2**53 - 1

_AMOUNT = re.compile(r"-?(0|[1-9][0-9]{0,17})(\.[0-9]{1,2})?", re.ASCII)
_DECIMAL = re.compile(r"-?(0|[1-9][0-9]{0,19})(\.[0-9]{1,6})?", re.ASCII)
_WHOLE = re.compile(r"-?(0|[1-9][0-9]{0,15})", re.ASCII)
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
_INSTANT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,6})?)?"
    r"(Z|[+-][0-9]{2}:[0-9]{2})",
    re.ASCII,
)


class _NotThis(Exception):
    """The text or the JSON value is not one of the scalar's."""


@dataclass(frozen=True)
class Scalar:
    """One scalar. `read`: text -> value inside, or _NotThis; `write`: value -> wire.

    `literals`: the kinds of literal a document may write it in, besides a string.
    `strings`: whether it may be a string at all.
    """

    name: str
    text: str
    read: Callable[[str], object]
    write: Callable[[Any], object]
    literals: tuple[type[ValueNode], ...] = ()
    strings: bool = True

    def parse_value(self, value: object) -> object:
        """A JSON value -> the value inside. JSON floats are refused: they are not exact."""
        if isinstance(value, float):
            raise _refused(self, value, why=": a JSON number is not exact, send it as a string")
        whole = isinstance(value, int) and not isinstance(value, bool) and self.literals
        if not (whole or (isinstance(value, str) and self.strings)):
            raise _refused(self, value)
        return self._read(str(value))

    def parse_literal(self, node: ValueNode, _variables: object = None) -> object:
        """A literal of the document -> the value inside."""
        literal = isinstance(node, self.literals)
        if not (literal or (isinstance(node, StringValueNode) and self.strings)):
            raise _refused(self, print_ast(node), node)
        return self._read(node.value, node)  # type: ignore[attr-defined]

    def _read(self, text: str, node: ValueNode | None = None) -> object:
        try:
            return self.read(text)
        except (_NotThis, ValueError):
            raise _refused(self, text, node) from None

    def definition(self) -> GraphQLScalarType:
        return GraphQLScalarType(
            self.name,
            description=self.text,
            serialize=self.write,
            parse_value=self.parse_value,
            parse_literal=self.parse_literal,
        )


def _refused(
    scalar: Scalar, value: object, node: ValueNode | None = None, *, why: str = ""
) -> GraphQLError:
    problem = HubError("Q119", value=value, kind=scalar.name + why)
    return GraphQLError(problem.message("en"), nodes=node, original_error=problem)


def fen(text: str) -> int:
    """Yuan as written -> integer fen, exactly.

    >>> fen("1234.5"), fen("-0.01")
    (123450, -1)
    """
    if not _AMOUNT.fullmatch(text):
        raise _NotThis
    yuan, _, decimals = text.partition(".")
    amount = int(yuan.lstrip("-")) * 100 + int(decimals.ljust(2, "0"))
    if amount > LARGEST_MONEY:
        raise _NotThis
    return -amount if text.startswith("-") else amount


def yuan(amount: int) -> str:
    """Integer fen -> yuan with two decimals.

    >>> yuan(123450), yuan(-1)
    ('1234.50', '-0.01')
    """
    whole, decimals = divmod(abs(amount), 100)
    return f"{'-' if amount < 0 else ''}{whole}.{decimals:02d}"


def _decimal(text: str) -> Decimal:
    if not _DECIMAL.fullmatch(text):
        raise _NotThis
    return Decimal(text)


def _count(text: str) -> int:
    if not _WHOLE.fullmatch(text) or abs(int(text)) > LARGEST_COUNT:
        raise _NotThis
    return int(text)


def _day(text: str) -> date:
    if not _DAY.fullmatch(text):
        raise _NotThis
    return date.fromisoformat(text)


def _instant(text: str) -> datetime:
    if not _INSTANT.fullmatch(text):
        raise _NotThis
    return datetime.fromisoformat(text).astimezone(UTC)


def _utc(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().removesuffix("+00:00") + "Z"


def _never(text: str) -> object:
    raise _NotThis


_NUMBERS = (IntValueNode, FloatValueNode)

SCALARS: Final = (
    Scalar(
        "Money",
        "金额 · Money. A string of yuan with up to two decimals, `\"1234.50\"`; as input also a "
        "number written in the document. Inputs are always yuan. JSON numbers with decimals are "
        "refused: send them as strings.",
        fen, yuan, _NUMBERS,
    ),
    Scalar(
        "Decimal",
        "小数 · A decimal as a string, `\"12.5\"`: no exponent, at most six places.",
        _decimal, lambda value: f"{value:f}", _NUMBERS,
    ),
    Scalar(
        "Ratio",
        "比率 · A quotient of sums as a decimal string with six places, `\"0.873400\"`; null "
        "when the denominator is zero.",
        _decimal, lambda value: f"{value:.6f}", _NUMBERS,
    ),
    Scalar(
        "Count",
        "计数 · A whole number up to 2^53-1, which every JSON reader keeps exact.",
        _count, int, (IntValueNode,), False,
    ),
    Scalar(
        "Date", "日期 · A day in Asia/Shanghai, `\"2025-12-31\"`.", _day,
        lambda value: value.isoformat(),
    ),
    Scalar(
        "DateTime",
        "时间 · An instant, ISO 8601 with its offset, `\"2025-12-31T08:00:00+08:00\"`; given out "
        "in UTC.",
        _instant, _utc,
    ),
    Scalar(
        "JSON", "文档 · A JSON document, as the standard it follows prescribes; given out only.",
        _never, lambda value: value, (), False,
    ),
)  # fmt: skip
