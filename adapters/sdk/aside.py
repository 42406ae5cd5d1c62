"""The records that the loop left: deleted ones, and those set aside with what is wrong.

Line by line, so that the column at fault is known. A deleted record needs its key and no more:
partners empty the rest of a tombstone as they like.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from adapters.sdk.compiled import Cell, Row, key_text, updated_at
from adapters.sdk.crosswalk import entity_of, musts, updated_column
from adapters.sdk.source import Mapped, Page, Rejected, Stream
from schema.problems import RejectRow


def settle(
    stream: Stream, page: Page, lines: list[Cell], number: int, row: Row
) -> Mapped | Rejected:
    """A record as mapped (a deleted one) or as set aside (every other: it failed in the loop)."""
    if len(row) != len(page.columns):
        width = RejectRow("A220", cells=len(row), columns=len(page.columns))
        return _rejected(page, number, row, None, {}, width)
    deleted = _deleted(stream, page, row)
    chosen = _of_key(stream, lines) if deleted else lines
    values, problem = _attempt(chosen, row)
    key, key_problem = _key(stream, page, row)
    updated, updated_problem = _updated(stream, page, row, values, lines)
    refused = None if deleted else _refused(stream, page, row)
    problem = refused or problem or key_problem or updated_problem
    if problem is not None:
        ours = {cell.field: values[cell.number] for cell in chosen if cell.number in values}
        return _rejected(page, number, row, key, ours, problem)
    if not deleted:
        raise AssertionError(f"{stream.name}: converting {row} failed once and worked once")
    return Mapped(number, key or "", updated, True, tuple(values.get(n) for n in range(len(lines))))


def _deleted(stream: Stream, page: Page, row: Row) -> bool:
    return stream.deleted is not None and (
        row[page.columns.index(stream.deleted[0])] == stream.deleted[1]
    )


def _of_key(stream: Stream, lines: list[Cell]) -> list[Cell]:
    """The lines that fill the entity's key, and those they stand beside."""
    key = entity_of(stream).key
    wanted = {cell.number for cell in lines if cell.field in key}
    for cell in reversed(lines):
        if cell.number in wanted:
            wanted.update(cell.beside)
    return [cell for cell in lines if cell.number in wanted]


def _attempt(lines: Iterable[Cell], row: Row) -> tuple[dict[int, Any], RejectRow | None]:
    """The values that can be had, by number, and the first problem, naming its column."""
    values: dict[int, Any] = {}
    problem: RejectRow | None = None
    for cell in lines:
        if not all(each in values for each in cell.beside):
            continue
        try:
            values[cell.number] = cell.value(row, values)
        except RejectRow as found:
            problem = problem or _named(found, *cell.columns)
    return values, problem


def _refused(stream: Stream, page: Page, row: Row) -> RejectRow | None:
    """What a column that fills nothing must not hold."""
    for rule in musts(stream):
        try:
            rule.check(row[page.columns.index(rule.columns[0])])
        except RejectRow as found:
            return _named(found, *rule.columns)
    return None


def _key(stream: Stream, page: Page, row: Row) -> tuple[str | None, RejectRow | None]:
    parts = []
    for column in stream.key:
        try:
            parts.append(key_text(row[page.columns.index(column)]))
        except RejectRow as found:
            return None, _named(found, column)
    return "/".join(parts), None


def _updated(
    stream: Stream, page: Page, row: Row, values: Mapping[int, Any], lines: Iterable[Cell]
) -> tuple[Any, RejectRow | None]:
    if stream.updated is None:
        return None, None
    if column := updated_column(stream):
        try:
            return updated_at(row[page.columns.index(column)]), None
        except RejectRow as found:
            return None, _named(found, column)
    ours = next(cell.number for cell in lines if cell.field == stream.updated)
    return values.get(ours), None


def _named(problem: RejectRow, *columns: str) -> RejectRow:
    return problem.at(column=" + ".join(columns))


def _rejected(
    page: Page,
    number: int,
    row: Row,
    key: str | None,
    values: Mapping[str, Any],
    problem: RejectRow,
) -> Rejected:
    named = dict(zip(page.columns, row, strict=False))
    named |= {f"+{n}": cell for n, cell in enumerate(row[len(page.columns) :], 1)}
    return Rejected(
        number,
        key,
        values.get("region_code"),
        values.get("fiscal_year"),
        problem.at(f"{page.name} row {number}"),
        json.dumps(named, ensure_ascii=False),
    )
