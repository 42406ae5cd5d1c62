"""What the tables promise, so that outgrowing one server needs no redesign."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest
from sqlalchemy import Table

import schema
from schema.base import Base, Fact, Master
from tests.architecture.imports import modules, strings_in

for found in pkgutil.walk_packages(schema.__path__, "schema."):
    importlib.import_module(found.name)

TABLES = list(Base.metadata.tables.values())
CLASSES = sorted((each.class_ for each in Base.registry.mappers), key=lambda each: each.__name__)
FACTS = [each for each in CLASSES if issubclass(each, Fact)]
MASTERS = [each for each in CLASSES if issubclass(each, Master)]

LONGEST_NAME = 63
"""Bytes that PostgreSQL keeps of a name; longer ones are cut without a word."""


def key_of(entity: type[Base]) -> list[str]:
    table = entity.__table__
    assert isinstance(table, Table)
    return [column.name for column in table.primary_key]


def test_there_are_facts_and_masters() -> None:
    assert len(FACTS) >= 10
    assert MASTERS


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_table_has_a_foreign_key(table: Table) -> None:
    assert table.foreign_keys == set()


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_table_has_a_key_and_every_constraint_a_name(table: Table) -> None:
    assert list(table.primary_key), "no primary key"
    named = [*table.constraints, *table.indexes]
    assert [each for each in named if not each.name] == []
    long = [each.name for each in named if len(str(each.name).encode()) > LONGEST_NAME]
    assert long == []


def test_names_of_indexes_and_constraints_are_unique() -> None:
    names = [str(each.name) for table in TABLES for each in (*table.constraints, *table.indexes)]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.__name__)
def test_a_facts_key_begins_with_home_region_and_year(fact: type[Base]) -> None:
    key = key_of(fact)
    assert key[:3] == ["home_code", "region_code", "fiscal_year"]
    assert len(key) > 3


@pytest.mark.parametrize("master", MASTERS, ids=lambda master: master.__name__)
def test_a_masters_key_begins_with_home_and_region(master: type[Base]) -> None:
    key = key_of(master)
    assert key[:2] == ["home_code", "region_code"]
    assert len(key) > 2


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_nothing_secret_is_part_of_a_key_or_an_index(table: Table) -> None:
    indexed = {column.name for index in table.indexes for column in index.columns}
    keyed = {column.name for column in table.primary_key} | indexed
    secret = {
        column.name
        for column in table.columns
        if getattr(column.info.get("field"), "secret", False)
    }
    assert secret & keyed == set()


FORBIDDEN = {
    "triggers": r"\bCREATE\s+(OR\s+REPLACE\s+)?(CONSTRAINT\s+)?TRIGGER\b",
    "MERGE": r"\bMERGE\s+INTO\b",
    "row-level security": r"\bROW\s+LEVEL\s+SECURITY\b",
    "session settings in logic": r"\bcurrent_setting\s*\(",
    "foreign keys": r"\bREFERENCES\s+\w+\s*\(",
}
"""What a cluster of servers does not do, or does differently without a word."""


@pytest.mark.parametrize("what", FORBIDDEN)
def test_our_sql_does_without(what: str) -> None:
    pattern = re.compile(FORBIDDEN[what], re.IGNORECASE)
    sources = [each for package in ("schema", "hub", "migrations") for each in modules(package)]
    found = [
        f"{name}:{line}"
        for name, path in sources
        for line, text in strings_in(path.read_text(encoding="utf-8"))
        if pattern.search(text)
    ]
    assert found == []
