"""What questions are made of: chance, records of the world, and their values as callers write
them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInputType,
    get_named_type,
)

from schema.model import Entity, Member
from tests.query.generated.literals import Json
from tests.query.oracle import Oracle
from tests.query.oracle_records import Record
from tests.query.oracle_values import written

DEPTH = 3
"""How deep a filter or an order goes through links and connectives."""


@dataclass
class Witnesses:
    """`wild`: how often a part of a question asks about another record, or about nothing; `bad`:
    how often a value is one that must be refused."""

    oracle: Oracle
    chance: Random
    wild: float = 0.12
    bad: float = 0.004

    def witness(self, entity: Entity) -> Record | None:
        found = self.oracle.seen[entity.name]
        return self.one_of(found) if found else None

    def value(self, record: Record | None, member: Member) -> Any:
        return None if record is None else self.oracle.value(record, member)

    def write(self, member: Member, value: Any) -> Json:
        return written(member, value, {})

    def measured(self, type_: str, member: Member, value: Any) -> Json:
        """A measure's value as an operand: a mean of money cut to whole fen."""
        if type_ == "MoneyFilter":
            return written(member, int(value), {})
        if type_ == "DecimalFilter":
            return f"{float(Fraction(value)):.6f}"
        return value if isinstance(value, int) else written(member, value, {})

    def input(self, name: str) -> GraphQLInputObjectType:
        found = self.oracle.schema.type_map[name]
        assert isinstance(found, GraphQLInputObjectType)
        return found

    def choice(self, type_: GraphQLInputType) -> str:
        named = get_named_type(type_)
        assert isinstance(named, GraphQLEnumType)
        return self.one_of(list(named.values))

    def page(self, field: GraphQLField) -> dict[str, Json]:
        if self.likely(self.bad):
            return self.one_of([{"first": -1}, {"first": 10_001}, {"after": "no cursor"}])
        if "last" in field.args and self.likely(0.25):
            return {"last": self.size()}
        return {"first": self.size()}

    # -- chance ---------------------------------------------------------------------------------

    def size(self) -> int:
        return self.one_of([0, 1, 1, 2, 2, 3, 3, 4, 5, 6])

    def likely(self, share: float) -> bool:
        return self.chance.random() < share

    def one_of(self, found: Any) -> Any:
        return self.chance.choice(found)

    def some(self, found: list[Any]) -> list[Any]:
        return found if self.likely(0.7) else found[:1]
