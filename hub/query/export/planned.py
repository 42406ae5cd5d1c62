"""An export before it runs: compiled as a query is, but for the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, cast

from graphql import GraphQLError, GraphQLSchema, OperationDefinitionNode

from hub.access.scope import Scope
from hub.query.compile import Compiled, planned, shaped
from hub.query.export.asked import Listed, listed
from hub.query.export.columns import Column, columns
from hub.query.operation import Document, Refused, Variables, problem_of
from hub.query.plan.context import Planning
from hub.query.plan.nodes.groups import GroupNodes, Groups, Totals
from hub.query.plan.nodes.records import Connection, Edges, Nodes, Page
from hub.query.plan.nodes.whole import Plan
from hub.query.shape import Records, make_records
from hub.query.sql.layout import GroupList, List
from hub.query.sql.lower import lower
from hub.query.sql.statement import Statement
from hub.store.reference import Reference
from schema.problems import HubError


@dataclass(frozen=True)
class Planned:
    """`rows`, `total`: its statements.  `totals`: for each column the one of the total that
    stands under it, or None.  `records`: rows as the answer to a query would have them."""

    title: str
    entity: str
    compiled: Compiled
    rows: Statement
    total: Statement | None
    columns: tuple[Column, ...]
    totals: tuple[Column | None, ...]
    records: Records
    total_record: Records


def plan_export(
    schema: GraphQLSchema,
    document: Document,
    operation: OperationDefinitionNode,
    variables: Variables,
    reference: Reference,
    scope: Scope,
) -> Planned:
    """raises: Q140 Q141 Q142 of what cannot be exported; HubError and Refused as a query would"""
    planning = Planning(
        schema, document.fragments, variables.values, variables.leaves, reference, scope
    )
    try:
        asked = listed(planning, operation)
        plan = _whole(planned(planning, operation))
    except GraphQLError as error:
        raise Refused([problem_of(error, schema)]) from None
    return _planned(asked, shaped(plan, lower(plan), ()))


def _planned(asked: Listed, compiled: Compiled) -> Planned:
    top = cast(List | GroupList, compiled.lowered.tops[0])
    statements = cast(tuple[Statement, ...], compiled.lowered.statements)
    fields = {part.kind: part.fields for part in top.parts}
    total = next((part.rows for part in top.parts if part.kind == "totals"), None)
    shown = columns(fields["nodes"], asked.rows)
    below = columns(fields["totals"], asked.total) if asked.total is not None else ()
    assert top.rows is not None
    return Planned(
        asked.title,
        cast(Connection | Groups, compiled.plan.roots[0].node).entity,
        compiled,
        statements[top.rows],
        statements[total] if total is not None else None,
        shown,
        _under(shown, below),
        make_records(fields["nodes"], statements[top.rows].width),
        make_records(fields.get("totals", ()), statements[total].width if total is not None else 0),
    )


def _under(shown: Sequence[Column], below: Sequence[Column]) -> tuple[Column | None, ...]:
    """The total's columns under those of the groups. raises: Q143 for one without a column"""
    by_path = {each.path: each for each in below}
    for path in by_path.keys() - {each.path for each in shown}:
        raise HubError("Q143", field=".".join(path))
    return tuple(by_path.get(each.path) for each in shown)


def _whole(plan: Plan) -> Plan:
    """The plan without pages: every row after the cursor, at most `first` where that is given."""
    root = plan.roots[0]
    node = cast(Connection | Groups, root.node)
    whole: Connection | Groups
    if isinstance(node, Connection):
        whole = replace(node, parts=tuple(_records(node)), page=_page(node.page))
    else:
        kept = tuple(part for part in node.parts if isinstance(part, (GroupNodes, Totals)))
        whole = replace(node, parts=kept, page=_page(node.page))
    return replace(plan, roots=(replace(root, node=whole),))


def _records(node: Connection) -> list[Any]:
    made: list[Any] = [part for part in node.parts if isinstance(part, Nodes)]
    for part in node.parts:
        if isinstance(part, Edges):
            made += [Nodes(part.key, record) for _, _, record in part.fields if record]
    return made


def _page(page: Page) -> Page:
    if page.backward:
        raise HubError("Q142")
    return replace(page, size=replace(page.size, via="whole"))
