"""Groups as what their records hang on: the key of a group as a condition on a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, BigInteger, ColumnElement, and_, func, true
from sqlalchemy.sql.selectable import FromClause
from sqlalchemy.types import TypeEngine

from hub.query.plan.nodes.groups import Dimension, Groups
from hub.query.sql.members import fact_key, key_type, same, under_parent
from hub.query.sql.shelf import Parents
from hub.query.sql.statement import ParentKey
from hub.query.sql.terms import Columns, Parameters, constant
from schema.model import entities


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
        own = (each for each in self.dimensions if not each.via)
        return frozenset(each.column for each in own if each.how == "each")

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

    def joined(
        self, start: FromClause, columns: Columns, parameters: Parameters
    ) -> tuple[FromClause, Any]:
        """All groups' records are read at once: a key is seldom what an index is led by, and one
        pass serves every group."""
        entity, ahead = entities()[self.node.entity], self.rows(parameters)
        tests: list[ColumnElement[bool]] = []
        for n, each in enumerate(self.dimensions):
            key, start = fact_key(entity, columns, start, each, n, parameters)
            tests.append(same(key, ahead.c[f"k{n}"], key_type(entity, each)))
        if self.parents is not None:
            assert self.node.hanging is not None
            held = (ahead.c[f"h{n}"] for n in range(len(self.parents.names())))
            pairs: list[tuple[Any, str]] = [
                (next(held) if local.column else constant(local.constant), far)
                for local, far in self.parents.pairs
            ]
            tests.append(under_parent(self.node.hanging, pairs, entity, columns))
        return start.join(ahead, and_(true(), *tests)), ahead
