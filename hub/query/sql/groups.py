"""Lowering of groupings: their pages and what stands beside them, one statement each, for all
parents at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    and_,
    false,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes import (
    All,
    AnyOf,
    Compare,
    Coverage,
    Dimension,
    Drill,
    Everything,
    GroupNodes,
    GroupOrder,
    GroupOutput,
    Groups,
    IsNull,
    KeyOutput,
    Measure,
    MeasureOutput,
    Not,
    Nothing,
    PageInfo,
    Predicate,
    Record,
    Subtotals,
    TotalCount,
    Totals,
    Typename,
    Unmatched,
)
from hub.query.plan.summing import having_measures, measures_of, page_measures, with_bases
from hub.query.sql.consolidated import lower_unmatched
from hub.query.sql.coverage import lower_coverage
from hub.query.sql.grouped import (
    Grouped,
    cells,
    measure_type,
    others,
    subtotals,
)
from hub.query.sql.layout import Cell, Child, Fixed, GroupList, ListPart, Nested, Out
from hub.query.sql.members import key_type, of_key, under_parent
from hub.query.sql.rows import form_of_kind, lower_connection, record_fields
from hub.query.sql.shelf import Lowering, Parents, Shelf, with_links, words_of
from hub.query.sql.statement import CursorPart, ParentKey, Seek
from hub.query.sql.terms import Columns, Parameters, compared, condition, constant
from schema.classification import LATEST, LISTS
from schema.model import Entity, entities


def lower_groups(low: Lowering, key: str, node: Groups, parents: Parents | None) -> GroupList:
    """A grouping: its statements and its layout."""
    words = words_of(("groups", node.entity, node.dimensions, node.where, node.having, node.scope,
                      node.order))  # fmt: skip
    mark = low.mark(words, (node.where, node.having), node.page)
    return _Lowered(low, node, parents, mark).all(key)


@dataclass
class _Lowered:
    """The lowering of one grouping."""

    low: Lowering
    node: Groups
    parents: Parents | None
    mark: int
    page: int | None = None

    @property
    def entity(self) -> Entity:
        return entities()[self.node.entity]

    @property
    def ahead(self) -> int:
        """Columns before a row's keys: the place of the parent."""
        return 1 if self.parents else 0

    @property
    def extra(self) -> bool:
        return any(isinstance(part, PageInfo) for part in self.node.parts)

    def all(self, key: str) -> GroupList:
        kinds = {type(part) for part in self.node.parts}
        marked: tuple[int, ...] = ()
        nodes: dict[str, tuple[Out | Nested, ...]] = {}
        if kinds & {GroupNodes, PageInfo, Subtotals} or any(
            isinstance(part, Totals) and part.others for part in self.node.parts
        ):
            self.page = self.low.reserve()
            marked, nodes = self.rows(self.page)
        count = self.count() if TotalCount in kinds else None
        parts = tuple(self.part(nodes, each) for each in self.node.parts)
        return GroupList(
            key, self.page, count, parts, self.extra, marked, self.mark, self.parents is not None
        )

    def one(self, measures: Sequence[Measure]) -> Grouped:
        return Grouped(self.node, self.parents, Parameters(), with_bases(iter(measures)))

    def finish(self, number: int, name: str, one: Grouped, query: Any, seek: Any = None) -> None:
        """Values decide how a grouping is best computed; below parents, one plan serves."""
        self.low.finish(
            number, f"{self.node.entity} {name}", query, one.parameters, seek=seek,
            parent=self.parents.number if self.parents else None, custom=self.parents is None,
        )  # fmt: skip

    # -- statements ---------------------------------------------------------------------------

    def rows(self, number: int) -> tuple[tuple[int, ...], dict[str, tuple[Out | Nested, ...]]]:
        """The page's groups: (places of the ordering values, the fields of each `nodes`)."""
        node, one = self.node, self.one(page_measures(self.node))
        groups = cells(one, node.dimensions).subquery("g")
        order = _ordering(one)
        before = [groups.c.ord] if self.parents else []
        columns = [groups.c[name] for name in self.names(one, node.dimensions)]
        numbered = self.numbered
        if numbered or self.parents:
            place = func.row_number().over(
                partition_by=before, order_by=_order_by(groups.c, order) or None
            )
            columns.append(place.label("rn"))
        page = select(*columns).where(having(one, node.having, groups.c))
        seek = None
        if node.page.seek is not None:
            kinds = tuple(_python(type_) for _, _, type_ in order)
            seek = Seek(node.page.seek, kinds, self.mark)
            page = page.where(_after(groups.c, order, one.parameters))
        size: Any = one.parameters.of(node.page.size, BigInteger())
        limit = size + literal_column("1") if self.extra else size
        if self.parents:
            whole = page.subquery("w")
            page = select(*whole.c).where(whole.c.rn <= limit)
        else:
            page = page.order_by(*_order_by(groups.c, order)).limit(limit)
        cut = page.subquery("t")
        answer = _Answer(self, one, number, node.dimensions, cut, numbered)
        nodes = {
            part.key: answer.fields(part.outputs)
            for part in node.parts
            if isinstance(part, GroupNodes)
        }
        final = [cut.c.ord, cut.c.rn] if self.parents else _order_by(cut.c, order)
        self.finish(number, "groups", one, answer.query().order_by(*final), seek)
        names = self.names(one, node.dimensions)
        return tuple(names.index(name) for name, _, _ in order), nodes

    @property
    def numbered(self) -> bool:
        """Whether other statements read the keys of this page's groups."""
        return any(
            isinstance(part, Subtotals)
            or (isinstance(part, Totals) and part.others)
            or (isinstance(part, GroupNodes) and any(isinstance(o, Drill) for o in part.outputs))
            for part in self.node.parts
        )

    def names(self, one: Grouped, dimensions: Sequence[Dimension]) -> list[str]:
        """The columns of a group's row, in order."""
        keys = [f"k{n}" for n in range(len(dimensions))]
        return [*(["ord"] if self.parents else []), *keys, *map(one.column, one.measures)]

    def count(self) -> int:
        number, one = self.low.reserve(), self.one(tuple(having_measures(self.node.having)))
        groups = cells(one, self.node.dimensions).subquery("g")
        kept = having(one, self.node.having, groups.c)
        if self.parents is None:
            query: Any = select(func.count()).select_from(groups).where(kept)
        else:
            counted = (
                select(groups.c.ord, func.count().label("n"))
                .where(kept).group_by(groups.c.ord).subquery("e")
            )  # fmt: skip
            ahead = self.parents.rows(one.parameters)
            number_of = func.coalesce(counted.c.n, literal_column("0"))
            start = ahead.outerjoin(counted, counted.c.ord == ahead.c.ord)
            query = select(ahead.c.ord, number_of).select_from(start).order_by(ahead.c.ord)
        self.finish(number, "group count", one, query)
        return number

    def totals(self, part: Totals) -> ListPart:
        number, one = self.low.reserve(), self.one(tuple(measures_of(part.outputs)))
        if part.others:
            assert self.page is not None
            size = one.parameters.of(self.node.page.size, BigInteger())
            found = others(one, self.page, size).subquery("t")
        else:
            found = cells(one, ()).subquery("t")
        answer = _Answer(self, one, number, (), found, False)
        fields = answer.fields(part.outputs)
        query = answer.query()
        query = query.order_by(found.c.ord) if self.parents else query
        self.finish(number, "others" if part.others else "total", one, query)
        return ListPart(part.key, "totals", fields, rows=number)

    def subtotals(self, part: Subtotals) -> ListPart:
        """One statement for each depth and each `nodes` asked."""
        assert self.page is not None
        levels = []
        for depth in range(1, len(self.node.dimensions)):
            entries: list[Any] = []
            for key, kind, outputs in part.fields:
                if kind == "nodes":
                    entries.append(self.subtotal(key, depth, outputs))
                else:
                    name = f"{self.node.entity}Subtotals"
                    entries.append(Fixed(key, depth if kind == "depth" else name))
            levels.append(tuple(entries))
        return ListPart(part.key, "subtotals", levels=tuple(levels))

    def subtotal(self, key: str, depth: int, outputs: tuple[GroupOutput, ...]) -> ListPart:
        assert self.page is not None
        number, one = self.low.reserve(), self.one(tuple(measures_of(outputs)))
        size = one.parameters.of(self.node.page.size, BigInteger())
        cut = subtotals(one, depth, self.page, size).subquery("t")
        dimensions = self.node.dimensions[:depth]
        drilled = any(isinstance(each, Drill) for each in outputs)
        answer = _Answer(self, one, number, dimensions, cut, drilled)
        fields = answer.fields(outputs)
        order = [(f"k{n}", GroupOrder(n, False), BigInteger()) for n in range(depth)]
        before = [cut.c.ord] if self.parents else []
        query = answer.query().order_by(*before, *_order_by(cut.c, order))
        self.finish(number, f"subtotals {depth}", one, query)
        return ListPart(key, "nodes", fields, rows=number)

    # -- layout -------------------------------------------------------------------------------

    def part(self, nodes: dict[str, tuple[Any, ...]], part: Any) -> ListPart:
        match part:
            case GroupNodes():
                return ListPart(part.key, "nodes", nodes[part.key])
            case Totals():
                return self.totals(part)
            case Subtotals():
                return self.subtotals(part)
            case Coverage():
                return lower_coverage(self.low, self.node, self.parents, part)
            case Unmatched():
                return lower_unmatched(self.low, self.node, self.parents, part)
            case PageInfo():
                return ListPart(part.key, "pageInfo", names=part.fields)
            case TotalCount():
                return ListPart(part.key, "totalCount")
            case Typename():
                return ListPart(part.key, "fixed", value=part.name)
        raise AssertionError(part)


