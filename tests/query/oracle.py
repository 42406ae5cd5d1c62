"""The oracle: graphql-core's own executor over plain Python lists.

It shares with the compiler the SDL (as text) and the declarations of the model (which column a
wire name stands for, which columns a link joins), and nothing else: filters, orders, pages,
groups, ancestry and the writing of values are said here once more, the obvious way.

Cursors are opaque, so they cannot be equal; the oracle's begin with CURSOR and compare by kind.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from graphql import GraphQLError, GraphQLResolveInfo, execute_sync, parse, validate

from schema.chain import ENTRIES
from schema.classification import LATEST, LISTS
from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities
from schema.regions import FOREVER
from tests.query.oracle_orders import Orders, way
from tests.query.oracle_records import (
    Group,
    Page,
    Record,
    make_id,
    ordered,
    paged,
    read_id,
)
from tests.query.oracle_trace import walk
from tests.query.oracle_values import Row, mask, written


class Oracle(Orders):
    """Answers operations over a world, as a caller with this scope."""

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

    # -- resolving ------------------------------------------------------------------------------

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
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
        if name == "trace":
            return self.trace(given)
        for entity in entities().values():
            if name == entity.plural_wire:
                return self.page(entity, self.seen[entity.name], given)
            if name == entity.singular_wire:
                return self.one(entity, given["by"])
            if name == entity.singular_wire + "Groups":
                return self.groups(entity, given)
        raise AssertionError(name)

    def trace(self, given: Row) -> Row | None:
        payment, of = given.get("payment"), given.get("of")
        if (payment is None) == (of is None):
            raise GraphQLError("one beginning")
        entity, key = read_id(of) if of is not None else (entities()["Payment"], [])
        if entity.name not in ENTRIES:
            raise GraphQLError("no beginning")
        record = self.by_key(entity, key) if of is not None else self.one(entity, payment)
        if record is None:
            return None
        steps, truncated = walk(self, record)
        answers = [each.answer(self.money, self.region_record) for each in steps]
        return {"of": make_id(record), "truncated": truncated, "steps": answers}

    def money(self, record: Record, term: str, given: Row) -> Any:
        member = record.entity.formulas.get(term) or record.entity.fields[term]
        return written(member, self.value(record, member), given)

    def region_record(self, code: int) -> Record | None:
        return self.by_key(entities()["Region"], [code])

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

    # -- lists ------------------------------------------------------------------------------------

    def page(self, entity: Entity, records: Iterable[Record], given: Row) -> Page:
        found = [each for each in records if self.holds(each, given.get("where"))]
        self.check(entity, given.get("where"))
        return paged(ordered(found, self.terms(entity, given.get("orderBy"))), given, entity)

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
            for what, given_way in each.items():
                if what == "key":
                    terms += [(term, *way(given_way)) for term, _ in keyed]
                elif what == "count":
                    terms.append((lambda group: len(group.records), *way(given_way)))
                else:
                    ((name, direction),) = given_way.items()
                    member = entity.members[name]
                    terms.append(
                        (
                            lambda group, member=member: self.total(group, member),
                            *way(direction),
                        )
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
        year = self.group.key.get("fiscalYear", LATEST) if LISTS[declared].dated else LATEST
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
