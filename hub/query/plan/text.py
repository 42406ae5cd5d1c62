"""A plan in words: an indented tree that a person can read and a golden file can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hub.query.plan.nodes.groups import (
    Bundle,
    Dimension,
    Drill,
    GroupNodes,
    GroupOrder,
    GroupOutput,
    Groups,
    GroupsPart,
    KeyOutput,
    Ready,
    Subtotals,
    Totals,
)
from hub.query.plan.nodes.predicates import (
    All,
    AnyOf,
    Because,
    Compare,
    Everything,
    IsNull,
    Linked,
    Measure,
    Not,
    Nothing,
    OwnLevel,
    Predicate,
    Some,
    Term,
    Under,
    Via,
    Within,
)
from hub.query.plan.nodes.records import (
    Ancestors,
    Composed,
    Connection,
    Edges,
    Grouping,
    Many,
    Nodes,
    One,
    Order,
    Page,
    Plain,
    Record,
    Single,
    Typename,
)
from hub.query.plan.nodes.whole import Plan, Switch, Trace
from hub.query.plan.rollup import serving
from hub.query.plan.summing import measures_of


def plan_text(plan: Plan) -> str:
    """The whole plan, one line a node, children indented."""
    lines = [f"operation   scope: {plan.scope}"]
    for root in plan.roots:
        lines += [f"  {line}" for line in _root(root.key, root.node)]
    return "\n".join(lines) + "\n"


def predicate_text(part: Predicate) -> str:
    """A predicate in words."""
    match part:
        case Everything(reason=reason):
            return f"everything ({reason})"
        case Nothing(reason=reason):
            return f"nothing ({reason})"
        case Because(part=inner, reason=reason):
            return f"{predicate_text(inner)} ({reason})"
        case All(parts=parts):
            return " and ".join(_grouped(each) for each in parts)
        case AnyOf(parts=parts):
            return " or ".join(_grouped(each) for each in parts)
        case Not(part=inner):
            return f"not {_grouped(inner)}"
        case Compare(term=term, operator=operator, bind=bind):
            return f"{term_text(term)} {operator} {bind}"
        case IsNull(term=term, yes=yes):
            return f"{term_text(term)} is {'null' if yes else 'not null'}"
        case Under(column=column, bind=bind):
            return f"{column} lies in {bind} in its year"
        case Within(tier=tier, bind=bind):
            return f"region within {bind} [{tier}]"
        case OwnLevel(codes=codes):
            return f"region is {codes}"
        case Linked(link=link, part=inner):
            return f"{link} {{ {predicate_text(inner)} }}"
        case Some(link=link, part=inner):
            return f"some {link} {{ {predicate_text(inner)} }}"
    raise AssertionError(part)


def term_text(term: Term) -> str:
    """A term in words: `project.name`, `sum of payments.amount where …`."""
    if isinstance(term, str):
        return term
    if isinstance(term, Via):
        return f"{term.link}.{term_text(term.term)}"
    of = f"{term.link}.{term.term}" if term.term else term.link
    every = isinstance(term.where, Everything)
    return f"{term.how} of {of}" + ("" if every else f" where ({predicate_text(term.where)})")


def _way_text(order: Order | GroupOrder) -> str:
    return (" desc" if order.descending else "") + (" nulls first" if order.nulls_first else "")


def _grouped(part: Predicate) -> str:
    text = predicate_text(part)
    return f"({text})" if isinstance(part, (All, AnyOf)) else text


def _root(key: str, node: Any) -> Iterator[str]:
    match node:
        case Typename(name=name):
            yield f"{key}: typename {name}"
        case Connection():
            yield from _connection(key, node)
        case Groups():
            yield from _groups(key, node)
        case Single(record=record, where=where):
            yield f"{key}: one {record.entity} where {predicate_text(where)}"
            yield from _indented(_record(record))
        case Trace(entity=name, where=where):
            yield f"{key}: trace from {name} where {predicate_text(where)}"
            for entity, seen in node.scopes:
                yield f"  scope of {entity} {predicate_text(seen)}"
            for part in node.parts:
                yield f"  {part.key}: {', '.join(each.key for each in part.outputs) or part.name}"
                for output in part.outputs:
                    for record in output.records:
                        yield f"    {output.key}: {record.entity}"
                        yield from _indented(_indented(_indented(_record(record))))
        case Switch(type=name, single=Single() as single):
            yield f"{key}: switch to {name}"
            yield from _indented(_root(key, single))
        case Switch():
            yield f"{key}: switch to nothing"


def _connection(key: str, node: Connection) -> Iterator[str]:
    yield f"{key}: rows {node.entity}"
    yield f"  where {predicate_text(node.where)}"
    yield f"  scope {predicate_text(node.scope)}"
    order = ", ".join(term_text(each.term) + _way_text(each) for each in node.order)
    yield f"  order {order}   {_page(node.page)}"
    for part in node.parts:
        if isinstance(part, Nodes):
            yield from _indented(_record(part.record))
        elif isinstance(part, Edges):
            for _, kind, record in part.fields:
                if record is None:
                    yield f"  {kind}"
                else:
                    yield from _indented(_record(record))
        else:
            yield f"  {part.key}: {type(part).__name__}"


def _page(page: Page) -> str:
    way = "last" if page.backward else "first"
    seek = f" {'before' if page.backward else 'after'} {page.seek}" if page.seek else ""
    return f"{way} {page.size}{seek}"


def _record(record: Record) -> Iterator[str]:
    plain = [each.key for each in record.outputs if isinstance(each, Plain)]
    others = [
        each.key
        for each in record.outputs
        if not isinstance(each, (Plain, One, Many, Grouping, Ancestors, Composed))
    ]
    if plain or others:
        yield f"fields {', '.join(plain + others)}"
    for each in record.outputs:
        if isinstance(each, One):
            yield f"{each.key}: link {each.link} -> {each.record.entity}"
            yield f"  scope {predicate_text(each.record.scope)}"
            yield from _indented(_record(each.record))
        elif isinstance(each, Many):
            yield f"{each.key}: links {each.link}"
            yield from _indented(_connection(each.key, each.connection))
        elif isinstance(each, Grouping):
            yield from _groups(each.key, each.groups)
        elif isinstance(each, Composed):
            yield f"{each.key}: document {each.document} of"
            yield from _indented(_record(each.record))
        elif isinstance(each, Ancestors):
            yield f"{each.key}: ancestors in the {each.tree} tree"
            yield from _indented(_record(each.record))


def _groups(key: str, node: Groups) -> Iterator[str]:
    by = ", ".join(dict.fromkeys(map(_dimension, node.dimensions)))
    under = ""
    if node.hanging is not None:
        how = node.hanging.link or node.hanging.scope
        under = f" under each {node.hanging.entity}{f': {how}' if how else ''}"
    yield f"{key}: groups {node.entity} by {by or 'nothing'}{under}"
    yield f"  where {predicate_text(node.where)}"
    yield f"  scope {predicate_text(node.scope)}"
    if node.unit is not None:
        members = predicate_text(All((node.unit.where, node.unit.scope)))
        yield f"  eliminated where {node.unit.payee} is of the same unit: {members}"
    if not isinstance(node.having, Everything):
        yield f"  having {predicate_text(node.having)}"
    order = ", ".join(dict.fromkeys(f"{_by(node, x)}{_way_text(x)}" for x in node.order))
    yield f"  order {order or 'none: one group'}   {_page(node.page)}"
    if isinstance(node.source, Ready):
        yield f"  from roll-up {node.source.rollup}"
    else:
        yield f"  from the facts: {node.source.reason}"
    for part in node.parts:
        yield from _indented(_groups_part(node, part))


def _dimension(each: Dimension) -> str:
    plain = each.how in ("each", "named")
    return each.name if plain else f"{each.name} by {each.how} {each.detail}"


def _by(node: Groups, order: GroupOrder) -> str:
    return order.by.name if isinstance(order.by, Measure) else node.dimensions[order.by].name


def _groups_part(node: Groups, part: GroupsPart) -> Iterator[str]:
    match part:
        case GroupNodes(key=key, outputs=outputs):
            yield from _outputs(node, key, outputs)
        case Totals(key=key, others=others, outputs=outputs):
            yield from _outputs(node, f"{key}: in no group of the page" if others else key, outputs)
        case Subtotals(key=key, fields=fields):
            yield f"{key}: by each prefix of the dimensions"
            for name, kind, outputs in fields:
                if kind == "nodes":
                    yield from _indented(_outputs(node, name, outputs))
        case _:
            yield f"{part.key}: {type(part).__name__}"


def _outputs(node: Groups, key: str, outputs: tuple[GroupOutput, ...]) -> Iterator[str]:
    measured = ", ".join(dict.fromkeys(each.name for each in measures_of(outputs)))
    keys = list(_keys(outputs))
    shown = ", ".join(each.dimension for each in keys)
    told = [text for text in (f"key {shown}" if shown else "", measured) if text]
    facts = isinstance(node.source, Ready) and serving(node, measures_of(outputs)) is None
    yield f"{key}: {'; '.join(told)}{' (from the facts)' if facts else ''}"
    for found in keys:
        if found.record is not None:
            yield f"  {found.dimension} -> {found.record.entity}"
            yield from _indented(_indented(_record(found.record)))
    for each in outputs:
        if isinstance(each, Drill):
            yield from _indented(_connection(each.key, each.connection))


def _keys(outputs: tuple[GroupOutput, ...]) -> Iterator[KeyOutput]:
    for each in outputs:
        if isinstance(each, Bundle):
            yield from _keys(each.outputs)
        elif isinstance(each, KeyOutput):
            yield each


def _indented(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"