# -- the answer of one statement ------------------------------------------------------------------


class _Answer:
    """The columns a statement answers: its groups', then those of the objects its keys are."""

    def __init__(
        self, lowered: _Lowered, one: Grouped, number: int, dimensions: Sequence[Dimension],
        cut: Any, numbered: bool,
    ) -> None:  # fmt: skip
        self.lowered, self.one, self.number, self.cut = lowered, one, number, cut
        self.dimensions, self.start = dimensions, cut
        self.columns = [cut.c[name] for name in lowered.names(one, dimensions)]
        self.drilled: GroupRows | None = None
        if numbered:
            place = cut.c.rn if "rn" in cut.c else literal_column("1").label("rn")
            self.columns.append(place)

    def query(self) -> Any:
        return select(*self.columns or [literal_column("1")]).select_from(self.start)

    def fields(self, outputs: Sequence[GroupOutput]) -> tuple[Any, ...]:
        return tuple(self.field(each) for each in outputs)

    def field(self, output: GroupOutput) -> Any:
        match output:
            case Typename(key=key, name=name):
                return Fixed(key, name)
            case MeasureOutput():
                place = self.lowered.ahead + len(self.dimensions)
                return measured(
                    self.one.entity, output, place + self.one.measures.index(output.measure)
                )
            case KeyOutput():
                return self.key(output)
            case Drill(key=key, connection=connection):
                return lower_connection(self.lowered.low, key, connection, self.hung())
        return Nested(output.key, self.fields(output.outputs))

    def hung(self) -> GroupRows:
        """The groups as what their records hang on; their own parents' keys join the columns."""
        if self.drilled is None:
            parents, first = self.lowered.parents, len(self.columns)
            if parents is not None:
                far = parents.rows(self.one.parameters).alias("h")
                self.start = self.start.join(far, far.c.ord == self.cut.c.ord)
                self.columns += [far.c[name] for name in parents.names()]
            self.drilled = GroupRows(
                self.number, self.lowered.node, self.dimensions, self.lowered.ahead,
                self.lowered.ahead + len(self.dimensions) + len(self.one.measures), parents, first,
            )  # fmt: skip
        return self.drilled

    def key(self, output: KeyOutput) -> Out:
        """A dimension in the answer; an object is joined to the page."""
        names = [each.name for each in self.dimensions]
        if output.dimension not in names:
            return Fixed(output.key, None)
        n = names.index(output.dimension)
        dimension, entity = self.dimensions[n], self.one.entity
        if output.record is None:
            declared = entity.fields[dimension.column]
            return Cell(output.key, self.lowered.ahead + n, form_of_kind(declared.kind.name))
        return self.object(output.key, dimension, self.cut.c[f"k{n}"], output.record)

    def object(self, key: str, dimension: Dimension, code: Any, record: Record) -> Out:
        entity, base = self.one.entity, len(self.columns)
        link = next(
            each for each in entity.links.values()
            if each.field and each.field.name == dimension.column
        )  # fmt: skip
        target = entities()[link.target]
        if target.name == "Classification":
            far, on = _named_code(entity, self.dimensions, dimension, self.cut, code, base)
        else:
            far = target.table.alias(f"x{base}")
            on = far.c[target.key[-1]] == code
        parameters = self.one.parameters
        on = and_(on, condition(record.scope, target, far.c, parameters))
        shelf = Shelf(target, self.number, offset=base)
        test = shelf.column((), target.key[-1])
        fields = record_fields(self.lowered.low, shelf, (), record)
        self.start, added = with_links(shelf, self.start.outerjoin(far, on), far.c, parameters)
        self.columns += added
        return Child(key, test, fields)


