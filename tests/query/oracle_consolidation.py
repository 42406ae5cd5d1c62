"""The oracle's consolidation: each payment looked at by itself, as though its payee were its payer.

A payment is eliminated when its payee too is among those asked about, and in the same group.
"""

from __future__ import annotations

from typing import Any

from graphql import GraphQLError

from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities
from tests.query.oracle_filters import Filters
from tests.query.oracle_records import Record, ordered
from tests.query.oracle_values import Row, written

PAYEE = {"Transfer": "to_region_code", "OnLending": "to_region_code"}


class Consolidation(Filters):
    """Which payments are made inside what is asked about."""

    def inside(self, asked: Any, record: Record, by: list[tuple[str, Any]]) -> bool:
        given, entity = asked.given, record.entity
        if given.get("basis") != "CONSOLIDATED":
            return False
        payer, payee = record.row["region_code"], record.row[PAYEE[entity.name]]
        twin = Record(entity, {**record.row, "region_code": payee})
        mirror = Record(entity, {**record.row, PAYEE[entity.name]: payer})
        region = (given.get("where") or {}).get("region")
        link = _link(entity, "region_code")
        if region is not None and not self.region_holds(twin, link, region):
            return False
        if not self.visible(twin) or (asked.under and not asked.under(twin)):
            return False
        for column, other in (("region_code", twin), (PAYEE[entity.name], mirror)):
            for name, how in by:
                member = entity.members.get(name)
                field = member.field if isinstance(member, ResolvedLink) else None
                if field is not None and field.name == column:
                    mine = self.dimension(record, name, how)
                    return mine is not None and mine == self.dimension(other, name, how)
        return True

    def dimension(self, record: Record, name: str, how: Any) -> Any:
        raise NotImplementedError

    def unmatched(self, asked: Any, given: Row) -> list[Row]:
        """Pairs of governments and documents that were eliminated and whose two sides differ."""
        entity = asked.entity
        first = 50 if given.get("first") is None else given["first"]
        if not 0 <= first <= 10_000:
            raise GraphQLError("first")
        link = entity.links["allotments"]
        domains = self.scope.domains
        if domains is not None and entities()[link.target].domain not in domains:
            return []
        found: dict[tuple[Any, ...], Row] = {}
        for record in asked.everything:
            if not self.inside(asked, record, asked.by):
                continue
            key = _pair(record)
            paid = sum(each.row["amount"] for each in self.seen[entity.name] if _pair(each) == key)
            taken = [each.row["amount"] for each in self.linked(record, link)]
            if not taken or paid != sum(taken):
                found[key] = {"key": key, "paid": paid, "taken": taken}
        terms: list[Any] = [(lambda each: abs(each["paid"] - sum(each["taken"])), True)]
        terms += [(_at(n), False) for n in range(4)]
        return [self.pair(entity, each) for each in ordered(list(found.values()), terms)[:first]]

    def pair(self, entity: Entity, found: Row) -> Row:
        payer, payee, year, document = found["key"]
        amount = entity.fields["amount"]

        def money(value: int | None) -> Any:
            return lambda given: written(amount, value, given)

        region = entities()["Region"]
        return {
            "payer": self.by_key(region, [payer]),
            "payee": self.by_key(region, [payee]),
            "fiscalYear": year,
            "document": document,
            "paid": money(found["paid"]),
            "received": money(sum(found["taken"]) if found["taken"] else None),
            "difference": money(found["paid"] - sum(found["taken"])),
            "records": len(found["taken"]),
        }

    def by_key(self, entity: Entity, key: list[Any]) -> Record | None:
        raise NotImplementedError


def _pair(record: Record) -> tuple[Any, ...]:
    return tuple(record.row[n] for n in ("region_code", "to_region_code", "fiscal_year", "doc_no"))


def _at(place: int) -> Any:
    return lambda each: each["key"][place]


def _link(entity: Entity, column: str) -> ResolvedLink:
    return next(
        each for each in entity.links.values()
        if isinstance(each.field, Field) and each.field.name == column
    )  # fmt: skip
