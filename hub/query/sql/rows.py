"""Lowering of records and lists: one statement per list, to-one links joined, to-many links read
for all parents at once.

The page is cut before links are joined, so a join is made for the rows answered only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Select,
    and_,
    func,
    literal_column,
    or_,
    select,
    true,
    tuple_,
)
from sqlalchemy.sql.selectable import FromClause

from hub.query.plan.nodes import (
    All,
    Ancestors,
    Connection,
    Edges,
    GlobalId,
    Many,
    One,
    Order,
    Output,
    Page,
    PageInfo,
    Plain,
    Predicate,
    Record,
    Typename,
)
from hub.query.plan.values import Bind
from hub.query.sql.layout import Cell, Child, Fixed, IdCell, List, ListPart, Out, PlainList
from hub.query.sql.statement import CursorPart, Mark, ParentKey, Seek, Statement
from hub.query.sql.terms import (
    Columns,
    Parameters,
    condition,
    constant,
    joined,
    nullable,
    python_of,
    sources,
    term,
    type_of,
)
from schema.kinds import Field
from schema.model import Entity, Local, ResolvedLink, entities
from schema.problems import HubError
from schema.regions import FOREVER

LINKS_LIMIT = 100
"""To-one links joined in one statement."""

Path = tuple[str, ...]
"""To-one links followed from the base record; () is the base itself."""


@dataclass
class Lowering:
    """What one plan's lowering produces: statements in the order they run, and cursor marks."""

    render: Any
    statements: list[Statement | None] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    sizes: dict[int, Bind] = field(default_factory=dict)
    sought: dict[int, bool] = field(default_factory=dict)

    def reserve(self) -> int:
        """A statement's number, before its text is known: parents come before children."""
        self.statements.append(None)
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
        by_name = {name: source for source, name in parameters.named.items()}
        self.statements[number] = Statement(
            name, text, tuple(by_name[each] for each in order), parent, seek, custom
        )

    def mark(self, text: str, where: Predicate, page: Page) -> int:
        """The number of a list: of its cursors' mark and of its page."""
        number = len(self.marks)
        self.marks.append(Mark(text, binds_of(where)))
        self.sizes[number] = page.size
        self.sought[number] = page.seek is not None
        return number


@dataclass
class Shelf:
    """The columns one statement will answer, gathered before its text is made."""

    entity: Entity
    number: int
    offset: int = 0
    wanted: dict[tuple[Path, str], int] = field(default_factory=dict)
    links: dict[Path, tuple[ResolvedLink, Predicate]] = field(default_factory=dict)

    def column(self, path: Path, name: str) -> int:
        place = self.wanted.setdefault((path, name), len(self.wanted))
        return place + self.offset

    def at(self, path: Path) -> Entity:
        return entities()[self.links[path][0].target] if path else self.entity


def record_fields(low: Lowering, shelf: Shelf, path: Path, record: Record) -> tuple[Out, ...]:
    """The layout of a record's outputs; columns are put on the shelf, lists become statements."""
    return tuple(_field(low, shelf, path, each) for each in record.outputs)


def _field(low: Lowering, shelf: Shelf, path: Path, output: Output) -> Out:
    entity = shelf.at(path)
    match output:
        case Typename(key=key, name=name):
            return Fixed(key, name)
        case GlobalId(key=key):
            return IdCell(key, entity.name, tuple(shelf.column(path, each) for each in entity.key))
        case Plain():
            return Cell(output.key, shelf.column(path, output.term), *form(entity, output))
        case One(key=key, link=name, record=record):
            link = entity.links[name]
            here = (*path, name)
            shelf.links[here] = (link, record.scope)
            if len(shelf.links) > LINKS_LIMIT:
                raise HubError("Q117", measure="links", found=len(shelf.links), limit=LINKS_LIMIT)
            test = shelf.column(here, entities()[link.target].key[-1])
            return Child(key, test, record_fields(low, shelf, here, record))
        case Many(key=key, link=name, connection=connection):
            link = entity.links[name]
            parents = Parents(shelf, path, link.pairs)
            return lower_connection(low, key, connection, parents)
        case Ancestors():
            return _ancestors(low, shelf, path, output)
    raise AssertionError(output)


def form(entity: Entity, output: Plain) -> tuple[str, tuple[Any, ...]]:
    """How a value is written: (format, its details)."""
    declared: Field | None = entity.fields.get(output.term)
    if output.masked:
        return "masked", ()
    if output.term in entity.ratios:
        return "ratio", ()
    if declared is None or declared.kind.name in ("money", "stock"):
        return "money", (output.unit or "YUAN", output.scale)
    return form_of_kind(declared.kind.name), ()


def form_of_kind(kind: str) -> str:
    """The format of a kind that takes no arguments."""
    return {"region": "region", "quantity": "decimal", "rate": "decimal"}.get(kind, "plain")


@dataclass(frozen=True)
class Parents:
    """The rows a nested list hangs on: near side of its link, in the parents' statement."""

    shelf: Shelf
    path: Path
    pairs: tuple[tuple[Local, str], ...]


