"""The oracle: graphql-core's own executor over plain Python lists.

It shares with the compiler the SDL (as text) and the declarations of the model (which column a
wire name stands for, which columns a link joins), and of documents what they ask for and how they
are made of it; nothing else: filters, orders, pages,
groups, ancestry and the writing of values are said here once more, the obvious way.

Cursors are opaque, so they cannot be equal; the oracle's begin with CURSOR and compare by kind.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import msgspec
from graphql import (
    GraphQLError,
    GraphQLResolveInfo,
    execute_sync,
    parse,
    print_ast,
    validate,
)

from hub.query.documents import DOCUMENTS, Document
from schema.chain import ENTRIES
from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities
from schema.regions import FOREVER
from tests.query.oracle_groups import Bundle, Group, Groupings, GroupPage
from tests.query.oracle_records import (
    Page,
    Record,
    make_id,
    ordered,
    paged,
    read_id,
)
from tests.query.oracle_trace import walk
from tests.query.oracle_values import Row, mask, written


class Oracle(Groupings):
    """Answers operations over a world, as a caller with this scope."""

    def answer(
        self, query: str, variables: dict[str, Any] | None = None, name: str | None = None
    ) -> dict[str, Any]:
        """{"data": …}, or {"errors": […], "rest": what was answered beside them}."""
        document = parse(query)
        errors = validate(self.schema, document)
        if errors:
            return {"errors": errors, "rest": None}
        found = execute_sync(
            self.schema, document, None, None, variables, name,
            field_resolver=self.resolve, type_resolver=lambda value, *_: value.entity.name,
        )  # fmt: skip
        if found.errors:
            return {"errors": found.errors, "rest": found.data}
        return {"data": found.data}

    # -- resolving ------------------------------------------------------------------------------

    def resolve(self, source: Any, info: GraphQLResolveInfo[Any], **given: Any) -> Any:
        name = info.field_name
        if source is None:
            return self.root(name, given)
        if isinstance(source, Record):
            return self.member(source, name, given)
        if isinstance(source, Page):
            return self.page_part(source, name)
        if isinstance(source, GroupPage) and name == "unmatched":
            return self.unmatched(source.asked, given)
        if isinstance(source, GroupPage):
            return (
                self.page_part(source.page, name)
                if name == "pageInfo"
                else self.groups_part(source, name)
            )
        if isinstance(source, Group):
            return self.group_part(source, name, given)
        if isinstance(source, Bundle):
            return source.of(name, given)
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
                return self.groups(entity, given, self.seen[entity.name])
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

    def document(self, record: Record, declared: Document) -> Any:
        """What is made of the answer to what the document asks for."""
        of = record.entity.singular_wire
        asked = print_ast(declared.asked.selection_set)
        found = self.answer(f'{{ {of}(by: {{id: "{make_id(record)}"}}) {asked} }}')
        return json.loads(msgspec.json.encode(declared.make(found["data"][of])))

    def member(self, record: Record, name: str, given: Row) -> Any:
        entity, row = record.entity, record.row
        if name == "id" and "id" not in entity.members:
            return make_id(record)
        if (entity.name, name) in DOCUMENTS:
            return self.document(record, DOCUMENTS[entity.name, name])
        if name == "ancestors":
            above = self.chain(given["tree"], row["code"], FOREVER - 1)[1:]
            return [self.by_key(entity, [code]) for code in above]
        if name.endswith("Groups") and name not in entity.members:
            return self.nested(record, name, given)
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
            case "pageInfo":
                return {
                    "hasNextPage": page.end < len(page.whole),
                    "hasPreviousPage": page.start > 0,
                    "startCursor": page.cursor(page.start) if places else None,
                    "endCursor": page.cursor(page.end - 1) if places else None,
                }
        raise AssertionError(name)
