"""Lowering of records and lists: one statement per list, to-one links joined, to-many links read
for all parents at once.

The page is cut before links are joined, so a join is made for the rows answered only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Select,
    and_,
    func,
    literal_column,
    select,
    true,
)
from sqlalchemy.sql.selectable import FromClause

from hub.query.measures import NAMED_BY
from hub.query.plan.nodes.groups import Groups
from hub.query.plan.nodes.predicates import All
from hub.query.plan.nodes.records import (
    Ancestors,
    Composed,
    Connection,
    Edges,
    GlobalId,
    Grouping,
    Many,
    One,
    Order,
    Output,
    PageInfo,
    Plain,
    Record,
    Typename,
)
from hub.query.sql.held import held, holds
from hub.query.sql.layout import (
    Cell,
    Child,
    Fixed,
    GroupList,
    Held,
    IdCell,
    List,
    ListPart,
    Made,
    Out,
    PlainList,
)
from hub.query.sql.order import Ordering, at_home, equated, flipped, place_name
from hub.query.sql.shelf import (
    Ahead,
    Lowering,
    Parents,
    Path,
    Shelf,
    answered,
    words_of,
)
from hub.query.sql.statement import Seek
from hub.query.sql.terms import (
    Parameters,
    condition,
    constant,
    python_of,
    sources,
)
from schema.kinds import Field
from schema.model import Entity, Local, ResolvedLink, entities
from schema.problems import HubError
from schema.regions import FOREVER

LINKS_LIMIT = 100
"""To-one links joined in one statement."""


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
            written, details = form(entity, output)
            return Cell(output.key, _column(shelf, path, output), written, details)
        case One(key=key, link=name, record=record):
            link = entity.links[name]
            if holds(low, record):
                return _held(shelf, path, key, link, record)
            here = (*path, name)
            shelf.links[here] = (link, record.scope)
            if len(shelf.links) > LINKS_LIMIT:
                raise HubError("Q117", measure="links", found=len(shelf.links), limit=LINKS_LIMIT)
            test = _present(shelf, here, record)
            return Child(key, test, record_fields(low, shelf, here, record))
        case Many(key=key, link=name, connection=connection):
            link = entity.links[name]
            parents = Parents(shelf, path, link.pairs)
            return lower_connection(low, key, connection, parents)
        case Grouping(key=key, groups=groups):
            return _groups(low, key, Parents(shelf, path, _hung_by(entity, groups)), groups)
        case Ancestors():
            return _ancestors(low, shelf, path, output)
        case Composed(key=key, document=document, record=record):
            fields = record_fields(low, shelf, path, record)
            return Made(key, entity.name, document, fields)
    raise AssertionError(output)


def _column(shelf: Shelf, path: Path, output: Plain) -> int:
    """The column a value is written from: a day's as a number."""
    day = form(shelf.at(path), output)[0] == "day"
    return shelf.column(path, output.term, "day" if day else "plain")


def _present(shelf: Shelf, path: Path, record: Record) -> int:
    """A column of a linked record that is null only where the record is missing: one that is asked
    for anyway, if any is."""
    entity = entities()[record.entity]
    for output in record.outputs:
        if isinstance(output, Plain):
            declared = entity.fields.get(output.term)
            if declared is not None and not declared.nullable:
                return _column(shelf, path, output)
    return shelf.column(path, entity.key[-1])


def _held(shelf: Shelf, path: Path, key: str, link: ResolvedLink, record: Record) -> Held:
    near = {far: local for local, far in link.pairs}
    parts: list[tuple[int | None, Any]] = []
    for far in entities()[link.target].key:
        local = near[far]
        if local.column:
            parts.append((shelf.column(path, local.column), None))
        else:
            parts.append((None, local.constant))
    list_ = parts.pop(0)[1] if link.target == "Classification" else None
    return held(key, record, list_, tuple(parts))


def _groups(low: Lowering, key: str, parents: Parents, groups: Groups) -> GroupList:
    made: GroupList = low.groups(low, key, groups, parents)
    return made


def _hung_by(entity: Entity, groups: Groups) -> tuple[tuple[Local, str], ...]:
    """The near and far side of what a nested grouping hangs on."""
    assert groups.hanging is not None
    link = groups.hanging.link
    if link is None:
        return ((Local("code"), NAMED_BY[entity.name]),)
    return entity.links[link].pairs


def form(entity: Entity, output: Plain) -> tuple[str, tuple[Any, ...]]:
    """How a value is written: (format, its details)."""
    declared: Field | None = entity.fields.get(output.term)
    if output.masked:
        return "masked", ()
    if output.term in entity.ratios:
        return "ratio", ()
    if declared is None or declared.kind.name in ("money", "stock"):
        return "money", (output.unit or "YUAN", output.scale)
    kind = declared.kind.name
    return "day" if kind == "day" else form_of_kind(kind), ()


def form_of_kind(kind: str) -> str:
    """The format of a kind that takes no arguments."""
    return {"region": "region", "quantity": "decimal", "rate": "decimal"}.get(kind, "plain")


# -- lists ----------------------------------------------------------------------------------------


