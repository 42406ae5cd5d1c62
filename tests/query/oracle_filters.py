"""The oracle's filters: whether a record fulfils one. Two-valued: what is unknown does not hold."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

from graphql import GraphQLError

from schema.base import Fact, Master
from schema.kinds import Field, Ratio
from schema.model import Entity, ResolvedLink, entities
from schema.regions import FOREVER
from tests.query.oracle_records import Record, year_of
from tests.query.oracle_sight import Sight
from tests.query.oracle_values import Row, code_holds, operator, operators, says_nothing

ROOT = 100_000_000
REGION_OPERATORS = ("eq", "in", "within", "childOf", "isNull")
REGION_TIER = ("Region", "tier")
CODE_OPERATORS = ("eq", "ne", "in", "under", "isNull")


class Filters(Sight):
    """Filters, over what is seen."""

    def holds(self, record: Record, where: Row | None) -> bool:
        """Two-valued: what is unknown does not hold."""
        where = where or {}
        tree = where.get("tree", "ADMINISTRATIVE")
        return all(self.part(record, name, given, tree) for name, given in where.items())

    def part(self, record: Record, name: str, given: Any, tree: str) -> bool:
        entity = record.entity
        if name == "tree":
            return True
        if entity.name == "Region" and name == "tier":
            return given is None or record.row["tier"] == given
        if entity.name == "Region" and name in REGION_OPERATORS:
            return self.region(record.row["code"], name, given, tree, FOREVER - 1)
        if entity.name == "Classification" and name in CODE_OPERATORS:
            return code_holds(record.row["code"], name, given)
        if given is None:
            return True
        if name == "and":
            return all(self.holds(record, each) for each in given)
        if name == "or":
            return any(self.holds(record, each) for each in given)
        if name == "not":
            return not self.holds(record, given)
        if name == "exists":
            return bool(given)
        member = entity.members[name]
        if isinstance(member, Field) and member.kind.name == "region":
            code = self.value(record, member)
            return all(self.own_code(code, each, value) for each, value in given.items())
        if not isinstance(member, ResolvedLink):
            return operators(self.value(record, member), given)
        if member.many:
            some = given.get("some")
            none = given.get("none")
            found = self.linked(record, member)
            return (
                (some is None or any(self.holds(each, some) for each in found))
                and not (none is not None and any(self.holds(each, none) for each in found))
                and self.tallies_hold(record, member, given)
            )
        return self.link_holds(record, member, given)

    def tallies_hold(self, record: Record, link: ResolvedLink, given: Row) -> bool:
        found = self.those(record, link, given.get("where"))
        if not operators(len(found), given.get("count") or {}):
            return False
        target = entities()[link.target]
        for how in set(given) - {"some", "none", "where", "count"}:
            for name, asked in (given[how] or {}).items():
                value = self.tallied(found, target, how, name)
                if not operators(exact(value), asked or {}):
                    return False
        return True

    def tallied(self, found: list[Record], entity: Entity, how: str, name: str) -> Any:
        """A measure of some records, exact."""
        member = entity.members[name]
        if how == "countDistinct":
            return len(set(self.named(found, member)))
        if isinstance(member, Ratio):
            over, under = (
                self.added(found, entity.formulas.get(part) or entity.fields[part])
                for part in (member.numerator, member.denominator)
            )
            return Fraction(over, under) if under else None
        values = [self.value(each, member) for each in found]
        there = [each for each in values if each is not None]
        if how == "sum":
            return sum(there)
        if how == "avg":
            return Fraction(sum(there)) / len(there) if there else None
        return (min if how == "min" else max)(there, default=None)

    def added(self, records: list[Record], member: Any) -> Any:
        values = [self.value(each, member) for each in records]
        return sum(each for each in values if each is not None)

    def named(self, records: list[Record], member: Any) -> Iterable[Any]:
        """What the records name by a field or link; of a link the whole key."""
        for each in records:
            if isinstance(member, ResolvedLink) and member.field is None:
                key = tuple(each.row[local.column] for local, _ in member.pairs if local.column)
                if None not in key:
                    yield key
            else:
                value = self.value(each, member)
                if value is not None:
                    yield value

    def those(self, record: Record, link: ResolvedLink, where: Row | None) -> list[Record]:
        """The records of a to-many link that fulfil a filter."""
        return [each for each in self.linked(record, link) if self.holds(each, where)]

    def check(self, entity: Entity, where: Row | None) -> None:
        """Bad values are refused wherever they stand, whatever the records."""
        for name, given in (where or {}).items():
            self.check_part(entity, name, given)

    def check_part(self, entity: Entity, name: str, given: Any) -> None:
        """raises: GraphQLError for a value that no record could be asked about"""
        member = entity.members.get(name)
        if entity.name == "Region" and name in REGION_OPERATORS:
            self.region(None if name == "isNull" else ROOT, name, given, "ADMINISTRATIVE", FOREVER)
        elif entity.name == "Classification" and name in CODE_OPERATORS:
            code_holds(None, name, given)
        elif given is None or name in ("exists", "tree") or (entity.name, name) == REGION_TIER:
            return
        elif name in ("and", "or", "not"):
            for each in [given] if name == "not" else given:
                self.check(entity, each)
        elif isinstance(member, ResolvedLink) and member.many:
            target = entities()[member.target]
            for part in ("some", "none", "where"):
                self.check(target, given.get(part))
            operators(None, given.get("count") or {})
            for how in set(given) - {"some", "none", "where", "count"}:
                for each in (given[how] or {}).values():
                    operators(None, each or {})
        elif isinstance(member, ResolvedLink):
            self.check(entities()[member.target], given)
        elif isinstance(member, Field) and member.kind.name == "region":
            for operator_, value in given.items():
                self.own_code(ROOT, operator_, value)
        else:
            operators(None, given)

    def link_holds(self, record: Record, link: ResolvedLink, given: Row) -> bool:
        if link.target == "Region" and link.field:
            return self.region_holds(record, link, given)
        if link.target == "Classification" and link.field:
            return self.code_link_holds(record, link, given)
        found = self.linked(record, link)
        rest = {name: value for name, value in given.items() if name != "exists"}
        exists = given.get("exists")
        if exists is not None and exists != bool(found):
            return False
        if says_nothing(rest):
            return True
        return bool(found) and self.holds(found[0], rest)

    def region_holds(self, record: Record, link: ResolvedLink, given: Row) -> bool:
        assert link.field is not None
        code = record.row[link.field.name]
        own = link.field.name == "region_code" and record.entity.role in (Fact, Master)
        year = year_of(record) if own else FOREVER - 1
        tree = given.get("tree") or "ADMINISTRATIVE"
        rest = {}
        for name, value in given.items():
            if name in ("eq", "in", "within", "childOf", "isNull"):
                if not self.region(code, name, value, tree, year):
                    return False
            elif value is None or name == "tree":
                continue
            elif name == "and":
                if not all(self.region_holds(record, link, each) for each in value):
                    return False
            elif name == "or":
                if not any(self.region_holds(record, link, each) for each in value):
                    return False
            elif name == "not":
                if self.region_holds(record, link, value):
                    return False
            else:
                rest[name] = value
        exists = rest.pop("exists", None)
        found = self.linked(record, link)
        if exists is not None and exists != bool(found):
            return False
        return says_nothing(rest) or (bool(found) and self.holds(found[0], rest))

    def own_code(self, code: int, name: str, given: Any) -> bool:
        if name != "isNull" and given is not None:
            given = [self.code(each) for each in given] if name == "in" else self.code(given)
        return operator(code, name, given)

    def region(self, code: int | None, name: str, given: Any, tree: str, year: int) -> bool:
        if name == "isNull":
            return given is None or (code is None) == given
        if given is None:
            if name != "eq":
                raise GraphQLError(f"{name}: null")
            return code is None
        if name == "in":
            return code in [self.code(each) for each in given]
        asked = self.code(given)
        if name == "eq":
            return code == asked
        # The fiscal tree, and the tree below a record that has no year, is today's.
        when = year if tree == "ADMINISTRATIVE" else FOREVER - 1
        if name == "childOf":
            when = FOREVER - 1
        chain = self.chain(tree, code, when) if code is not None else []
        return asked in chain if name == "within" else asked in chain[1:2]

    def code_link_holds(self, record: Record, link: ResolvedLink, given: Row) -> bool:
        assert link.field is not None
        code = record.row[link.field.name]
        rest = {}
        for name, value in given.items():
            if name in ("eq", "ne", "in", "under", "isNull"):
                if not code_holds(code, name, value):
                    return False
            elif value is None:
                continue
            elif name == "and":
                if not all(self.code_link_holds(record, link, each) for each in value):
                    return False
            elif name == "or":
                if not any(self.code_link_holds(record, link, each) for each in value):
                    return False
            elif name == "not":
                if self.code_link_holds(record, link, value):
                    return False
            else:
                rest[name] = value
        exists = rest.pop("exists", None)
        found = self.linked(record, link)
        if exists is not None and exists != bool(found):
            return False
        return says_nothing(rest) or (bool(found) and self.holds(found[0], rest))


def exact(value: Any) -> Any:
    """Decimals as fractions: what operands are."""
    return Fraction(value) if hasattr(value, "as_integer_ratio") else value
