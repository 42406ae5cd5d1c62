"""Where the answer's values stand in the statements' rows: what the shaper is generated from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fixed:
    key: str
    value: Any


@dataclass(frozen=True)
class Cell:
    """A column's value in a format; see `hub.query.formats`."""

    key: str
    column: int
    form: str
    detail: tuple[Any, ...] = ()


@dataclass(frozen=True)
class IdCell:
    key: str
    entity: str
    columns: tuple[int, ...]


@dataclass(frozen=True)
class Child:
    """A joined object: null when the row's `test` column is null."""

    key: str
    test: int
    fields: tuple[Out, ...]


@dataclass(frozen=True)
class List:
    """A connection. `rows`/`count`: statements, None when not asked; `extra`: one row more than
    the page was fetched to know whether another page follows. `mark`: the list's number."""

    key: str
    rows: int | None
    count: int | None
    parts: tuple[ListPart, ...]
    extra: bool
    backward: bool
    order: tuple[int, ...]
    mark: int


@dataclass(frozen=True)
class PlainList:
    """A list of objects that is no connection."""

    key: str
    rows: int
    fields: tuple[Out, ...]


@dataclass(frozen=True)
class Inner:
    """A list of objects that stands in a column as dictionaries. `fields`: (key, name)."""

    key: str
    column: int
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Chosen:
    """An object, or null: the first that any of the choices has for the row. A choice is a list
    read for all rows, or (column, fields) made of the row itself where the column is not null."""

    key: str
    choices: tuple[PlainList | tuple[int, tuple[Out, ...]], ...]


@dataclass(frozen=True)
class Made:
    """A document made of an object; see `hub.query.documents`."""

    key: str
    entity: str
    document: str
    fields: tuple[Out, ...]


@dataclass(frozen=True)
class ListPart:
    """kind: nodes, edges, pageInfo, totalCount, fixed; of groups also totals, subtotals, rows.

    `fields`: of nodes, or (edges) the node's; `names`: (response key, name) of pageInfo; `edges`:
    (response key, kind, fields). `rows`: the statement where it is not the list's own; `levels`:
    for each depth of subtotals the entries of its object.
    """

    key: str
    kind: str
    fields: tuple[Any, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    edges: tuple[tuple[str, str, tuple[Out, ...]], ...] = ()
    value: Any = None
    rows: int | None = None
    levels: tuple[tuple[Fixed | ListPart, ...], ...] = ()


@dataclass(frozen=True)
class Maybe:
    """One record or null."""

    key: str
    rows: int
    fields: tuple[Out, ...]


@dataclass(frozen=True)
class GroupList:
    """A grouping: statements of its nodes and of its count; None when not asked. `nested`: rows
    begin with the place of the parent, counted from 1."""

    key: str
    rows: int | None
    count: int | None
    parts: tuple[ListPart, ...]
    extra: bool
    order: tuple[int, ...]
    mark: int
    nested: bool


@dataclass(frozen=True)
class Held:
    """An object of the reference data, found in memory, or null. `list`: the codes', None for
    regions. `parts` of its key: (column, None) or (None, constant); `terms`, in the order of
    `keys`, are fields, or constants after an equals sign."""

    key: str
    list: str | None
    parts: tuple[tuple[int | None, Any], ...]
    keys: tuple[str, ...]
    terms: tuple[str, ...]


Out = Fixed | Cell | Held | IdCell | Child | List | PlainList | Inner | Chosen | GroupList | Made


@dataclass(frozen=True)
class Nested:
    """An object of the answer made of the same row's columns (`key`, `sum`)."""

    key: str
    fields: tuple[Any, ...]


@dataclass(frozen=True)
class TraceTop:
    """A trace, or null when it has no rows. `parts`: (key, kind, fields): "head" a value of the
    first row, "steps" all rows, "fixed"."""

    key: str
    rows: int
    parts: tuple[tuple[str, str, tuple[Out, ...]], ...]


Top = Fixed | List | Maybe | GroupList | TraceTop