@dataclass(frozen=True)
class GroupRows:
    """Groups as what their records hang on: `rn k0 … h0 … ord`, `h` of the groups' own parents.

    `keys`, `rn`, `above`: the first columns of each in the rows of statement `number`.
    """

    number: int
    node: Groups
    dimensions: Sequence[Dimension]
    keys: int
    rn: int
    parents: Parents | None
    above: int

    @property
    def fixed(self) -> frozenset[str]:
        return frozenset(each.column for each in self.dimensions if each.how == "each")

    def rows(self, parameters: Parameters) -> Any:
        entity = entities()[self.node.entity]
        columns: list[tuple[str, int, TypeEngine[Any]]] = [("rn", self.rn, BigInteger())]
        for n, each in enumerate(self.dimensions):
            columns.append((f"k{n}", self.keys + n, key_type(entity, each)))
        for n, (_, type_) in enumerate(self.parents.places() if self.parents else ()):
            columns.append((f"h{n}", self.above + n, type_))
        arrays = [parameters.of(ParentKey(place), ARRAY(type_)) for _, place, type_ in columns]
        names = [name for name, _, _ in columns]
        rows = func.unnest(*arrays).table_valued(*names, with_ordinality="ord")
        return rows.render_derived(name="p")

    def match(self, ahead: Any, columns: Columns) -> list[ColumnElement[bool]]:
        entity = entities()[self.node.entity]
        made = [
            of_key(entity, columns, each, ahead.c[f"k{n}"], n)
            for n, each in enumerate(self.dimensions)
        ]
        if self.parents is not None:
            assert self.node.hanging is not None
            pairs: list[tuple[Any, str]] = []
            for local, far in self.parents.pairs:
                held = sum(1 for near, _ in pairs if near is not None)
                near = ahead.c[f"h{held}"] if local.column else constant(local.constant)
                pairs.append((near, far))
            made.append(under_parent(self.node.hanging, pairs, columns))
        return made


