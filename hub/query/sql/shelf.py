"""What lowering shares: statements under construction, the columns each will answer, parents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any, Protocol

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Date,
    Select,
    and_,
    func,
    literal_column,
    select,
)
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes.predicates import Predicate
from hub.query.plan.nodes.records import Page
from hub.query.plan.values import Bind
from hub.query.sql.statement import Mark, ParentKey, Seek, Statement
from hub.query.sql.terms import (
    Columns,
    Parameters,
    condition,
    constant,
    joined,
    term,
)
from schema.model import Entity, Local, ResolvedLink, entities
from schema.problems import HubError

STATEMENTS_LIMIT = 100
"""Statements of one operation: one for each list, count, grouping and total."""

Path = tuple[str, ...]
"""To-one links followed from the base record; () is the base itself."""

Wanted = tuple[Path, str, str]
"""(path, term, form) of a column."""

_EPOCH = literal_column("DATE '1970-01-01'", Date())


@dataclass
class Lowering:
    """What one plan's lowering produces: statements in the order they run, and cursor marks.

    `groups` lowers a grouping; records may hold some. `held`: whether whoever shapes the rows has
    the reference data at hand.
    """

    render: Any
    groups: Any
    held: bool = False
    statements: list[Any] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    sizes: dict[int, Bind] = field(default_factory=dict)
    sought: dict[int, bool] = field(default_factory=dict)

    def reserve(self) -> int:
        """A statement's number, before its text is known: parents come before children.

        raises: Q117 when the operation has too many
        """
        self.statements.append(None)
        if len(self.statements) > STATEMENTS_LIMIT:
            raise HubError(
                "Q117", measure="lists", found=f"> {STATEMENTS_LIMIT}", limit=STATEMENTS_LIMIT
            )
        return len(self.statements) - 1

    def finish(
        self,
        number: int,
        name: str,
        query: Any,
        parameters: Parameters,
        *,
        parent: int | None = None,
        seek: Seek | None = None,
        custom: bool = False,
    ) -> None:
        text, order = self.render(query)
        by_name = {name: source for (source, _), name in parameters.named.items()}
        sources = tuple(by_name[each] for each in order)
        width = len(query.selected_columns)
        self.statements[number] = Statement(name, text, sources, width, parent, seek, custom)

    def mark(self, text: str, told: Any, page: Page) -> int:
        """The number of a list: of its cursors' mark and of its page. `told`: the parts of the
        plan whose values tell one list from another."""
        number = len(self.marks)
        self.marks.append(Mark(text, binds_of(told)))
        self.sizes[number] = page.size
        self.sought[number] = page.seek is not None
        return number


@dataclass
class Shelf:
    """The columns one statement will answer, gathered before its text is made."""

    entity: Entity
    number: int
    offset: int = 0
    wanted: dict[Wanted, int] = field(default_factory=dict)
    links: dict[Path, tuple[ResolvedLink, Predicate]] = field(default_factory=dict)

    def column(self, path: Path, name: str, form: str = "plain") -> int:
        """The place of a term's column, in the form it is written from (a day as a number)."""
        place = self.wanted.setdefault((path, name, form), len(self.wanted))
        return place + self.offset

    def at(self, path: Path) -> Entity:
        return entities()[self.links[path][0].target] if path else self.entity


class Ahead(Protocol):
    """Rows that were read before, on which others hang: `k0 … ord`, `ord` counted from 1."""

    @property
    def number(self) -> int:
        """The statement that reads them."""

    @property
    def fixed(self) -> frozenset[str]:
        """Columns that have one value in all records that hang on one of them."""

    def rows(self, parameters: Parameters) -> Any:
        """Them as a FROM."""

    def joined(
        self, start: FromClause, columns: Columns, parameters: Parameters
    ) -> tuple[FromClause, Any]:
        """(the FROM with them joined to the records with these columns that hang on them, them)."""


