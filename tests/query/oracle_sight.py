"""What the oracle's caller sees: records in scope, regions above regions, links, values."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from graphql import GraphQLError, GraphQLSchema

from hub.access.scope import OPEN, Scope
from schema.base import Dimension, Fact, Master, National, Operation
from schema.kinds import Field, Formula, Ratio
from schema.model import ResolvedLink, entities
from tests.query.oracle_records import Record, year_of
from tests.query.oracle_schema import oracle_schema
from tests.query.oracle_values import Row
from tests.query.world import World


@dataclass
class Sight:
    """A world as a caller with this scope sees it."""

    world: World
    scope: Scope = OPEN
    schema: GraphQLSchema = field(init=False)
    records: dict[str, list[Record]] = field(init=False)
    _sides: dict[Any, dict[tuple[Any, ...], list[Record]]] = field(default_factory=dict)
    _chains: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.schema = oracle_schema()
        self.records = {
            name: [Record(entity, row) for row in self.world.rows[name]]
            for name, entity in entities().items()
        }
        self.parents: defaultdict[tuple[str, int], list[Row]] = defaultdict(list)
        for row in self.world.rows["RegionClosure"]:
            self.parents[row["tree"], row["descendant"]].append(row)
        self.tiers = {row["code"]: row["tier"] for row in self.world.rows["Region"]}
        self.seen = {
            name: [each for each in found if self.visible(each)]
            for name, found in self.records.items()
        }

    # -- scope --------------------------------------------------------------------------------

    def visible(self, record: Record) -> bool:
        entity, row, scope = record.entity, record.row, self.scope
        if entity.role is Dimension:
            return True
        if scope.domains is not None and entity.domain not in scope.domains:
            return False
        if scope.regions is not None:
            if entity.role is Operation:
                return False
            if entity.role in (Fact, Master) and not any(
                row["region_code"] == grant.code
                or (
                    grant.whole
                    and grant.code
                    in self.chain("ADMINISTRATIVE", row["region_code"], year_of(record))
                )
                for grant in scope.regions
            ):
                return False
        if scope.agencies is not None:
            if "agency_code" in row:
                return row["agency_code"] in scope.agencies
            return entity.role is National
        return True

    # -- regions --------------------------------------------------------------------------------

    def chain(self, tree: str, code: int, year: int) -> list[int]:
        """The region, alive or not, and its ancestors in a year, nearest first."""
        key = (tree, code, year)
        if key not in self._chains:
            found = [
                row for row in self.parents[tree, code] if row["from_year"] <= year < row["to_year"]
            ]
            above = [row["ancestor"] for row in sorted(found, key=lambda row: row["depth"])]
            self._chains[key] = [code, *(each for each in above if each != code)]
        return self._chains[key]

    def code(self, text: str) -> int:
        digits = text.ljust(9, "0") if len(text) in (6, 9) else ""
        if not (digits.isascii() and digits.isdigit()) or int(digits) not in self.tiers:
            raise GraphQLError(f"no region {text!r}")
        return int(digits)

    # -- links ----------------------------------------------------------------------------------

    def linked(self, record: Record, link: ResolvedLink) -> list[Record]:
        """What of the link's target may be seen."""
        columns = tuple(far for _, far in link.pairs)
        index = self._sides.get((link.target, columns))
        if index is None:
            index = self._sides[link.target, columns] = defaultdict(list)
            for each in self.seen[link.target]:
                index[tuple(each.row[far] for far in columns)].append(each)
        near = tuple(
            record.row[local.column] if local.column else local.constant for local, _ in link.pairs
        )
        return [] if None in near else index.get(near, [])

    # -- values -----------------------------------------------------------------------------------

    def value(self, record: Record, member: Any) -> Any:
        """A member's value inside: fen, dates, exact fractions."""
        row, entity = record.row, record.entity
        if isinstance(member, ResolvedLink):
            assert member.field is not None
            return row[member.field.name]
        if isinstance(member, Field):
            return row[member.name]
        if isinstance(member, Formula):
            parts = [(sign, row[name]) for sign, name in member.terms]
            return None if None in [part for _, part in parts] else sum(s * p for s, p in parts)
        assert isinstance(member, Ratio)
        over, under = (
            self.value(record, entity.formulas.get(name) or entity.fields[name])
            for name in (member.numerator, member.denominator)
        )
        return None if over is None or not under else Fraction(over, under)
