"""Orders by whatever a record has: fields, through links, tallies."""

from __future__ import annotations

from graphql import GraphQLInputObjectType, get_named_type

from schema.model import Entity, ResolvedLink, entities
from tests.query.generated.filters import Filters
from tests.query.generated.literals import Json
from tests.query.generated.witness import DEPTH


class Orders(Filters):
    """Makes orders."""

    def orders(self, entity: Entity) -> Json:
        return [self.order(entity, DEPTH) for _ in range(self.one_of([0, 1, 1, 1, 2, 2, 3]))]

    def order(self, entity: Entity, depth: int) -> Json:
        names = self.input(f"{entity.name}Order").fields
        sorts: dict[str, list[str]] = {}
        for name, field in names.items():
            member = entity.members[name]
            inner = isinstance(member, ResolvedLink)
            sort = "many" if str(field.type).endswith("ManyOrder") else "one" if inner else "plain"
            if depth > 0 or not inner:
                sorts.setdefault(sort, []).append(name)
        name = self.one_of(sorts[self.one_of(sorted(sorts))])
        member = entity.members[name]
        if not isinstance(member, ResolvedLink):
            return {name: self.way()}
        target = entities()[member.target]
        if not member.many:
            return {name: self.order(target, depth - 1)}
        return {name: self.tally(target, depth - 1)}

    def tally(self, target: Entity, depth: int) -> Json:
        made: dict[str, Json] = {}
        if self.likely(0.4):
            made["where"] = self.where(target, self.witness(target), depth)
        tallies = [each for each in self.input(f"{target.name}ManyOrder").fields if each != "where"]
        how = self.one_of(tallies)
        inner = get_named_type(self.input(f"{target.name}ManyOrder").fields[how].type)
        if isinstance(inner, GraphQLInputObjectType):
            made[how] = {self.one_of(list(inner.fields)): self.way()}
        else:
            made[how] = self.way()
        return made

    def way(self) -> str:
        return self.one_of(["ASC", "DESC", "ASC_NULLS_FIRST", "DESC_NULLS_FIRST"])