# -- lists ----------------------------------------------------------------------------------------


def lower_connection(
    low: Lowering, key: str, node: Connection, parents: Parents | None = None
) -> List:
    """A connection: the statement of its rows, the one of its count, and its layout."""
    entity = entities()[node.entity]
    kinds = {part.__class__.__name__ for part in node.parts}
    extra = "PageInfo" in kinds
    order = tuple(_flip(each) for each in node.order) if node.page.backward else node.order
    words = f"{node.entity} {words_of(node.where)} {words_of(node.scope)} {node.order}"
    mark = low.mark(words, node.where, node.page)
    number: int | None = None
    places: tuple[int, ...] = ()
    if kinds & {"Nodes", "Edges", "PageInfo"}:
        number = low.reserve()
        shelf = Shelf(entity, number, offset=1 if parents else 0)
        if _marks(node):
            places = tuple(shelf.column((), each.term) for each in node.order)
        parts = [_list_part(low, shelf, part) for part in node.parts]
        _finish_rows(low, shelf, node, order, extra, mark, parents)
    else:
        parts = [_list_part(low, None, part) for part in node.parts]
    counted = _finish_count(low, node, parents) if "TotalCount" in kinds else None
    return List(key, number, counted, tuple(parts), extra, node.page.backward, places, mark)


def _marks(node: Connection) -> bool:
    """Whether any cursor is asked for: only then are the ordering values answered."""
    for part in node.parts:
        if isinstance(part, Edges) and any(kind == "cursor" for _, kind, _ in part.fields):
            return True
        if isinstance(part, PageInfo) and any("Cursor" in name for _, name in part.fields):
            return True
    return False


def _flip(order: Order) -> Order:
    return Order(order.term, not order.descending)


def binds_of(where: Predicate) -> tuple[Bind, ...]:
    """The values that tell one list from another: those of its filter."""
    found: list[Bind] = []

    def gather(part: Any) -> None:
        if isinstance(part, Bind):
            found.append(part)
        for each in getattr(part, "__dataclass_fields__", ()):
            value = getattr(part, each)
            for item in value if isinstance(value, tuple) else (value,):
                gather(item)

    gather(where)
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


def _list_part(low: Lowering, shelf: Shelf | None, part: Any) -> ListPart:
    name = part.__class__.__name__
    if name == "Typename":
        return ListPart(part.key, "fixed", value=part.name)
    if name == "TotalCount":
        return ListPart(part.key, "totalCount")
    if name == "PageInfo":
        return ListPart(part.key, "pageInfo", names=part.fields)
    assert shelf is not None
    if name == "Nodes":
        return ListPart(part.key, "nodes", record_fields(low, shelf, (), part.record))
    edges = tuple(
        (key, kind, record_fields(low, shelf, (), record) if record else ())
        for key, kind, record in part.fields
    )
    return ListPart(part.key, "edges", edges=edges, value=f"{shelf.entity.name}Edge")


def _finish_rows(
    low: Lowering,
    shelf: Shelf,
    node: Connection,
    order: tuple[Order, ...],
    extra: bool,
    mark: int,
    parents: Parents | None,
) -> None:
    parameters = Parameters()
    entity = shelf.entity
    base = entity.table.alias("b")
    page: Select[Any] = select(*(base.c[name] for name in _base_columns(shelf, node.order)))
    page = page.where(condition(All((node.scope, node.where)), entity, base.c, parameters))
    ahead = parent_rows(parents, parameters) if parents else None
    if parents and ahead is not None:
        page = page.where(*parent_match(parents, ahead, base.c)).correlate(ahead)
    seek = None
    if node.page.seek is not None:
        seek = Seek(
            node.page.seek, tuple(python_of(entity, each.term) for each in node.order), mark
        )
        page = page.where(_after(entity, base.c, order, node.page.backward, parameters))
    size = parameters.of(node.page.size, BigInteger())
    page = page.order_by(*order_by(entity, base.c, order, node.page.backward))
    page = page.limit(size + literal_column("1") if extra else size)
    cut: Any = page.lateral("t") if parents else page.subquery("t")
    start: FromClause = ahead.join(cut, true()) if ahead is not None else cut
    query = answered(shelf, start, cut.c, parameters, ahead)
    final = order_by(entity, cut.c, order, node.page.backward)
    query = query.order_by(ahead.c.ord, *final) if ahead is not None else query.order_by(*final)
    low.finish(
        shelf.number, f"{node.entity} rows", query, parameters,
        parent=parents.shelf.number if parents else None, seek=seek, custom=parents is None,
    )  # fmt: skip


def _base_columns(shelf: Shelf, order: Sequence[Order]) -> list[str]:
    """The columns of the base record that anything outside the page reads."""
    names: dict[str, None] = {}
    for path, name in shelf.wanted:
        if not path:
            names |= dict.fromkeys(sources(shelf.entity, name))
    for path, (link, _) in shelf.links.items():
        if len(path) == 1:
            names |= dict.fromkeys(local.column for local, _ in link.pairs if local.column)
    for each in order:
        names |= dict.fromkeys(sources(shelf.entity, each.term))
    return list(names)


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
        term(shelf.at(path), at[path], name).label(f"c{place + shelf.offset}")
        for (path, name), place in shelf.wanted.items()
    ]