def _named_code(
    entity: Entity, dimensions: Sequence[Dimension], dimension: Dimension, cut: Any, code: Any,
    base: int,
) -> tuple[Any, ColumnElement[bool]]:  # fmt: skip
    """Which dated row of the classification names the code: of the group's own year and budget
    where it has them, else the latest name, in the first budget that has the code.

    Found for each code by itself, so that PostgreSQL remembers it from group to group.
    """
    declared = entity.fields[dimension.column].list
    assert declared is not None
    keyed = {each.column: f"k{n}" for n, each in enumerate(dimensions)}
    table = entities()["Classification"].table.alias(f"c{base}")
    by_year = LISTS[declared].dated and "fiscal_year" in keyed
    year = cut.c[keyed["fiscal_year"]] if by_year else constant(LATEST)
    query = select(table).where(
        table.c.list == constant(declared), table.c.year == year, table.c.code == code
    )
    if not LISTS[declared].by_budget:
        query = query.where(table.c.budget_type == constant(""))
    elif "budget_type" in keyed:
        query = query.where(table.c.budget_type == cut.c[keyed["budget_type"]])
    first = query.order_by(table.c.budget_type).limit(literal_column("1"))
    return first.correlate(cut).lateral(f"x{base}"), true()


def measured(entity: Entity, output: MeasureOutput, place: int) -> Cell:
    """A measure's value and how it is written."""
    measure, money = output.measure, (output.unit or "YUAN", output.scale)
    if measure.what in ("count", "distinct"):
        return Cell(output.key, place, "count")
    if measure.what in ("ratio", "share"):
        return Cell(output.key, place, "ratio")
    declared = entity.fields.get(measure.term)
    kind = declared.kind.name if declared else "money"
    if kind in ("money", "stock"):
        forms = {"sum": "sum", "eliminated": "sum", "net": "sum", "avg": "mean"}
        return Cell(output.key, place, forms.get(measure.what, "money"), money)
    if measure.what == "avg":
        return Cell(output.key, place, "quotient")
    if measure.what == "sum":
        return Cell(output.key, place, "count" if kind == "count" else "decimal")
    return Cell(output.key, place, form_of_kind(kind))


