"""The kinds of field. A kind says everything once: storage, wire type, filters, what may be summed.

A field is declared by calling its kind inside an entity class::

    amount: Mapped[Fen] = money("申请金额", "Amount asked for.", mof="PAY_APP_AMT")

Each call returns a SQLAlchemy column that carries a `Field`; `schema.model` reads those back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, NewType

from sqlalchemy import (
    BigInteger,
    Boolean,
    Date,
    DateTime,
    Identity,
    Integer,
    Numeric,
    SmallInteger,
    Text,
)
from sqlalchemy.orm import mapped_column
from sqlalchemy.types import TypeEngine

Fen = NewType("Fen", int)
"""Money inside the hub: a whole number of fen (1/100 yuan)."""

NUMBER = ("eq", "ne", "in", "lt", "lte", "gt", "gte", "between", "isNull")
TIME = (*NUMBER, "period")
TEXT = ("eq", "ne", "in", "contains", "startsWith", "matches", "isNull")
CHOICE = ("eq", "ne", "in", "isNull")


@dataclass(frozen=True)
class Kind:
    """What a kind of field is: `sql` and `python` inside, `wire` (GraphQL type) outside."""

    name: str
    python: type
    sql: TypeEngine[Any]
    wire: str
    operators: tuple[str, ...]
    summable: bool = False
    meaning: str = ""


def _kinds(*kinds: Kind) -> dict[str, Kind]:
    return {kind.name: kind for kind in kinds}


KINDS = _kinds(
    Kind("money", int, BigInteger(), "Money", NUMBER, True, "a flow of money; integer fen inside"),
    Kind("stock", int, BigInteger(), "Money", NUMBER, True, "a balance; never summed over time"),
    Kind("code", str, Text(), "Classification", CHOICE, meaning="a code of a dated list"),
    Kind("region", int, Integer(), "Region", CHOICE, meaning="a 9-digit fiscal region code"),
    Kind("agency", str, Text(), "Agency", CHOICE, meaning="a budget unit's code"),
    Kind("day", date, Date(), "Date", TIME, meaning="a day in Asia/Shanghai"),
    Kind("instant", datetime, DateTime(timezone=True), "DateTime", TIME, meaning="an instant"),
    Kind("year", int, SmallInteger(), "Int", NUMBER, meaning="a fiscal year"),
    Kind("text", str, Text(), "String", TEXT, meaning="text"),
    Kind("flag", bool, Boolean(), "Boolean", ("eq", "isNull"), meaning="yes or no"),
    Kind("state", str, Text(), "enum", CHOICE, meaning="one of a closed list of states"),
    Kind("count", int, BigInteger(), "Count", NUMBER, True, "a 64-bit count"),
    Kind("ordinal", int, BigInteger(), "Count", NUMBER, meaning="a place; never summed"),
    Kind("quantity", Decimal, Numeric(24, 4), "Decimal", NUMBER, True, "a decimal with a unit"),
    Kind("rate", Decimal, Numeric(18, 6), "Decimal", NUMBER, meaning="a rate as reported"),
)


@dataclass(frozen=True)
class Field:
    """One declared field of an entity; `name` and `nullable` are filled in from the class.

    `searchable`: a name people search in by parts of it, so it has an index of its bigrams.
    `order_key`: the column that holds the key this field is ordered by (a name's pinyin).
    """

    kind: Kind
    title: str
    en: str
    mof: str | None = None
    key: bool = False
    lookup: bool = False
    secret: bool = False
    was: str | None = None
    list: str | None = None
    states: type[States] | None = None
    unit: str | None = None
    internal: bool = False
    home: bool = False
    order_key: str | None = None
    searchable: bool = False
    name: str = ""
    nullable: bool = False

    def bound(self, name: str, nullable: bool) -> Field:
        return replace(self, name=name, nullable=nullable)

    @property
    def wire(self) -> str:
        """The GraphQL name. A renamed field keeps its old one by `was=`."""
        name = self.was or self.name
        if self.kind.name in ("region", "agency"):
            name = name.removesuffix("_code")
        return camel(name)


def camel(name: str) -> str:
    """
    >>> camel("fiscal_year")
    'fiscalYear'
    """
    head, *rest = name.split("_")
    return head + "".join(part.capitalize() for part in rest)


def snake_of(wire: str) -> str:
    """
    >>> snake_of("fiscalYear")
    'fiscal_year'
    """
    return "".join("_" + c.lower() if c.isupper() else c for c in wire)


def _column(field: Field, *, order: int = 0) -> Any:
    return mapped_column(
        field.kind.sql,
        primary_key=field.key,
        autoincrement=False,
        info={"field": field},
        sort_order=order,
    )


def _simple(kind: str) -> Any:
    def declare(
        title: str,
        en: str,
        *,
        mof: str | None = None,
        secret: bool = False,
        lookup: bool = False,
        was: str | None = None,
        internal: bool = False,
        key: bool = False,
        order: int = 0,
        order_key: str | None = None,
        searchable: bool = False,
    ) -> Any:
        field = Field(
            KINDS[kind], title, en, mof, key, lookup, secret, was, internal=internal,
            order_key=order_key, searchable=searchable,
        )  # fmt: skip
        return _column(field, order=order)

    declare.__name__ = kind
    declare.__doc__ = f"Declare a field of kind `{kind}`: {KINDS[kind].meaning}."
    return declare


money = _simple("money")
stock = _simple("stock")
agency = _simple("agency")
day = _simple("day")
instant = _simple("instant")
year = _simple("year")
text = _simple("text")
flag = _simple("flag")
count = _simple("count")
ordinal = _simple("ordinal")
rate = _simple("rate")


def key(title: str, en: str, *, mof: str | None = None, kind: str = "text") -> Any:
    """The source's own id: the last part of the primary key."""
    return _column(Field(KINDS[kind], title, en, mof, key=True), order=-50)


def serial(title: str, en: str, *, was: str | None = None) -> Any:
    """The key of what the hub itself records: a number that the database hands out."""
    field = Field(KINDS["count"], title, en, key=True, was=was)
    return mapped_column(
        field.kind.sql, Identity(), primary_key=True, info={"field": field}, sort_order=-99
    )


def code(title: str, en: str, list: str, *, mof: str | None = None, was: str | None = None) -> Any:
    """A code of the dated list `list`; on the wire an object `{ code name level parent }`."""
    return _column(Field(KINDS["code"], title, en, mof, list=list, was=was))


def region(
    title: str,
    en: str,
    *,
    mof: str | None = None,
    home: bool = False,
    key: bool = False,
    order: int = 0,
) -> Any:
    """A region column. `home=True`: a companion `<name>_home` column is derived beside it, so that
    a link into that region can name the target's whole key (see `link(reach=region_in(...))`)."""
    return _column(Field(KINDS["region"], title, en, mof, key=key, home=home), order=order)


def home(title: str, en: str, *, key: bool = False, order: int = 0) -> Any:
    """A derived home code: never on the wire."""
    return _column(Field(KINDS["region"], title, en, key=key, internal=True), order=order)


def state(title: str, en: str, states: type[States], *, mof: str | None = None) -> Any:
    """One of a closed list of states; a GraphQL enum."""
    return _column(Field(KINDS["state"], title, en, mof, states=states))


def quantity(title: str, en: str, unit: str, *, mof: str | None = None) -> Any:
    """A decimal with its unit (亩, 平方米, 台)."""
    return _column(Field(KINDS["quantity"], title, en, mof, unit=unit))


@dataclass(frozen=True)
class Formula:
    """A signed sum of the record's own money fields, usable wherever a money field is.

    >>> Formula("可用余额", "", "amount - requested").terms
    ((1, 'amount'), (-1, 'requested'))
    """

    title: str
    en: str
    expression: str

    @property
    def terms(self) -> tuple[tuple[int, str], ...]:
        words = self.expression.split()
        signs = [1, *(1 if sign == "+" else -1 for sign in words[1::2])]
        if any(sign not in "+-" for sign in words[1::2]):
            raise ValueError(f"formula {self.expression!r}: only + and - between field names")
        return tuple(zip(signs, words[0::2], strict=True))


@dataclass(frozen=True)
class Ratio:
    """A quotient of two money fields or formulas; in groups a quotient of sums, never averaged."""

    title: str
    en: str
    numerator: str
    denominator: str


def formula(title: str, en: str, expression: str) -> Any:
    """A derived money field: `formula("可用余额", "…", "amount - requested - frozen")`."""
    return Formula(title, en, expression)


def ratio(title: str, en: str, numerator: str, denominator: str) -> Any:
    """A derived ratio: 6 places on the wire, null on a zero denominator."""
    return Ratio(title, en, numerator, denominator)


class States(StrEnum):
    """Base of every closed list of states: members carry a Chinese title and an English meaning."""

    title_zh: str
    meaning: str

    def __new__(cls, code: str, title_zh: str = "", meaning: str = "") -> States:
        member = str.__new__(cls, code)
        member._value_ = code
        member.title_zh = title_zh
        member.meaning = meaning
        return member


def states(name: str, members: Sequence[tuple[str, str, str]]) -> type[States]:
    """A closed list of states from (CODE, 中文, English) rows.

    >>> Colour = states("Colour", [("RED", "红", "danger")])
    >>> Colour.RED, Colour.RED.title_zh
    (<Colour.RED: 'RED'>, '红')
    """
    made: Any = States(name, {code: (code, zh, en) for code, zh, en in members})  # type: ignore[arg-type]
    result: type[States] = made
    return result
