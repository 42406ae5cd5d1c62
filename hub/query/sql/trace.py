"""Lowering of `trace`: the statement it begins with, one statement a round of hops, and those of
what is asked of the steps' regions and records.

All rows of a trace have the same columns, whatever their entity, so that one statement answers a
whole round: the number of statements is that of the rounds, not of the entities.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    cast,
    func,
    literal_column,
    null,
    select,
    true,
    union_all,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.sql.selectable import FromClause

from hub.query.plan.nodes.predicates import Predicate
from hub.query.plan.nodes.records import GlobalId, Record, Typename
from hub.query.plan.nodes.whole import Trace, TraceOutput
from hub.query.sql.layout import Cell, Chosen, Fixed, Inner, Out, PlainList, TraceTop
from hub.query.sql.rows import record_fields
from hub.query.sql.shelf import Lowering, Shelf, answered
from hub.query.sql.statement import HopKey, ParentKey, Source
from hub.query.sql.terms import Columns, Parameters, condition, constant, joined, term
from schema.chain import ENTRIES, HOPS, REQUEST, STEPS, Hop, Step
from schema.model import Entity, ResolvedLink, entities

REQUESTS_LIMIT = 50
"""Payment requests that one trace follows."""

FOUND_LIMIT = 200
"""Records that one hop of one round finds."""

START, ENTRY = -1, -2
"""Numbers, in place of a hop's, of the record a trace begins at and of the requests it leads to."""

COLUMNS = (
    "of", "truncated", "kind", "id", "number", "label", "on", "amount", "home_code", "region_code",
    "fiscal_year", "source", "sourceKey", "missing", "outOfOrder",
)  # fmt: skip
"""Columns of the rows that a finished trace answers; after them, for each of STEPS, the last part
of the step's key where it is of that kind."""


@dataclass(frozen=True)
class Round:
    """A statement of a trace: its text and the sources of its parameters."""

    text: str
    parameters: tuple[Source, ...]


@dataclass(frozen=True)
class Traced:
    """The statements of a trace; those of its rounds are made when they are first needed, one for
    each set of hops that some step takes."""

    entity: str
    entry: Round
    scopes: Mapping[str, Predicate]
    render: Callable[[Any], tuple[str, list[str]]]
    rounds: dict[tuple[int, ...], Round] = field(default_factory=dict, compare=False)

    name = "trace"
    custom = False
    parent = None
    width = len(COLUMNS) + len(STEPS)

    @property
    def text(self) -> str:
        """The entry, and the statement of a round that takes every hop."""
        every = self.round(tuple(n for n, hop in enumerate(HOPS) if hop.link))
        note = "-- each round of hops, those that no step takes left out"
        return f"{self.entry.text};\n{note}\n{every.text}"

    @property
    def parameters(self) -> tuple[Source, ...]:
        return self.entry.parameters

    def round(self, hops: tuple[int, ...]) -> Round:
        """The statement that takes these hops (places in HOPS) at once."""
        if hops not in self.rounds:
            parameters = Parameters()
            arms = [_hop(each, self.scopes, parameters) for each in hops]
            self.rounds[hops] = finished(self.render, arms, parameters)
        return self.rounds[hops]


def lower_trace(low: Lowering, key: str, node: Trace) -> TraceTop:
    """A trace: its statements and its layout."""
    number = low.reserve()
    scopes = dict(node.scopes)
    low.statements[number] = Traced(
        node.entity, _entry(low.render, node, scopes), scopes, low.render
    )
    steps: tuple[Out, ...] = ()
    parts = []
    for part in node.parts:
        if part.name == "steps":
            steps = tuple(_output(low, number, each) for each in part.outputs)
            parts.append((part.key, "steps", steps))
        elif part.name == "__typename":
            parts.append((part.key, "fixed", (Fixed(part.key, "Trace"),)))
        else:
            column = COLUMNS.index(part.name)
            parts.append((part.key, "head", (Cell(part.key, column, "plain"),)))
    return TraceTop(key, number, tuple(parts))


# -- the statements -------------------------------------------------------------------------------


