"""The oracle's orders: by what a record is placed, through links too."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError

from schema.model import Entity, ResolvedLink, entities
from tests.query.oracle_filters import Filters
from tests.query.oracle_records import Record
from tests.query.oracle_values import Row

Term = tuple[Callable[[Record], Any], bool, bool]
"""(value of a record, descending, nulls first)."""


class Orders(Filters):
    """Orders, over what is seen."""

    def terms(self, entity: Entity, asked: list[Row] | None) -> list[Term]:
        """The asked order, then the key in the direction of the last."""
        found = [
            self.term(entity, name, given) for each in asked or [] for name, given in each.items()
        ]
        last = found[-1][1] if found else False
        keys: list[Term] = [
            (lambda record, column=column: record.row[column], last, False)  # type: ignore[misc]
            for column in entity.key
        ]
        return found + keys

    def term(self, entity: Entity, name: str, given: Any) -> Term:
        member = entity.members[name]
        if isinstance(member, ResolvedLink):
            return self.tally(member, given) if member.many else self.through(member, given)
        if (entity.name, name) == ("Region", "name"):
            return (lambda record: (record.row["pinyin"], record.row["name"]), *way(given))
        return (lambda record: self.value(record, member), *way(given))

    def through(self, link: ResolvedLink, given: Row) -> Term:
        ((name, inner),) = given.items()
        if link.field is not None and name == "code":
            return (lambda record: self.value(record, link), *way(inner))
        value, *direction = self.term(entities()[link.target], name, inner)

        def far(record: Record) -> Any:
            found = self.linked(record, link)
            return value(found[0]) if found else None

        return (far, *direction)

    def tally(self, link: ResolvedLink, given: Row) -> Term:
        where = given.get("where")
        tallies = [(how, asked) for how, asked in given.items() if how != "where" and asked]
        if len(tallies) != 1:
            raise GraphQLError("one tally")
        ((how, asked),) = tallies
        target = entities()[link.target]
        self.check(target, where)
        if how == "count":
            return (lambda record: len(self.those(record, link, where)), *way(asked))
        ((name, direction),) = asked.items()

        def tally(record: Record) -> Any:
            return self.tallied(self.those(record, link, where), target, how, name)

        return (tally, *way(direction))


def way(direction: str) -> tuple[bool, bool]:
    return direction.split("_")[0] == "DESC", direction.endswith("_NULLS_FIRST")