@dataclass(frozen=True)
class Parents:
    """The records a nested list hangs on: near side of its link, in the parents' statement."""

    shelf: Shelf
    path: Path
    pairs: tuple[tuple[Local, str], ...]

    @property
    def number(self) -> int:
        return self.shelf.number

    @property
    def fixed(self) -> frozenset[str]:
        return frozenset(far for _, far in self.pairs)

    def places(self) -> Iterator[tuple[int, TypeEngine[Any]]]:
        """(column of the parents' rows, type) of each value on the near side."""
        entity = self.shelf.at(self.path)
        for local, _ in self.pairs:
            if local.column:
                place = self.shelf.column(self.path, local.column)
                yield place, entity.fields[local.column].kind.sql

    def names(self) -> list[str]:
        """The names of those in `rows`."""
        return [f"k{n}" for n, (local, _) in enumerate(self.pairs) if local.column]

    def rows(self, parameters: Parameters) -> Any:
        arrays = [parameters.of(ParentKey(place), ARRAY(type_)) for place, type_ in self.places()]
        rows = func.unnest(*arrays).table_valued(*self.names(), with_ordinality="ord")
        return rows.render_derived(name="p")

    def joined(
        self, start: FromClause, columns: Columns, parameters: Parameters
    ) -> tuple[FromClause, Any]:
        ahead = self.rows(parameters)
        return start.join(ahead, and_(*self.match(ahead, columns))), ahead

    def match(self, ahead: Any, columns: Columns) -> list[ColumnElement[bool]]:
        """When a record with these columns hangs on one of them."""
        return [
            columns[far] == (ahead.c[f"k{n}"] if local.column else constant(local.constant))
            for n, (local, far) in enumerate(self.pairs)
        ]


def binds_of(told: Any) -> tuple[Bind, ...]:
    """The values bound in a part of a plan, in the order they stand there."""
    found: list[Bind] = []

    def gather(part: Any) -> None:
        if isinstance(part, Bind):
            found.append(part)
        elif isinstance(part, tuple):
            for each in part:
                gather(each)
        for name in getattr(part, "__dataclass_fields__", ()):
            gather(getattr(part, name))

    gather(told)
    return tuple(found)


def words_of(part: Any) -> str:
    """A predicate without its values and where they come from: a literal on one page may be a
    variable on the next."""
    if isinstance(part, Bind):
        return f"{part.via}{part.detail}"
    if isinstance(part, tuple):
        return f"({', '.join(words_of(each) for each in part)})"
    if is_dataclass(part):
        return (
            f"{type(part).__name__}{words_of(tuple(getattr(part, f.name) for f in fields(part)))}"
        )
    return repr(part)


def answered(
    shelf: Shelf,
    start: FromClause,
    columns: Columns,
    parameters: Parameters,
    ahead: FromClause | None = None,
) -> Select[Any]:
    """SELECT the shelf's columns from the page, its to-one links joined."""
    start, answer = with_links(shelf, start, columns, parameters)
    if ahead is not None:
        answer.insert(0, ahead.c.ord)
    return select(*answer or [literal_column("1")]).select_from(start)


def with_links(
    shelf: Shelf, start: FromClause, columns: Columns, parameters: Parameters
) -> tuple[FromClause, list[Any]]:
    """(FROM with the shelf's to-one links joined, the shelf's columns in order)."""
    at: dict[Path, Columns] = {(): columns}
    for n, (path, (link, scope)) in enumerate(shelf.links.items()):
        target = entities()[link.target]
        far = target.table.alias(f"j{shelf.offset}_{n}_{link.name}")
        seen = condition(scope, target, far.c, parameters)
        start = start.outerjoin(far, and_(joined(link, at[path[:-1]], far.c), seen))
        at[path] = far.c
    return start, [
        _formed(term(shelf.at(path), at[path], name), form).label(f"c{place + shelf.offset}")
        for (path, name, form), place in shelf.wanted.items()
    ]


def _formed(value: ColumnElement[Any], form: str) -> ColumnElement[Any]:
    """A day is answered as the days since 1970: a number is read, and looked up, faster."""
    return value - _EPOCH if form == "day" else value