def finished(
    render: Callable[[Any], tuple[str, list[str]]], arms: list[Any], parameters: Parameters
) -> Round:
    query: Any = arms[0]
    if len(arms) > 1:
        query = union_all(*[select(arm.subquery()) for arm in arms])
    text, order = render(query)
    by_name = {name: source for (source, _), name in parameters.named.items()}
    return Round(text, tuple(by_name[each] for each in order))


def _entry(
    render: Callable[[Any], tuple[str, list[str]]],
    node: Trace,
    scopes: Mapping[str, Predicate],
) -> Round:
    """The record a trace begins at, and the requests that its paths lead to."""
    parameters = Parameters()
    entity = entities()[node.entity]
    begin = entity.table.alias("s")
    named = condition(node.where, entity, begin.c, parameters)
    seen = condition(scopes[entity.name], entity, begin.c, parameters)
    arms: list[Any] = [_columns(START, step_of(entity.name), begin.c).where(named, seen)]
    request = next(step for step in STEPS if step.kind == REQUEST)
    for n, path in enumerate(ENTRIES[node.entity]):
        if not path:
            continue
        at, here = entity, begin
        start: FromClause = begin
        for depth, name in enumerate(path):
            link = at.links[name]
            at = entities()[link.target]
            far = at.table.alias(f"e{n}_{depth}")
            sees = condition(scopes[at.name], at, far.c, parameters)
            start = start.join(far, joined(link, here.c, far.c) & sees)
            here = far
        arm = _columns(ENTRY, request, here.c).select_from(start).where(named, seen)
        order = [here.c[column] for column in at.key]
        arms.append(arm.order_by(*order).limit(literal_column(str(REQUESTS_LIMIT + 1))))
    return finished(render, arms, parameters)


def _hop(number: int, scopes: Mapping[str, Predicate], parameters: Parameters) -> Select[Any]:
    """The records that one hop finds for all the steps it starts from; `ord` is theirs."""
    hop = HOPS[number]
    link, end = link_of(hop), step_named(hop.end)
    near, entity = entities()[link.source], entities()[link.target]
    arrays, names = [], []
    for n, column in enumerate(named_columns(link)):
        type_ = near.fields[column].kind.sql
        arrays.append(parameters.of(HopKey(number, n), ARRAY(type_)))
        names.append(f"k{n}")
    keys = func.unnest(*arrays).table_valued(*names, with_ordinality="ord")
    ahead = keys.render_derived(name=f"p{number}")
    far = entity.table.alias(f"t{number}")
    places = {column: n for n, column in enumerate(named_columns(link))}
    match: ColumnElement[bool] = true()
    for local, column in link.pairs:
        value = ahead.c[f"k{places[local.column]}"] if local.column else constant(local.constant)
        match = match & (far.c[column] == value)
    query = _columns(number, end, far.c, ahead.c.ord).select_from(ahead.join(far, match))
    query = query.where(condition(scopes[entity.name], entity, far.c, parameters))
    order = [far.c[column] for column in entity.key]
    limit: ColumnElement[int] = literal_column(str(FOUND_LIMIT + 1))
    return query.order_by(ahead.c.ord, *order).limit(limit)


def _columns(hop: int, step: Step, columns: Columns, ord_: Any = None) -> Select[Any]:
    """What every row says: the hop it was found by, for which step; itself; what it names."""
    entity = entities()[step.entity]

    def of(name: str | None, type_: Any) -> Any:
        if name is None:
            return cast(null(), type_)
        return cast(term(entity, columns, name), type_)

    key = {name: name if name in entity.key else None for name in KEY}
    names = [of(name, Text()) for name in carried(step)]
    return select(
        literal_column(str(hop)).label("hop"),
        (literal_column("0::bigint") if ord_ is None else ord_).label("ord"),
        literal_column(str(STEPS.index(step))).label("step"),
        *(of(key[name], Integer()).label(name) for name in KEY),
        of(entity.key[-1], Text()).label("own"),
        of(step.on, Date()).label("on"),
        of(step.amount, BigInteger()).label("amount"),
        of(step.number, Text()).label("number"),
        of(step.label, Text()).label("label"),
        columns["source"].label("source"),
        columns["source_key"].label("source_key"),
        cast(array(names, type_=Text()), ARRAY(Text())).label("names"),
    )