# -- conditions, order and paging -----------------------------------------------------------------

Ordering = tuple[str, GroupOrder, TypeEngine[Any]]


def having(one: Grouped, part: Predicate, columns: Any) -> ColumnElement[bool]:
    """A condition over the measures of a group."""

    def inner(each: Predicate) -> ColumnElement[bool]:
        return having(one, each, columns)

    match part:
        case Everything():
            return true()
        case Nothing():
            return false()
        case All(parts=parts):
            return and_(true(), *map(inner, parts))
        case AnyOf(parts=parts):
            return or_(false(), *map(inner, parts))
        case Not(part=each):
            return inner(each).is_not(true())
        case IsNull(term=str(name), yes=yes):
            value = columns[one.column(Measure.named(name))]
            absent: ColumnElement[bool] = value.is_(None) if yes else value.is_not(None)
            return absent
        case Compare(term=str(name)):
            measure = Measure.named(name)
            type_ = measure_type(one.entity, measure)
            return compared(columns[one.column(measure)], part, type_, one.parameters)
    raise AssertionError(part)


def _ordering(one: Grouped) -> tuple[Ordering, ...]:
    """(column of the group, its order, type) in order."""
    return tuple(_ordered(one))


def _ordered(one: Grouped) -> Iterator[Ordering]:
    for each in one.node.order:
        if isinstance(each.by, Measure):
            type_ = measure_type(one.entity, each.by)
            yield one.column(each.by), each, type_
        else:
            dimension = one.node.dimensions[each.by]
            yield f"k{each.by}", each, key_type(one.entity, dimension)


def _order_by(columns: Any, order: Sequence[Ordering]) -> list[ColumnElement[Any]]:
    made = []
    for name, each, _ in order:
        way = columns[name].desc() if each.descending else columns[name].asc()
        made.append(way.nulls_first() if each.nulls_first else way.nulls_last())
    return made


def _after(columns: Any, order: Sequence[Ordering], parameters: Parameters) -> ColumnElement[bool]:
    beyond: ColumnElement[bool] = false()
    for n in reversed(range(len(order))):
        name, each, type_ = order[n]
        value, bound = columns[name], parameters.of(CursorPart(n), type_)
        first, last = (bound, value) if each.nulls_first else (value, bound)
        strictly = or_(
            value < bound if each.descending else value > bound,
            and_(first.is_(None), last.is_not(None)),
        )
        beyond = or_(strictly, and_(value.is_not_distinct_from(bound), beyond))
    return beyond


def _python(type_: TypeEngine[Any]) -> type:
    python: type = type_.python_type
    return python
