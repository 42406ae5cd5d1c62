"""What one statement of a grouping answers: its groups' columns, then those of the objects their
keys are; and how each is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Text, and_, cast, literal_column, select, true

from hub.query.formats import MONEY
from hub.query.measures import near
from hub.query.plan.nodes.groups import Dimension, Drill, GroupOutput, KeyOutput, MeasureOutput
from hub.query.plan.nodes.predicates import Measure
from hub.query.plan.nodes.records import Record, Typename
from hub.query.sql.drill import GroupRows
from hub.query.sql.grouped import Grouped
from hub.query.sql.held import ANY, held, holds
from hub.query.sql.layout import Cell, Child, Fixed, Held, Nested, Out
from hub.query.sql.members import reached_by
from hub.query.sql.rows import form_of_kind, lower_connection, record_fields
from hub.query.sql.shelf import Lowering, Shelf, with_links
from hub.query.sql.terms import condition, constant, joined
from schema.classification import LATEST, LISTS
from schema.kinds import Field
from schema.model import Entity, ResolvedLink, entities


class Answer:
    """The columns a statement answers: its groups', then those of the objects its keys are."""

    def __init__(
        self, low: Lowering, one: Grouped, number: int, dimensions: Sequence[Dimension],
        cut: Any, numbered: bool,
    ) -> None:  # fmt: skip
        self.low, self.one, self.number, self.cut = low, one, number, cut
        self.dimensions, self.start = dimensions, cut
        self.columns = [cut.c[name] for name in one.names(dimensions)]
        first = len(self.columns) - len(one.measures)
        for n, measure in enumerate(one.measures, first):
            if form(one.entity, measure) == "sum":
                self.columns[n] = cast(self.columns[n], Text).label(self.columns[n].name)
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
                place = self.one.ahead + len(self.dimensions)
                return measured(
                    self.one.entity, output, place + self.one.measures.index(output.measure)
                )
            case KeyOutput():
                return self.key(output)
            case Drill(key=key, connection=connection):
                return lower_connection(self.low, key, connection, self.hung())
        return Nested(output.key, self.fields(output.outputs))

    def hung(self) -> GroupRows:
        """The groups as what their records hang on; their own parents' keys join the columns."""
        if self.drilled is None:
            parents, first = self.one.parents, len(self.columns)
            if parents is not None:
                far = parents.rows(self.one.parameters).alias("h")
                self.start = self.start.join(far, far.c.ord == self.cut.c.ord)
                self.columns += [far.c[name] for name in parents.names()]
            self.drilled = GroupRows(
                self.number, self.one.node, self.dimensions, self.one.ahead,
                self.one.ahead + len(self.dimensions) + len(self.one.measures), parents, first,
            )  # fmt: skip
        return self.drilled

    def key(self, output: KeyOutput) -> Out:
        """A dimension in the answer; an object is joined to the page."""
        names = [each.name for each in self.dimensions]
        if output.dimension not in names:
            return Fixed(output.key, None)
        n = names.index(output.dimension)
        dimension = self.dimensions[n]
        entity = reached_by(self.one.entity, dimension)
        if output.record is None:
            declared = entity.fields[dimension.column]
            return Cell(output.key, self.one.ahead + n, form_of_kind(declared.kind.name))
        return self.object(output.key, n, output.record)

    def object(self, key: str, n: int, record: Record) -> Out:
        """The record that the keys from the `n`-th name."""
        base, dimension = len(self.columns), self.dimensions[n]
        entity = reached_by(self.one.entity, dimension)
        link = entity.members[dimension.name.rpartition(".")[2]]
        assert isinstance(link, ResolvedLink)
        target = entities()[link.target]
        if holds(self.low, record):
            return self.held(key, dimension, record)
        if link.field is not None and target.name == "Classification":
            code = self.cut.c[f"k{n}"]
            keyed = _plain(self.one.entity, self.dimensions)
            far, on = _named_code(entity, keyed, dimension, self.cut, code, base)
        else:
            far = target.table.alias(f"x{base}")
            named = enumerate(near(link), n)
            on = joined(link, {column: self.cut.c[f"k{at}"] for at, column in named}, far.c)
        parameters = self.one.parameters
        on = and_(on, condition(record.scope, target, far.c, parameters))
        shelf = Shelf(target, self.number, offset=base)
        test = shelf.column((), target.key[-1])
        fields = record_fields(self.low, shelf, (), record)
        self.start, added = with_links(shelf, self.start.outerjoin(far, on), far.c, parameters)
        self.columns += added
        return Child(key, test, fields)

    def held(self, key: str, dimension: Dimension, record: Record) -> Held:
        """The same from memory; which dated code names a code is told at `_named_code`."""
        plain = _plain(self.one.entity, self.dimensions)
        at = {column: self.one.ahead + n for column, n in plain.items()}
        own = (self.one.ahead + self.dimensions.index(dimension), None)
        list_ = reached_by(self.one.entity, dimension).fields[dimension.column].list
        if list_ is None:
            return held(key, record, None, (own,))
        by_year = LISTS[list_].dated and "fiscal_year" in at
        year = (at["fiscal_year"], None) if by_year else (None, LATEST)
        budget: tuple[int | None, Any] = (None, ANY)
        if not LISTS[list_].by_budget:
            budget = (None, "")
        elif "budget_type" in at:
            budget = (at["budget_type"], None)
        return held(key, record, list_, (budget, year, own))


def _plain(entity: Entity, dimensions: Sequence[Dimension]) -> dict[str, int]:
    """Column -> place of the keys that are plain fields."""
    return {
        each.column: n
        for n, each in enumerate(dimensions)
        if not each.via and isinstance(entity.members[each.name], Field)
    }


def _named_code(
    entity: Entity, plain: dict[str, int], dimension: Dimension, cut: Any, code: Any, base: int
) -> tuple[Any, ColumnElement[bool]]:  # fmt: skip
    """Which dated row of the classification names the code: of the group's own year and budget
    where it has them, else the latest name, in the first budget that has the code.

    Found for each code by itself, so that PostgreSQL remembers it from group to group.
    """
    declared = entity.fields[dimension.column].list
    assert declared is not None
    keyed = {column: f"k{n}" for column, n in plain.items()}
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
    written = form(entity, output.measure)
    details = (output.unit or "YUAN", output.scale) if written in MONEY else ()
    return Cell(output.key, place, written, details)


def form(entity: Entity, measure: Measure) -> str:
    """The format of a measure; see `hub.query.formats`."""
    if measure.what in ("count", "distinct"):
        return "count"
    if measure.what in ("ratio", "share"):
        return "ratio"
    declared = entity.fields.get(measure.term)
    kind = declared.kind.name if declared else "money"
    if kind in ("money", "stock"):
        forms = {"sum": "sum", "eliminated": "sum", "net": "sum", "avg": "mean"}
        return forms.get(measure.what, "money")
    if measure.what == "avg":
        return "quotient"
    if measure.what == "sum":
        return "count" if kind == "count" else "decimal"
    return form_of_kind(kind)
