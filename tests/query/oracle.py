"""The oracle: graphql-core's own executor over plain Python lists.

It shares with the compiler the SDL (as text) and the declarations of the model (which column a
wire name stands for, which columns a link joins), and nothing else: filters, orders, pages,
groups, ancestry and the writing of values are said here once more, the obvious way.

Cursors are opaque, so they cannot be equal; the oracle's begin with CURSOR and compare by kind.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLScalarType,
    GraphQLSchema,
    build_schema,
    execute_sync,
    parse,
    validate,
)
from graphql.language import FloatValueNode, IntValueNode, StringValueNode

from hub.access.scope import OPEN, Scope
from schema.base import Dimension, Fact, Master, National, Operation
from schema.classification import LATEST, LISTS
from schema.kinds import Field, Formula, Ratio
from schema.model import Entity, ResolvedLink, entities
from schema.regions import FOREVER
from tests.query.world import World

SDL = Path(__file__).parent.parent / "golden" / "schema.graphql"
CURSOR = "oracle's cursor "
Row = dict[str, Any]


@dataclass(frozen=True)
class Record:
    """A row with its entity; rows are told apart by being the same object."""

    entity: Entity
    row: Row

    def __hash__(self) -> int:
        return id(self.row)


@dataclass(frozen=True)
class Page:
    """A page of a whole, ordered list."""

    whole: list[Any]
    start: int
    end: int
    entity: Entity

    def cursor(self, place: int) -> str:
        return f"{CURSOR}{place}"


@dataclass
class Group:
    entity: Entity
    key: dict[str, Any]
    records: list[Record]


@dataclass
class Oracle:
    """Answers operations over a world, as a caller with this scope."""

    world: World
    scope: Scope = OPEN
    schema: GraphQLSchema = field(init=False)
    records: dict[str, list[Record]] = field(init=False)
    _sides: dict[Any, dict[tuple[Any, ...], list[Record]]] = field(default_factory=dict)
    _chains: dict[tuple[str, int, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.schema = _schema()
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

    def answer(
        self, query: str, variables: dict[str, Any] | None = None, name: str | None = None
    ) -> dict[str, Any]:
        """{"data": …} or {"errors": […]}."""
        document = parse(query)
        errors = validate(self.schema, document)
        if errors:
            return {"errors": errors}
        found = execute_sync(
            self.schema, document, None, None, variables, name,
            field_resolver=self.resolve, type_resolver=lambda value, *_: value.entity.name,
        )  # fmt: skip
        return {"errors": found.errors} if found.errors else {"data": found.data}

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
        """The region and its ancestors in a year, nearest first."""
        key = (tree, code, year)
        if key not in self._chains:
            found = [
                row for row in self.parents[tree, code] if row["from_year"] <= year < row["to_year"]
            ]
            self._chains[key] = [
                row["ancestor"] for row in sorted(found, key=lambda row: row["depth"])
            ]
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

    # -- resolving ------------------------------------------------------------------------------

    def resolve(self, source: Any, info: GraphQLResolveInfo, **given: Any) -> Any:
        name = info.field_name
        if source is None:
            return self.root(name, given)
        if isinstance(source, Record):
            return self.member(source, name, given)
        if isinstance(source, Page):
            return self.page_part(source, name)
        if isinstance(source, Group):
            return self.group_part(source, name)
        value = source[name]
        return value(given) if callable(value) else value

    def root(self, name: str, given: dict[str, Any]) -> Any:
        if name == "node":
            entity, key = read_id(given["id"])
            return self.by_key(entity, key)
        for entity in entities().values():
            if name == entity.plural_wire:
                return self.page(entity, self.seen[entity.name], given)
            if name == entity.singular_wire:
                return self.one(entity, given["by"])
            if name == entity.singular_wire + "Groups":
                return self.groups(entity, given)
        raise AssertionError(name)

    def one(self, entity: Entity, by: Row) -> Record | None:
        if "id" in by:
            named, key = read_id(by["id"])
            if named is not entity:
                raise GraphQLError("an id of another type")
            return self.by_key(entity, key)
        given = by["key"]
        for record in self.seen[entity.name]:
            wanted = True
            for column in entity.key:
                if column == "home_code":
                    continue
                declared = entity.fields[column]
                value = given[declared.wire]
                if declared.kind.name == "region":
                    value = self.code(value)
                wanted = wanted and record.row[column] == value
            if wanted:
                return record
        for name, value in given.items():
            if name == "region":
                self.code(value)
        return None

    def by_key(self, entity: Entity, key: list[Any]) -> Record | None:
        return next(
            (
                each
                for each in self.seen[entity.name]
                if [each.row[column] for column in entity.key] == key
            ),
            None,
        )

    def member(self, record: Record, name: str, given: Row) -> Any:
        entity, row = record.entity, record.row
        if name == "id" and "id" not in entity.members:
            return make_id(record)
        if name == "ancestors":
            above = self.chain(given["tree"], row["code"], FOREVER - 1)[1:]
            return [self.by_key(entity, [code]) for code in above]
        member = entity.members[name]
        if isinstance(member, ResolvedLink):
            found = self.linked(record, member)
            if member.many:
                return self.page(entities()[member.target], found, given)
            return found[0] if found else None
        value = self.value(record, member)
        if isinstance(member, Field) and member.secret:
            shown = f"{entity.name}.{member.name}" in self.scope.unmasked
            return value if shown or value is None else mask(value)
        return written(member, value, given)

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

    # -- filters ----------------------------------------------------------------------------------

    def holds(self, record: Record, where: Row | None) -> bool:
        """Two-valued: what is unknown does not hold."""
        where = where or {}
        tree = where.get("tree", "ADMINISTRATIVE")
        return all(self.part(record, name, given, tree) for name, given in where.items())

    def part(self, record: Record, name: str, given: Any, tree: str) -> bool:
        entity = record.entity
        if name == "tree":
            return True
        if entity.name == "Region" and name in ("eq", "in", "within", "childOf", "isNull", "tier"):
            if name == "tier":
                return given is None or record.row["tier"] == given
            return self.region(record.row["code"], name, given, tree, FOREVER - 1)
        if entity.name == "Classification" and name in ("eq", "ne", "in", "under", "isNull"):
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
            return (some is None or any(self.holds(each, some) for each in found)) and not (
                none is not None and any(self.holds(each, none) for each in found)
            )
        return self.link_holds(record, member, given)

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

    # -- lists ------------------------------------------------------------------------------------

    def page(self, entity: Entity, records: Iterable[Record], given: Row) -> Page:
        found = [each for each in records if self.holds(each, given.get("where"))]
        self.check(entity, given.get("where"))
        terms = [
            (lambda record, member=entity.members[name]: self.value(record, member), way == "DESC")
            for each in given.get("orderBy") or []
            for name, way in each.items()
        ]
        last = terms[-1][1] if terms else False
        terms += [(lambda record, column=column: record.row[column], last) for column in entity.key]
        return paged(ordered(found, terms), given, entity)

    def check(self, entity: Entity, where: Row | None) -> None:
        """Bad values are refused even where no record was asked about them."""
        probe = Record(entity, dict.fromkeys(entity.fields) | {"fiscal_year": YEAR_OF_PROBE})
        if where:
            self.holds(probe, where)

    def page_part(self, page: Page, name: str) -> Any:
        places = range(page.start, page.end)
        match name:
            case "nodes":
                return [page.whole[place] for place in places]
            case "edges":
                return [
                    {"node": page.whole[place], "cursor": page.cursor(place)} for place in places
                ]
            case "totalCount":
                return len(page.whole)
            case "total":
                return Group(
                    page.entity, {}, [each for group in page.whole for each in group.records]
                )
            case "pageInfo":
                return {
                    "hasNextPage": page.end < len(page.whole),
                    "hasPreviousPage": page.start > 0,
                    "startCursor": page.cursor(page.start) if places else None,
                    "endCursor": page.cursor(page.end - 1) if places else None,
                }
        raise AssertionError(name)

    # -- groups -----------------------------------------------------------------------------------

    def groups(self, entity: Entity, given: Row) -> Page:
        by = [(name, how) for each in given["by"] for name, how in each.items()]
        if len({name for name, _ in by}) < len(by) or any(how is False for _, how in by):
            raise GraphQLError("by")
        # Without dimensions there is one group, be there records or not.
        cells = {} if by else {(): Group(entity, {}, [])}
        self.check(entity, given.get("where"))
        for record in self.seen[entity.name]:
            if self.holds(record, given.get("where")):
                values = [self.dimension(record, entity.members[name], how) for name, how in by]
                keys = dict(zip([name for name, _ in by], values, strict=True))
                cells.setdefault(tuple(values), Group(entity, keys, [])).records.append(record)
        keyed = [(lambda group, name=name: group.key[name], False) for name, _ in by]
        terms: list[Any] = []
        for each in given.get("orderBy") or []:
            for what, way in each.items():
                if what == "key":
                    terms += [(term, way == "DESC") for term, _ in keyed]
                elif what == "count":
                    terms.append((lambda group: len(group.records), way == "DESC"))
                else:
                    ((name, way),) = way.items()
                    member = entity.members[name]
                    terms.append(
                        (lambda group, member=member: self.total(group, member), way == "DESC")
                    )
        return paged(ordered(list(cells.values()), [*terms, *keyed]), given, entity)

    def dimension(self, record: Record, member: Any, how: Any) -> Any:
        value = self.value(record, member)
        if value is None:
            return None
        if isinstance(member, ResolvedLink) and member.target == "Region":
            if how.get("tier") is None:
                return value
            year = record.row.get("fiscal_year") or FOREVER - 1
            chain = self.chain(how["tree"], value, year)
            return next((code for code in chain if self.tiers[code] == how["tier"]), None)
        if isinstance(member, ResolvedLink) and member.target == "Classification":
            level = how.get("level")
            assert member.field is not None and member.field.list is not None
            widths = LISTS[member.field.list].widths
            if level is None:
                return value
            if not 1 <= level <= max(len(widths), 1):
                raise GraphQLError("level")
            return value[: widths[level - 1]] if widths else value
        if isinstance(member, Field) and member.kind.name == "day":
            month = {"YEAR": 1, "QUARTER": (value.month - 1) // 3 * 3 + 1}.get(how, value.month)
            return value if how == "DAY" else date(value.year, month, 1)
        return value

    def total(self, group: Group, member: Any) -> Any:
        values = [self.value(record, member) for record in group.records]
        return sum(value for value in values if value is not None)

    def group_part(self, group: Group, name: str) -> Any:
        if name == "count":
            return len(group.records)
        return GroupPart(self, group, name)


class GroupPart(dict[str, Any]):
    """The key or the sums of a group, field by field."""

    def __init__(self, oracle: Oracle, group: Group, name: str) -> None:
        super().__init__()
        self.oracle, self.group, self.name = oracle, group, name

    def __missing__(self, name: str) -> Any:
        if self.name == "key":
            return self.key(name)
        return lambda given: self.sum(name, given)

    def key(self, name: str) -> Any:
        value = self.group.key.get(name)
        if value is None:
            return None
        member = self.group.entity.members[name]
        if not isinstance(member, ResolvedLink):
            return written(member, value, {})
        target = entities()[member.target]
        if target.name != "Classification":
            return self.oracle.by_key(target, [value])
        return self.classification(member, value)

    def classification(self, member: ResolvedLink, code: str) -> Record | None:
        """The row of the group's own year and budget where it has them, else the latest, in the
        first budget that has the code."""
        assert member.field is not None and member.field.list is not None
        declared = member.field.list
        year = self.group.key.get("fiscalYear", LATEST)
        found = [
            each
            for each in self.oracle.records["Classification"]
            if (each.row["list"], each.row["year"], each.row["code"]) == (declared, year, code)
        ]
        if LISTS[declared].by_budget and "budgetType" in self.group.key:
            found = [
                each for each in found if each.row["budget_type"] == self.group.key["budgetType"]
            ]
        return min(found, key=lambda each: each.row["budget_type"], default=None)

    def sum(self, name: str, given: Row) -> Any:
        member = self.group.entity.members[name]
        return written(member, self.oracle.total(self.group, member), given)


YEAR_OF_PROBE = 2025


def year_of(record: Record) -> int:
    year: int = record.row["fiscal_year"] if record.entity.role is Fact else FOREVER - 1
    return year


# -- order and pages ------------------------------------------------------------------------------


def ordered(found: list[Any], terms: list[tuple[Callable[[Any], Any], bool]]) -> list[Any]:
    """By each term in turn, nulls last in both directions."""
    result = list(found)
    for term, descending in reversed(terms):
        present = [each for each in result if term(each) is not None]
        absent = [each for each in result if term(each) is None]
        result = sorted(present, key=term, reverse=descending) + absent
        # A stable sort reversed keeps ties in their order, as wanted.
    return result


def paged(whole: list[Any], given: Row, entity: Entity) -> Page:
    first, last = given.get("first"), given.get("last")
    after, before = given.get("after"), given.get("before")
    if (first is not None or after is not None) and (last is not None or before is not None):
        raise GraphQLError("first and last, after and before exclude each other")
    for size in (first, last):
        if size is not None and not 0 <= size <= 10_000:
            raise GraphQLError("size")
    if last is not None or before is not None:
        end = place_of(before) if before is not None else len(whole)
        start = max(0, end - (50 if last is None else last))
    else:
        start = place_of(after) + 1 if after is not None else 0
        end = min(len(whole), start + (50 if first is None else first))
    return Page(whole, start, end, entity)


def place_of(cursor: str) -> int:
    if not cursor.startswith(CURSOR):
        raise GraphQLError("not a cursor")
    return int(cursor.removeprefix(CURSOR))


# -- operators ------------------------------------------------------------------------------------


def says_nothing(where: Row) -> bool:
    """Whether a filter asks for nothing at all: empty, or nulls all the way down."""
    return all(
        (given is None and name not in ("eq", "ne"))
        or name == "tree"
        or (name == "and" and all(says_nothing(each) for each in given))
        or (isinstance(given, dict) and name not in ("not", "some", "none") and says_nothing(given))
        for name, given in where.items()
    )


def operators(value: Any, given: Row) -> bool:
    return all(operator(value, name, bound) for name, bound in given.items())


def operator(value: Any, name: str, given: Any) -> bool:
    if name == "isNull":
        return given is None or (value is None) == given
    if given is None:
        if name not in ("eq", "ne"):
            raise GraphQLError(f"{name}: null")
        return (value is None) == (name == "eq")
    if name == "between" and len(given) != 2:
        raise GraphQLError("between")
    if name == "ne":
        return value is None or value != given
    if value is None:
        return False
    match name:
        case "eq":
            return bool(value == given)
        case "in":
            return value in given
        case "lt":
            return bool(value < given)
        case "lte":
            return bool(value <= given)
        case "gt":
            return bool(value > given)
        case "gte":
            return bool(value >= given)
        case "between":
            return bool(given[0] <= value <= given[1])
        case "contains":
            return given in value
        case "startsWith":
            return bool(value.startswith(given))
    raise AssertionError(name)


def code_holds(code: str | None, name: str, given: Any) -> bool:
    if name == "under" and given is not None:
        return code is not None and code.startswith(given)
    if name == "under":
        return True
    return operator(code, name, given)


# -- writing --------------------------------------------------------------------------------------

UNITS = {"YUAN": (2, 2), "WAN_YUAN": (6, 2), "YI_YUAN": (10, 4)}


def written(member: Any, value: Any, given: Row) -> Any:
    kind = member.kind.name if isinstance(member, Field) else "money"
    if isinstance(member, Ratio):
        return None if value is None else rounded(value, 6)
    if kind in ("money", "stock"):
        digits, places = UNITS[given.get("unit", "YUAN")]
        places = places if given.get("scale") is None else given["scale"]
        if not 0 <= places <= 6:
            raise GraphQLError("scale")
        return None if value is None else rounded(Fraction(value, 10**digits), places)
    if value is None:
        return None
    match kind:
        case "region":
            return f"{value:09d}"
        case "quantity" | "rate":
            text = f"{value:f}"
            return text.rstrip("0").rstrip(".") if "." in text else text
        case "day":
            return value.isoformat()
        case "instant":
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value


def rounded(value: Fraction, places: int) -> str:
    """Half up, away from zero; exact."""
    shifted = abs(value) * 10**places
    whole = int(shifted) + (1 if shifted - int(shifted) >= Fraction(1, 2) else 0)
    digits = f"{whole:0{places + 1}d}"
    text = digits[:-places] + "." + digits[-places:] if places else digits
    return ("-" if value < 0 and whole else "") + text


def mask(text: str) -> str:
    return "****" + text[-4:] if len(text) >= 12 else "****"


# -- ids ------------------------------------------------------------------------------------------


def make_id(record: Record) -> str:
    key = [record.row[column] for column in record.entity.key]
    parts = [each.isoformat() if isinstance(each, date) else each for each in key]
    body = json.dumps([record.entity.name, *parts], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(body.encode()).decode().rstrip("=")


def read_id(text: str) -> tuple[Entity, list[Any]]:
    try:
        name, *key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        entity = entities()[name]
        kinds = [entity.fields[column].kind.python for column in entity.key]
        read = [
            date.fromisoformat(part) if kind is date else part
            for kind, part in zip(kinds, key, strict=True)
        ]
        if not all(isinstance(part, kind) for kind, part in zip(kinds, read, strict=True)):
            raise ValueError
        return entity, read
    except (ValueError, TypeError, KeyError):
        raise GraphQLError("not an id") from None


# -- the schema -----------------------------------------------------------------------------------


@cache
def _schema() -> GraphQLSchema:
    schema = build_schema(SDL.read_text("utf-8"))
    for name, (parse_text, numbers) in SCALARS.items():
        scalar = schema.type_map[name]
        assert isinstance(scalar, GraphQLScalarType)
        _teach(scalar, parse_text, numbers)
    return schema


def _teach(scalar: GraphQLScalarType, read: Callable[[str], Any], numbers: bool) -> None:
    def value(given: Any) -> Any:
        if isinstance(given, (float, bool)) or not isinstance(given, (str, int)):
            raise GraphQLError(f"not a {scalar.name}")
        if (isinstance(given, int) and not numbers) or (isinstance(given, str) and read is count):
            raise GraphQLError(f"not a {scalar.name}")
        return read(str(given))

    def literal(node: Any, _: Any = None) -> Any:
        if isinstance(node, StringValueNode) and read is not count:
            return read(node.value)
        if isinstance(node, IntValueNode) and numbers:
            return read(node.value)
        if isinstance(node, FloatValueNode) and numbers and read is not count:
            return read(node.value)
        raise GraphQLError(f"not a {scalar.name}")

    scalar.parse_value = scalar.coerce_input_value = value  # type: ignore[method-assign]
    scalar.parse_literal = scalar.coerce_input_literal = literal  # type: ignore[method-assign]
    scalar.serialize = scalar.coerce_output_value = lambda given: given  # type: ignore


def money(text: str) -> int:
    fen = exact(text) * 100
    if fen.denominator != 1 or abs(fen) >= 2**63:
        raise GraphQLError("not money")
    return int(fen)


def exact(text: str) -> Fraction:
    whole, _, decimals = text.removeprefix("-").partition(".")
    if not (whole.isascii() and whole.isdigit()) or ("." in text) != bool(decimals):
        raise GraphQLError("not a decimal")
    if (decimals and not (decimals.isascii() and decimals.isdigit())) or (
        whole[0] == "0" and whole != "0"
    ):
        raise GraphQLError("not a decimal")
    return Fraction(Decimal(text))


def decimal(text: str) -> Fraction:
    found = exact(text)
    if (found * 10**6).denominator != 1:
        raise GraphQLError("more than six places")
    return found


def count(text: str) -> int:
    number = exact(text)
    if number.denominator != 1 or abs(number) >= 2**53:
        raise GraphQLError("not a count")
    return int(number)


def day(text: str) -> date:
    try:
        if len(text) != 10:
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise GraphQLError("not a day") from None


def instant(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
        if found.tzinfo is None or "T" not in text:
            raise ValueError
        return found
    except ValueError:
        raise GraphQLError("not an instant") from None


SCALARS: dict[str, tuple[Callable[[str], Any], bool]] = {
    "Money": (money, True),
    "Decimal": (decimal, True),
    "Ratio": (decimal, True),
    "Count": (count, True),
    "Date": (day, False),
    "DateTime": (instant, False),
}
