"""A plan in words: an indented tree that a person can read and a golden file can hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hub.query.plan.nodes import (
    All,
    Ancestors,
    AnyOf,
    Because,
    Compare,
    Connection,
    Edges,
    Everything,
    GroupOrder,
    Groups,
    IsNull,
    Linked,
    Many,
    Nodes,
    Not,
    Nothing,
    One,
    Order,
    OwnLevel,
    Page,
    Plain,
    Plan,
    Predicate,
    Ready,
    Record,
    Single,
    Some,
    Switch,
    Term,
    Trace,
    Typename,
    Via,
    Within,
)


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
        each.key for each in record.outputs if not isinstance(each, (Plain, One, Many, Ancestors))
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
        elif isinstance(each, Ancestors):
            yield f"{each.key}: ancestors in the {each.tree} tree"
            yield from _indented(_record(each.record))


def _groups(key: str, node: Groups) -> Iterator[str]:
    by = ", ".join(
        f"{each.name}{f' by {each.how} {each.detail}' if each.how != 'each' else ''}"
        for each in node.dimensions
    )
    yield f"{key}: groups {node.entity} by {by or 'nothing'}"
    yield f"  where {predicate_text(node.where)}"
    yield f"  scope {predicate_text(node.scope)}"
    order = ", ".join(f"{each.by}{_way_text(each)}" for each in node.order)
    yield f"  order {order}   {_page(node.page)}"
    if isinstance(node.source, Ready):
        yield f"  from roll-up {node.source.rollup}"
    else:
        yield f"  from the facts: {node.source.reason}"
    for part in node.parts:
        inner = ", ".join(each.key for each in part.parts)
        yield f"  {part.key}: {inner or part.kind}"


def _indented(lines: Iterator[str]) -> Iterator[str]:
    for line in lines:
        yield f"  {line}"
