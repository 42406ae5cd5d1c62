"""The oracle's records, and the orders, pages and ids of them."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import date
from typing import Any

from graphql import GraphQLError

from schema.base import Fact
from schema.model import Entity, entities
from schema.regions import FOREVER
from tests.query.oracle_values import Row

CURSOR = "oracle's cursor "


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


def year_of(record: Record) -> int:
    year: int = record.row["fiscal_year"] if record.entity.role is Fact else FOREVER - 1
    return year


# -- order and pages ------------------------------------------------------------------------------


def ordered(found: list[Any], terms: list[Any]) -> list[Any]:
    """By each (value, descending, nulls first) in turn; nulls are last unless said."""
    result = list(found)
    for term, descending, *first in reversed(terms):
        present = [each for each in result if term(each) is not None]
        absent = [each for each in result if term(each) is None]
        present = sorted(present, key=term, reverse=descending)
        result = absent + present if True in first else present + absent
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


# -- ids ------------------------------------------------------------------------------------------


def make_id(record: Record) -> str:
    key = [record.row[column] for column in record.entity.key]
    parts = [each.isoformat() if isinstance(each, date) else each for each in key]
    body = json.dumps([record.entity.name, *parts], ensure_ascii=False, separators=(",", ":"))
    return urlsafe_b64encode(body.encode()).decode().rstrip("=")


def read_id(text: str) -> tuple[Entity, list[Any]]:
    try:
        name, *key = json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if name == "RegionClosure":  # machinery: of no type
            raise KeyError(name)
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
