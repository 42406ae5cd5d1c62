"""Lowering of groupings: their pages and what stands beside them, one statement each, for all
parents at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import BigInteger, func, literal_column, select

from hub.query.plan.nodes.groups import (
    Coverage,
    Dimension,
    Drill,
    GroupNodes,
    GroupOrder,
    GroupOutput,
    Groups,
    Ready,
    Subtotals,
    Totals,
    Unmatched,
)
from hub.query.plan.nodes.predicates import Measure
from hub.query.plan.nodes.records import PageInfo, TotalCount, Typename
from hub.query.plan.summing import having_measures, measures_of, page_measures, with_bases
from hub.query.sql.answer import Answer
from hub.query.sql.consolidated import lower_unmatched
from hub.query.sql.coverage import lower_coverage
from hub.query.sql.grouped import Grouped, cells, others, subtotals
from hub.query.sql.kept import after, having, order_by, ordering, python_type
from hub.query.sql.layout import Fixed, GroupList, ListPart, Nested, Out
from hub.query.sql.shelf import Lowering, Parents, words_of
from hub.query.sql.statement import Seek
from hub.query.sql.terms import Parameters


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
    def custom(self) -> bool:
        """Whether the statements are planned anew for each set of values: a roll-up, read by its
        key, is read in one way whatever the region."""
        return self.parents is None and not isinstance(self.node.source, Ready)

    @property
    def extra(self) -> bool:
        return any(isinstance(part, PageInfo) for part in self.node.parts)

    def all(self, key: str) -> GroupList:
        kinds = {type(part) for part in self.node.parts}
        marked: tuple[int, ...] = ()
        nodes: dict[str, tuple[Out | Nested, ...]] = {}
        sought = self.node.page.seek is not None
        others = any(isinstance(part, Totals) and part.others for part in self.node.parts)
        if kinds & {GroupNodes, PageInfo, Subtotals} or others or sought:
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
        """Values decide how a scan is best done; below parents and in roll-ups one plan serves."""
        self.low.finish(
            number, f"{self.node.entity} {name}", query, one.parameters, seek=seek,
            parent=self.parents.number if self.parents else None, custom=self.custom,
        )  # fmt: skip

    # -- statements ---------------------------------------------------------------------------

    def rows(self, number: int) -> tuple[tuple[int, ...], dict[str, tuple[Out | Nested, ...]]]:
        """The page's groups: (places of the ordering values, the fields of each `nodes`)."""
        node, one = self.node, self.one(page_measures(self.node))
        groups = cells(one, node.dimensions).subquery("g")
        order = ordering(one)
        before = [groups.c.ord] if self.parents else []
        columns = [groups.c[name] for name in one.names(node.dimensions)]
        numbered = self.numbered
        if numbered or self.parents:
            place = func.row_number().over(
                partition_by=before, order_by=order_by(groups.c, order) or None
            )
            columns.append(place.label("rn"))
        page = select(*columns).where(having(one, node.having, groups.c))
        seek = None
        if node.page.seek is not None:
            kinds = tuple(python_type(type_) for _, _, type_ in order)
            seek = Seek(node.page.seek, kinds, self.mark)
            page = page.where(after(groups.c, order, one.parameters))
        size: Any = one.parameters.of(node.page.size, BigInteger())
        limit = size + literal_column("1") if self.extra else size
        if self.parents:
            whole = page.subquery("w")
            page = select(*whole.c).where(whole.c.rn <= limit)
        else:
            page = page.order_by(*order_by(groups.c, order)).limit(limit)
        cut = page.subquery("t")
        answer = Answer(self.low, one, number, node.dimensions, cut, numbered)
        nodes = {
            part.key: answer.fields(part.outputs)
            for part in node.parts
            if isinstance(part, GroupNodes)
        }
        final = [cut.c.ord, cut.c.rn] if self.parents else order_by(cut.c, order)
        self.finish(number, "groups", one, answer.query().order_by(*final), seek)
        names = one.names(node.dimensions)
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
        answer = Answer(self.low, one, number, (), found, False)
        fields = answer.fields(part.outputs)
        query = answer.query()
        query = query.order_by(found.c.ord) if self.parents else query
        self.finish(number, "others" if part.others else "total", one, query)
        return ListPart(part.key, "totals", fields, rows=number)

    def subtotals(self, part: Subtotals) -> ListPart:
        """One statement for each depth and each `nodes` asked."""
        assert self.page is not None
        levels = []
        for depth, prefix in enumerate(self.node.prefixes[:-1], 1):
            entries: list[Any] = []
            for key, kind, outputs in part.fields:
                if kind == "nodes":
                    entries.append(self.subtotal(key, depth, prefix, outputs))
                else:
                    name = f"{self.node.entity}Subtotals"
                    entries.append(Fixed(key, depth if kind == "depth" else name))
            levels.append(tuple(entries))
        return ListPart(part.key, "subtotals", levels=tuple(levels))

    def subtotal(
        self, key: str, depth: int, prefix: tuple[Dimension, ...], outputs: tuple[GroupOutput, ...]
    ) -> ListPart:
        assert self.page is not None
        number, one = self.low.reserve(), self.one(tuple(measures_of(outputs)))
        size = one.parameters.of(self.node.page.size, BigInteger())
        cut = subtotals(one, prefix, self.page, size).subquery("t")
        drilled = any(isinstance(each, Drill) for each in outputs)
        answer = Answer(self.low, one, number, prefix, cut, drilled)
        fields = answer.fields(outputs)
        order = [(f"k{n}", GroupOrder(n, False), BigInteger()) for n in range(len(prefix))]
        before = [cut.c.ord] if self.parents else []
        query = answer.query().order_by(*before, *order_by(cut.c, order))
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
