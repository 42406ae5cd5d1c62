"""Groups: by up to three dimensions, where a group fulfils the condition, of sums that may be."""

from __future__ import annotations

from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLError,
    GraphQLField,
    GraphQLInputObjectType,
    get_named_type,
)
from graphql.utilities import coerce_input_value

from hub.query.measures import point_of, repeats_of
from schema.classification import LISTS
from schema.model import Entity, ResolvedLink, entities
from tests.query.generated.filters import CONNECTIVES
from tests.query.generated.literals import Json
from tests.query.generated.orders import Orders
from tests.query.generated.witness import DEPTH


class Groupings(Orders):
    """Makes the arguments of groups."""

    def grouping(self, entity: Entity, field: GraphQLField) -> dict[str, Json]:
        """By up to three dimensions; of stocks and repeats what may be added, as a rule."""
        names = list(self.input(f"{entity.name}Dimension").fields)
        chosen = self.chance.sample(names, self.one_of([0, 1, 1, 2, 2, 3]))
        by = [self.dimension(entity, each, DEPTH) for each in chosen]
        if self.likely(self.bad) and by:
            by.append(by[0])
        where = self.where(entity, self.witness(entity), DEPTH) if self.likely(0.5) else {}
        if self.likely(0.85):
            where |= self.fixed(entity)
        made: dict[str, Json] = {"by": by}
        if "basis" in field.args:
            made["basis"] = self.one_of(["SUMMED", "CONSOLIDATED", "CONSOLIDATED"])
        if "scope" in field.args and self.likely(0.6):
            made["scope"] = self.choice(field.args["scope"].type)
        if where or self.likely(0.1):
            made["where"] = where
        if self.likely(0.5):
            made["having"] = self.having(entity, made, field, 2)
        if self.likely(0.6):
            orders = [self.group_order(entity, by) for _ in range(self.one_of([1, 1, 2]))]
            made["orderBy"] = orders
        return made | self.page(field)

    def fixed(self, entity: Entity) -> dict[str, Json]:
        """A filter that lets whatever the entity has be added up."""
        witness, made = self.witness(entity), {}
        known = self.input(f"{entity.name}Filter").fields
        for column in (*repeats_of(entity), *filter(None, [point_of(entity)])):
            member = entity.fields[column]
            if witness is not None and member.wire in known:
                made[member.wire] = {"eq": self.write(member, witness.row[column])}
        return made

    def dimension(self, entity: Entity, name: str, depth: int) -> Json:
        named = get_named_type(self.input(f"{entity.name}Dimension").fields[name].type)
        if named.name.endswith("Dimension"):
            target = entities()[named.name.removesuffix("Dimension")]
            known = self.input(named.name).fields
            plain = [each for each in known if depth > 0 or not each.startswith("of")]
            return {name: self.dimension(target, self.one_of(plain), depth - 1)}
        if isinstance(named, GraphQLEnumType):
            return {name: self.one_of(list(named.values))}
        if not isinstance(named, GraphQLInputObjectType):
            return {name: not self.likely(self.bad)}
        if named.name == "ByRegion":
            made: dict[str, Json] = {}
            if self.likely(0.75):
                made["tier"] = self.one_of(["PROVINCE", "CITY", "CITY", "COUNTY", "TOWNSHIP"])
                if self.likely(0.3):
                    made["tree"] = self.one_of(["ADMINISTRATIVE", "FISCAL"])
            return {name: made}
        member = entity.members[name]
        assert isinstance(member, ResolvedLink) and member.field and member.field.list
        levels = max(len(LISTS[member.field.list].widths), 1)
        if self.likely(0.4):
            return {name: {}}
        return {name: {"level": 9 if self.likely(self.bad) else self.chance.randint(1, levels)}}

    def having(
        self, entity: Entity, asked: dict[str, Json], field: GraphQLField, depth: int
    ) -> dict[str, Json]:
        """A condition that a group fulfils which there is, as a rule."""
        known = self.input(f"{entity.name}Having").fields
        name = self.one_of([each for each in known if depth > 0 or each not in CONNECTIVES])
        if name == "not":
            return {name: self.having(entity, asked, field, depth - 1)}
        if name in CONNECTIVES:
            number = self.one_of([0, 1, 1, 2, 2])
            return {name: [self.having(entity, asked, field, depth - 1) for _ in range(number)]}
        group = self.group(entity, asked, field)
        if name == "count":
            count = len(group.records) if group else 1
            return {name: self.condition(self.input("CountFilter"), count, count + 1, int)}
        inner = self.input(get_named_type(known[name].type).name)
        wire = self.one_of(list(inner.fields))
        type_ = self.input(get_named_type(inner.fields[wire].type).name)
        try:
            value = self.oracle.measure(group, name, wire) if group else None
        except GraphQLError:
            value = None
        member = entity.members[wire]

        def write(each: Any) -> Json:
            return self.measured(type_.name, member, each)

        return {name: {wire: self.condition(type_, value, value, write)}}

    def group(self, entity: Entity, asked: dict[str, Json], field: GraphQLField) -> Any:
        """One of the groups there are, or none."""
        given = {
            name: coerce_input_value(value, self.oracle_field(entity).args[name].type)
            for name, value in asked.items()
            if name in ("by", "where", "basis")
        }
        try:
            found = self.oracle.groups(entity, given, self.oracle.seen[entity.name]).page.whole
        except GraphQLError:
            return None
        return self.one_of(found) if found else None

    def oracle_field(self, entity: Entity) -> GraphQLField:
        root = self.oracle.schema.query_type
        assert root is not None
        return root.fields[f"{entity.singular_wire}Groups"]

    def group_order(self, entity: Entity, by: list[Json]) -> Json:
        known = self.input(f"{entity.name}GroupOrder").fields
        name = self.one_of([each for each in known if each != "by" or by])
        inner = get_named_type(known[name].type)
        if not isinstance(inner, GraphQLInputObjectType):
            return {name: self.way()}
        wires = list(inner.fields)
        if name == "by":
            wires = [each for each in wires if each in {next(iter(one)) for one in by}] or wires
        return {name: {self.one_of(wires): self.way()}}