def order_by(
    entity: Entity, columns: Columns, order: Sequence[Order], backward: bool
) -> list[ColumnElement[Any]]:
    """Nulls last going forward, so first going back."""
    made: list[ColumnElement[Any]] = []
    for each in order:
        value = term(entity, columns, each.term)
        way = value.desc() if each.descending else value.asc()
        if nullable(entity, each.term):
            way = way.nulls_first() if backward else way.nulls_last()
        made.append(way)
    return made


def _after(
    entity: Entity, columns: Columns, order: Sequence[Order], backward: bool, parameters: Parameters
) -> ColumnElement[bool]:
    """The rows beyond the cursor in `order` (already flipped when going back)."""
    values = [term(entity, columns, each.term) for each in order]
    bounds = [
        parameters.of(CursorPart(n), type_of(entity, each.term)) for n, each in enumerate(order)
    ]
    if len({each.descending for each in order}) == 1 and not any(
        nullable(entity, each.term) for each in order
    ):
        row, bound = tuple_(*values), tuple_(*bounds)
        return row < bound if order[0].descending else row > bound
    beyond: ColumnElement[bool] | None = None
    for each, value, bound in reversed(list(zip(order, values, bounds, strict=True))):
        strictly = value < bound if each.descending else value > bound
        if nullable(entity, each.term):
            strictly = or_(
                strictly,
                and_(bound.is_(None), value.is_not(None))
                if backward
                else and_(value.is_(None), bound.is_not(None)),
            )
        same = value.is_not_distinct_from(bound) if nullable(entity, each.term) else value == bound
        beyond = strictly if beyond is None else or_(strictly, and_(same, beyond))
    assert beyond is not None
    return beyond


def _finish_count(low: Lowering, node: Connection, parents: Parents | None) -> int:
    number = low.reserve()
    parameters = Parameters()
    entity = entities()[node.entity]
    base = entity.table.alias("b")
    where = condition(All((node.scope, node.where)), entity, base.c, parameters)
    counting = select(func.count().label("n")).select_from(base).where(where)
    if parents is None:
        low.finish(number, f"{node.entity} count", counting, parameters, custom=True)
        return number
    ahead = parent_rows(parents, parameters)
    inner = counting.where(*parent_match(parents, ahead, base.c)).correlate(ahead).lateral("t")
    query = select(ahead.c.ord, inner.c.n).select_from(ahead.join(inner, true()))
    query = query.order_by(ahead.c.ord)
    low.finish(number, f"{node.entity} count", query, parameters, parent=parents.shelf.number)
    return number


# -- parents --------------------------------------------------------------------------------------


def parent_rows(parents: Parents, parameters: Parameters) -> Any:
    """The parents' key columns as rows `k0, k1, … ord`, from arrays."""
    entity = parents.shelf.at(parents.path)
    arrays, names = [], []
    for n, (local, _) in enumerate(parents.pairs):
        if local.column:
            place = parents.shelf.column(parents.path, local.column)
            type_ = entity.fields[local.column].kind.sql
            arrays.append(parameters.of(ParentKey(place), ARRAY(type_)))
            names.append(f"k{n}")
    rows = func.unnest(*arrays).table_valued(*names, with_ordinality="ord")
    return rows.render_derived(name="p")


def parent_match(parents: Parents, ahead: Any, columns: Columns) -> list[ColumnElement[bool]]:
    return [
        columns[far] == (ahead.c[f"k{n}"] if local.column else constant(local.constant))
        for n, (local, far) in enumerate(parents.pairs)
    ]


def _ancestors(low: Lowering, shelf: Shelf, path: Path, output: Ancestors) -> PlainList:
    """Level by level up a tree, from the closure as it now stands."""
    region, closure = entities()["Region"], entities()["RegionClosure"].table.alias("c")
    number = low.reserve()
    mine = Shelf(region, number, offset=1)
    parents = Parents(shelf, path, ((Local("code"), "descendant"),))
    fields = record_fields(low, mine, (), output.record)
    parameters = Parameters()
    ahead = parent_rows(parents, parameters)
    base = region.table.alias("t")
    above = ahead.join(
        closure,
        and_(
            closure.c.descendant == ahead.c.k0,
            closure.c.tree == constant(output.tree),
            closure.c.to_year == constant(FOREVER),
            closure.c.depth > literal_column("0"),
        ),
    ).join(base, base.c.code == closure.c.ancestor)
    query = answered(mine, above, base.c, parameters, ahead)
    query = query.order_by(ahead.c.ord, closure.c.depth)
    low.finish(number, "Region ancestors", query, parameters, parent=shelf.number)
    return PlainList(output.key, number, fields)
