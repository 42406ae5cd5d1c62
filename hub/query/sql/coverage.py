"""Lowering of a grouping's coverage: the sources of its records, and until when they delivered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, literal_column, select

from hub.query.plan.nodes.groups import Coverage, Groups
from hub.query.sql.layout import Cell, Fixed, ListPart
from hub.query.sql.members import members
from hub.query.sql.shelf import Lowering, Parents
from hub.query.sql.terms import Parameters, condition, constant
from schema.model import entities

READ = ("source", "source_updated_at")
NAMES = {"source": ("source", "plain"), "records": ("n", "count"),
         "lastChangedAt": ("changed", "plain"), "lastBatchAt": ("finished", "plain")}  # fmt: skip
"""Field -> (column, format)."""


def lower_coverage(
    low: Lowering, node: Groups, parents: Parents | None, part: Coverage
) -> ListPart:
    """One row a source (and parent), over the facts: no roll-up knows the sources."""
    number, parameters = low.reserve(), Parameters()
    rows = members(node, None, parents, (), READ, parameters).subquery("m")
    by: list[Any] = [rows.c.ord] if parents else []
    made = select(
        *by,
        rows.c.v0.label("source"),
        func.count().label("n"),
        func.max(rows.c.v1).label("changed"),
    )
    found = made.group_by(*by, rows.c.v0).subquery("t")
    batch = entities()["Batch"]
    runs = batch.table.alias("r")
    last = select(func.max(runs.c.finished_at)).where(
        runs.c.source == found.c.source,
        runs.c.entity == constant(node.entity),
        runs.c.state == constant("DONE"),
        condition(part.scope, batch, runs.c, parameters),
    )
    columns = {
        "source": found.c.source, "n": found.c.n, "changed": found.c.changed,
        "finished": last.correlate(found).scalar_subquery().label("finished"),
    }  # fmt: skip
    asked = dict.fromkeys(NAMES[name][0] for _, name in part.fields if name in NAMES)
    places = [*(["ord"] if parents else []), *asked]
    before = [found.c.ord] if parents else []
    read = [*before, *(columns[each] for each in asked)]
    query = select(*read or [literal_column("1")])
    query = query.select_from(found).order_by(*before, found.c.source)
    low.finish(
        number, f"{node.entity} coverage", query, parameters,
        parent=parents.number if parents else None, custom=parents is None,
    )  # fmt: skip
    fields = tuple(
        Cell(key, places.index(NAMES[name][0]), NAMES[name][1])
        if name in NAMES
        else Fixed(key, "Coverage")
        for key, name in part.fields
    )
    return ListPart(part.key, "rows", fields, rows=number)