KEY = ("home_code", "region_code", "fiscal_year")


# -- the declarations, resolved -------------------------------------------------------------------


@cache
def step_named(kind: str) -> Step:
    return next(step for step in STEPS if step.kind == kind)


@cache
def step_of(entity: str) -> Step:
    return next(step for step in STEPS if step.entity == entity)


@cache
def link_of(hop: Hop) -> ResolvedLink:
    return entities()[step_named(hop.start).entity].links[hop.link]


@cache
def named_columns(link: ResolvedLink) -> tuple[str, ...]:
    """The columns by which a record names the link's target."""
    return tuple(dict.fromkeys(local.column for local, _ in link.pairs if local.column))


@cache
def carried(step: Step) -> tuple[str, ...]:
    """The columns of a step's record that its hops read."""
    entity: Entity = entities()[step.entity]
    names: dict[str, None] = {}
    for hop in HOPS:
        if hop.start == step.kind and hop.link:
            names |= dict.fromkeys(named_columns(link_of(hop)))
            flags = (hop.expected, hop.between or "")
            names |= dict.fromkeys(each for each in flags if each in entity.fields)
    return tuple(name for name in names if name not in (*KEY, entity.key[-1]))


# -- what is asked of the steps -------------------------------------------------------------------


def _output(low: Lowering, number: int, output: TraceOutput) -> Out:
    name = output.name
    if name == "__typename":
        return Fixed(output.key, "TraceStep")
    if name == "amount":
        detail = (output.unit or "YUAN", output.scale)
        return Cell(output.key, COLUMNS.index(name), "money", detail)
    if name == "missing":
        return Inner(output.key, COLUMNS.index(name), output.fields)
    if name == "region":
        keys = (COLUMNS.index("region_code"),)
        return Chosen(output.key, (_by_key(low, number, output.records[0], keys),))
    if name == "record":
        return Chosen(output.key, tuple(_record(low, number, each) for each in output.records))
    wire = {"fiscalYear": "fiscal_year"}.get(name, name)
    return Cell(output.key, COLUMNS.index(wire), "plain")


def _record(low: Lowering, number: int, record: Record) -> PlainList | tuple[int, tuple[Out, ...]]:
    """A step's record; of what only its id and type are asked, no statement is made."""
    own = len(COLUMNS) + next(n for n, step in enumerate(STEPS) if step.entity == record.entity)
    if all(isinstance(each, (Typename, GlobalId)) for each in record.outputs):
        fields: list[Out] = []
        for each in record.outputs:
            if isinstance(each, Typename):
                fields.append(Fixed(each.key, each.name))
            elif isinstance(each, GlobalId):
                fields.append(Cell(each.key, COLUMNS.index("id"), "plain"))
        return own, tuple(fields)
    entity = entities()[record.entity]
    keys = [COLUMNS.index(name) if name in COLUMNS else own for name in entity.key]
    return _by_key(low, number, record, tuple(keys))


def _by_key(low: Lowering, above: int, record: Record, keys: tuple[int, ...]) -> PlainList:
    """The records whose whole keys stand in these columns of the trace's rows."""
    entity = entities()[record.entity]
    number = low.reserve()
    shelf = Shelf(entity, number, offset=1)
    fields = record_fields(low, shelf, (), record)
    parameters = Parameters()
    arrays = [
        parameters.of(ParentKey(place), ARRAY(entity.fields[column].kind.sql))
        for place, column in zip(keys, entity.key, strict=True)
    ]
    names = [f"k{n}" for n in range(len(keys))]
    ahead = func.unnest(*arrays).table_valued(*names, with_ordinality="ord")
    ahead = ahead.render_derived(name="p")
    base = entity.table.alias("t")
    match: ColumnElement[bool] = true()
    for name, column in zip(names, entity.key, strict=True):
        match = match & (base.c[column] == ahead.c[name])
    query = answered(shelf, ahead.join(base, match), base.c, parameters, ahead)
    query = query.where(condition(record.scope, entity, base.c, parameters))
    query = query.order_by(ahead.c.ord)
    low.finish(number, f"{entity.name} of steps", query, parameters, parent=above)
    return PlainList(record.entity, number, fields)
