"""Filters that a record fulfils, as a rule: of its own values, and through its links of the records
it is linked to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from random import Random
from typing import Any

from graphql import GraphQLInputObjectType, get_named_type

from schema.model import Entity, ResolvedLink, entities
from schema.regions import FOREVER
from tests.query.generated.literals import Json
from tests.query.generated.witness import Witnesses
from tests.query.oracle_records import Record

OF_REGION = ("eq", "in", "within", "within", "childOf", "tier")
OF_CODE = ("eq", "ne", "in", "under", "under")
CONNECTIVES = ("and", "or", "not")
Write = Callable[[Any], Json]


class Filters(Witnesses):
    """Makes filters."""

    def where(self, entity: Entity, record: Record | None, depth: int) -> dict[str, Json]:
        """A filter that the record fulfils, as a rule."""
        if record is None or self.likely(0.03):
            return {}
        if self.likely(self.wild):
            record = self.witness(entity) or record
        known = self.input(f"{entity.name}Filter").fields
        made: dict[str, Json] = {}
        for _ in range(self.one_of([1, 1, 1, 2, 2, 3])):
            name = self.asked_about(entity, list(known), depth)
            if name not in made:
                made |= self.part(entity, record, name, depth)
        return made

    def asked_about(self, entity: Entity, names: list[str], depth: int) -> str:
        """The name of a part of a filter, each sort of them as often."""
        sorts: dict[str, list[str]] = {}
        for name in names:
            member = entity.members.get(name)
            if name in CONNECTIVES:
                sort = "connective"
            elif isinstance(member, ResolvedLink):
                sort = "code" if member.field else "many" if member.many else "one"
            else:
                sort = "plain" if member is not None else "own"
            if depth > 0 or sort in ("plain", "own", "code"):
                sorts.setdefault(sort, []).append(name)
        sort = self.one_of(sorted(sorts) + [each for each in ("plain", "many") if each in sorts])
        return self.one_of(sorts[sort])

    def part(self, entity: Entity, record: Record, name: str, depth: int) -> dict[str, Json]:
        """One field of a filter, or several that belong together."""
        if self.likely(0.02):
            return {name: None}
        if name in CONNECTIVES:
            return {name: self.connected(entity, record, name, depth - 1)}
        member = entity.members.get(name)
        if member is None:
            if entity.name == "Region":
                return self.of_region(record.row["code"])
            return {"exists": True} if name == "exists" else self.of_code(record.row["code"])
        if isinstance(member, ResolvedLink) and member.many:
            return {name: self.many(record, member, depth - 1)}
        if isinstance(member, ResolvedLink):
            return {name: self.linked(record, member, depth - 1)}
        type_ = get_named_type(self.input(f"{entity.name}Filter").fields[name].type)
        if not isinstance(type_, GraphQLInputObjectType):
            return {name: self.value(record, member)}
        value, other = self.value(record, member), self.value(self.witness(entity), member)
        return {name: self.condition(type_, value, other, lambda each: self.write(member, each))}

    def connected(self, entity: Entity, record: Record, name: str, depth: int) -> Json:
        other = self.witness(entity)
        if name == "not":
            if self.likely(0.3):
                return {"not": self.where(entity, record, depth - 1)}
            return self.where(entity, other, depth)
        options = [self.where(entity, record, depth)]
        if name == "or":
            options += [self.where(entity, other, depth) for _ in range(self.chance.randrange(2))]
            self.chance.shuffle(options)
        elif self.likely(0.5):
            options.append(self.where(entity, record, depth))
        return [] if self.likely(self.wild / 3) else options

    def linked(self, record: Record, link: ResolvedLink, depth: int) -> Json:
        target, found = entities()[link.target], self.oracle.linked(record, link)
        if target.name in ("Region", "Classification") and link.field and self.likely(0.6):
            code = record.row[link.field.name]
            if code is None:
                return self.one_of([{"isNull": True}, {"eq": None}, {"exists": False}])
            if target.name == "Region":
                return self.of_region(code)
            return self.of_code(code)
        if not found:
            return {"exists": False}
        return {"exists": True} if self.likely(0.1) else self.where(target, found[0], depth)

    def many(self, record: Record, link: ResolvedLink, depth: int) -> Json:
        """Some, none, how many and how much of what a record has."""
        target, found = entities()[link.target], self.oracle.linked(record, link)
        way = self.one_of(["some", "some", "some", "none", "count", "measure", "measure"])
        if way == "some" and found:
            return {"some": self.where(target, self.one_of(found), depth)}
        if way in ("some", "none"):
            return {"none": self.where(target, self.witness(target), depth) if found else {}}
        made: dict[str, Json] = {}
        if self.likely(0.3):
            made["where"] = self.where(target, self.one_of(found) if found else None, depth)
        known = self.input(f"{target.name}Many").fields
        measures = [name for name in known if name not in ("some", "none", "where", "count")]
        if way == "count" or not measures:
            count = self.condition(self.input("CountFilter"), len(found), len(found) + 1, int)
            return {**made, "count": count}
        how = self.one_of(measures)
        inner = self.input(get_named_type(known[how].type).name).fields
        name = self.one_of(list(inner))
        type_ = self.input(get_named_type(inner[name].type).name)
        member, value = target.members[name], self.oracle.tallied(found, target, how, name)

        def write(each: Any) -> Json:
            return self.measured(type_.name, member, each)

        return {**made, how: {name: self.condition(type_, value, value, write)}}

    def of_region(self, code: int) -> dict[str, Json]:
        """A region by its place in a tree."""
        if self.likely(self.wild):
            code = self.one_of(sorted(self.oracle.tiers))
        if self.likely(self.bad):
            return {"within": self.one_of(["990000", "韶关", None])}
        made: dict[str, Json] = {}
        tree = self.one_of(["ADMINISTRATIVE", "ADMINISTRATIVE", "FISCAL"])
        chain = self.oracle.chain(tree, code, self.one_of([2024, 2025, FOREVER - 1])) or [code]
        way = self.one_of(list(OF_REGION))
        if way == "tier":
            return {"tier": self.oracle.tiers[code]}
        if way == "within":
            made[way] = digits(self.one_of(chain), self.chance)
        elif way == "childOf":
            made[way] = digits(chain[min(1, len(chain) - 1)], self.chance)
        elif way == "in":
            others = sorted(self.oracle.tiers)
            made[way] = [digits(code, self.chance), digits(self.one_of(others), self.chance)]
        else:
            made[way] = digits(code, self.chance)
        if tree == "FISCAL" or self.likely(0.1):
            made["tree"] = tree
        return made

    def of_code(self, code: str) -> dict[str, Json]:
        way = self.one_of(list(OF_CODE))
        if way == "in":
            return {"in": [code, "99999"]}
        if way == "under":
            return {"under": code[: self.chance.randrange(1, len(code) + 1)]}
        return {way: "208" if way == "ne" else code}

    def condition(
        self, type_: GraphQLInputObjectType, value: Any, other: Any, write: Write
    ) -> dict[str, Json]:
        """What holds of a value, as a rule. other: a second value, of another record."""
        if self.likely(self.wild / 2):
            return self.one_of([{}, {"isNull": None}, {"isNull": value is not None}])
        if value is None:
            unlike = {"ne": write(other)} if "ne" in type_.fields and other is not None else {}
            return self.one_of([{"isNull": True}, {"eq": None}, unlike])
        if self.likely(self.bad):
            bad: list[Json] = [{"between": [write(value)]}, {"lt": None}, {"in": None}]
            return self.one_of([each for each in bad if next(iter(each)) in type_.fields] or [{}])
        if self.likely(self.wild) and other is not None:
            value, other = other, value
        name = self.one_of(list(type_.fields))
        return {name: self.operand(name, value, value if other is None else other, write)}

    def operand(self, name: str, value: Any, other: Any, write: Write) -> Json:
        match name:
            case "isNull":
                return False
            case "in":
                return [write(each) for each in self.some([value, other])]
            case "ne":
                return write(other)
            case "between":
                return [write(each) for each in sorted((value, other))]
            case "contains" | "startsWith" | "matches":
                return self.piece(name, value)
            case "period":
                return self.period(value)
            case "lt":
                return write(max(value, other))
            case "gt":
                return write(min(value, other))
        return write(value)

    def piece(self, name: str, text: str) -> str:
        start = 0 if name == "startsWith" else self.chance.randrange(len(text) + 1)
        found = text[start : self.chance.randrange(start, len(text) + 1)]
        if name == "matches" and self.likely(0.5):
            found = " ".join(found).replace("(", "（").upper()
        return found

    def period(self, value: date | datetime) -> Json:
        made: dict[str, Json] = {"year": value.year}
        parts = [("half", 6), ("quarter", 3), ("month", 1)]
        if self.likely(0.7):
            name, months = self.one_of(parts)
            made[name] = 13 if self.likely(self.bad) else (value.month - 1) // months + 1
        return made


def digits(code: int, chance: Random) -> str:
    """A region's code as callers write it: nine digits, or six where the rest are zeros."""
    text = f"{code:09d}"
    return text[:6] if text.endswith("000") and chance.random() < 0.5 else text