def lower_connection(
    low: Lowering, key: str, node: Connection, parents: Ahead | None = None
) -> List:
    """A connection: the statement of its rows, the one of its count, and its layout."""
    entity = entities()[node.entity]
    kinds = {part.__class__.__name__ for part in node.parts}
    extra = "PageInfo" in kinds
    order = tuple(flipped(each) for each in node.order) if node.page.backward else node.order
    words = words_of((node.entity, node.where, node.scope, node.order))
    mark = low.mark(words, (node.where, node.order), node.page)
    number: int | None = None
    places: tuple[int, ...] = ()
    # A cursor is read though nothing of its page is: a bad one is a fault.
    if kinds & {"Nodes", "Edges", "PageInfo"} or node.page.seek is not None:
        number = low.reserve()
        shelf = Shelf(entity, number, offset=1 if parents else 0)
        if _marks(node):
            names = (place_name(node.order, n) for n in range(len(node.order)))
            places = tuple(shelf.column((), name) for name in names)
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
    parents: Ahead | None,
) -> None:
    parameters = Parameters()
    entity = shelf.entity
    base = entity.table.alias("b")
    ordering = Ordering(entity, order, parameters, base)
    start: FromClause = ordering.start
    ahead: Any = None
    if isinstance(parents, Parents):
        ahead = parents.rows(parameters)
    elif parents is not None:
        start, ahead = parents.joined(start, base.c, parameters)
    where = at_home(node.where, order)
    cut_first = ahead is not None or bool(shelf.links) or ordering.reaches
    if cut_first:
        columns = [base.c[name] for name in _base_columns(shelf, node.order)]
        page: Select[Any] = select(*columns, *ordering.labelled()).select_from(start)
    else:
        page = answered(shelf, base, base.c, parameters)
    page = page.where(condition(All((node.scope, where)), entity, base.c, parameters))
    if isinstance(parents, Parents):
        page = page.where(*parents.match(ahead, base.c)).correlate(ahead)
    seek = None
    if node.page.seek is not None:
        seek = Seek(
            node.page.seek, tuple(python_of(entity, each.term) for each in node.order), mark
        )
        page = page.where(ordering.after())
    size = parameters.of(node.page.size, BigInteger())
    limit = size + literal_column("1") if extra else size
    if parents is None or isinstance(parents, Parents):
        query = page.order_by(*ordering.within()).limit(limit)
    else:
        query = _first_of_each(page, ahead, ordering, limit)
    if cut_first:
        lateral = isinstance(parents, Parents)
        cut: Any = query.lateral("t") if lateral else query.subquery("t")
        start = ahead.join(cut, true()) if lateral else cut
        ahead = cut if parents and not lateral else ahead
        fixed = equated(where) | parents.fixed if parents else equated(where)
        final = ordering.again(cut.c, fixed)
        query = answered(shelf, start, cut.c, parameters, ahead)
        query = query.order_by(*(() if ahead is None else (ahead.c.ord,)), *final)
    low.finish(
        shelf.number, f"{node.entity} rows", query, parameters,
        parent=parents.number if parents else None, seek=seek, custom=parents is None,
    )  # fmt: skip


def _first_of_each(page: Select[Any], ahead: Any, ordering: Ordering, limit: Any) -> Select[Any]:
    """The first records of each of the rows ahead, all read at once."""
    place = func.row_number().over(partition_by=ahead.c.ord, order_by=ordering.within())
    whole = page.add_columns(ahead.c.ord, place.label("rn")).subquery("w")
    return select(*whole.c).where(whole.c.rn <= limit)


def _base_columns(shelf: Shelf, order: Sequence[Order]) -> list[str]:
    """The columns of the base record that anything outside the page reads."""
    names: dict[str, None] = {}
    reached = {
        place_name(order, n) for n, each in enumerate(order) if not isinstance(each.term, str)
    }
    for path, name, _ in shelf.wanted:
        if not path and name not in reached:
            names |= dict.fromkeys(sources(shelf.entity, name))
    for path, (link, _) in shelf.links.items():
        if len(path) == 1:
            names |= dict.fromkeys(local.column for local, _ in link.pairs if local.column)
    for each in order:
        if isinstance(each.term, str):
            names |= dict.fromkeys(sources(shelf.entity, each.term))
    return list(names)


def _finish_count(low: Lowering, node: Connection, parents: Ahead | None) -> int:
    number = low.reserve()
    parameters = Parameters()
    entity = entities()[node.entity]
    base = entity.table.alias("b")
    where = condition(All((node.scope, node.where)), entity, base.c, parameters)
    counting = select(func.count().label("n")).select_from(base).where(where)
    if parents is None:
        low.finish(number, f"{node.entity} count", counting, parameters, custom=True)
        return number
    if isinstance(parents, Parents):
        ahead = parents.rows(parameters)
        inner = counting.where(*parents.match(ahead, base.c)).correlate(ahead).lateral("t")
        query = select(ahead.c.ord, inner.c.n).select_from(ahead.join(inner, true()))
    else:
        start, near = parents.joined(base, base.c, parameters)
        each = select(near.c.ord, func.count().label("n")).select_from(start).where(where)
        found = each.group_by(near.c.ord).subquery("t")
        ahead = parents.rows(parameters)
        number_of = func.coalesce(found.c.n, literal_column("0"))
        query = select(ahead.c.ord, number_of).select_from(
            ahead.outerjoin(found, found.c.ord == ahead.c.ord)
        )
    query = query.order_by(ahead.c.ord)
    low.finish(number, f"{node.entity} count", query, parameters, parent=parents.number)
    return number


def _ancestors(low: Lowering, shelf: Shelf, path: Path, output: Ancestors) -> PlainList:
    """Level by level up a tree, from the closure as it now stands."""
    region, closure = entities()["Region"], entities()["RegionClosure"].table.alias("c")
    number = low.reserve()
    mine = Shelf(region, number, offset=1)
    parents = Parents(shelf, path, ((Local("code"), "descendant"),))
    fields = record_fields(low, mine, (), output.record)
    parameters = Parameters()
    ahead = parents.rows(parameters)
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
