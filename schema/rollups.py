"""Roll-ups: which totals are kept ready, declared beside the model.

A roll-up row holds count and sums of one entity for one region, as its own level (`own`) or with
its whole administrative subtree, per cell of the declared dimensions and per committed slice.
Queries sum the slices; a compactor folds them; corrections and deletions are negative rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
)

from schema.base import Base


@dataclass(frozen=True)
class Column_:
    """A dimension that is a column of the entity."""

    column: str

    @property
    def name(self) -> str:
        return self.column


@dataclass(frozen=True)
class Month:
    """A dimension that is the month (first day) of a day column; '' where it is null."""

    column: str

    @property
    def name(self) -> str:
        return f"{self.column}_month"


@dataclass(frozen=True)
class Level:
    """A dimension that is a code column cut to the width of a level of its list."""

    column: str
    level: int

    @property
    def name(self) -> str:
        return f"{self.column}_{self.level}"


Dimension = Column_ | Month | Level


@dataclass(frozen=True)
class Rollup:
    """One roll-up table: `rollup_<name>`. Smaller ones are declared first; the planner takes the
    first that can express filter, keys and measures."""

    name: str
    entity: str
    dimensions: tuple[Dimension, ...]
    measures: tuple[str, ...]

    @property
    def table_name(self) -> str:
        return f"rollup_{self.name}"


YEAR, BUDGET = Column_("fiscal_year"), Column_("budget_type")

ROLLUPS: tuple[Rollup, ...] = (
    Rollup("payment_class", "Payment", (YEAR, BUDGET, Level("function", 1)), ("amount", "paid")),
    Rollup("payment_month", "Payment", (YEAR, BUDGET, Month("voucher_on")), ("amount", "paid")),
    Rollup("payment_function", "Payment", (YEAR, BUDGET, Column_("function")), ("amount", "paid")),
    Rollup(
        "request_class", "PaymentRequest", (YEAR, BUDGET, Level("function", 1)), ("amount", "paid")
    ),
    Rollup("allotment_class", "Allotment", (YEAR, BUDGET, Level("function", 1)), ("amount",)),
    Rollup(
        "receipt",
        "Receipt",
        (YEAR, BUDGET, Month("banked_on"), Column_("revenue")),
        ("amount", "central", "provincial", "municipal", "county"),
    ),
    Rollup(
        "project_budget_class",
        "ProjectBudget",
        (YEAR, BUDGET, Level("function", 1)),
        ("approved", "adjustment", "virement", "current"),
    ),
)


def rollups_of(entity: str) -> tuple[Rollup, ...]:
    return tuple(rollup for rollup in ROLLUPS if rollup.entity == entity)


@cache
def rollup_table(rollup: Rollup) -> Table:
    """region_code, own, the dimensions (text ones never null), batch; then count and sums."""
    dimensions = [
        Column(each.name, SmallInteger() if each == YEAR else Text(), nullable=False)
        for each in rollup.dimensions
    ]
    return Table(
        rollup.table_name,
        Base.metadata,
        Column("region_code", Integer, nullable=False),
        Column("own", Boolean, nullable=False),
        *dimensions,
        Column("batch", BigInteger, nullable=False),
        Column("count", BigInteger, nullable=False),
        *(Column(measure, BigInteger, nullable=False) for measure in rollup.measures),
        PrimaryKeyConstraint(
            "region_code", "own", *(each.name for each in rollup.dimensions), "batch",
            name=f"pk_{rollup.table_name}",
        ),
    )  # fmt: skip
