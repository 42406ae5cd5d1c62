"""The tables' layouts, declared: what a file's name and header say about its figures.

tNN_<whose>_<direction>_<year>.csv: `province` 全省, `province_level` 省级, `city` one row a city.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePath

from schema.problems import StopBatch

PROVINCE = "440000000"

PHASES = {"opening_budget": "OPENING", "adjusted_budget": "ADJUSTED", "executed": "EXECUTED"}
"""Columns of figures, in the order they are printed in."""

SUBREGIONS = frozenset({"珠三角核心区", "东西两翼沿海经济带", "北部生态发展区"})
"""Rows of the city tables that are no city: sums that repeat the cities above."""

SCOPES = {
    "province": "WHOLE_ADMINISTRATIVE",
    "province_level": "OWN_LEVEL",
    "city": "WHOLE_ADMINISTRATIVE",
}

CITY_LEVEL = "1"
"""Each row of a city table is what 一、 is in the others: 一般公共预算收入 or 支出 of one city."""


@dataclass(frozen=True)
class Layout:
    """Columns of a kind of table. `item`: the printed name of a row; `prior`: the column that
    compares with the year before."""

    item: str
    prior: str
    columns: tuple[str, ...]


_BY_ITEM = ("adjusted_budget", "executed", "exec_to_adjusted", "exec_to_prior_year")
_BY_CITY = ("city", "opening_budget", "adjusted_budget", "executed", "exec_to_adjusted")
LAYOUTS = (
    Layout("item", "exec_to_prior_year", ("outline_level", "item", *_BY_ITEM)),
    Layout("item", "exec_to_prior_year", ("outline_level", "item", "opening_budget", *_BY_ITEM)),
    Layout("city", "exec_to_prior_year", (*_BY_CITY, "exec_to_prior_year")),
    Layout("city", "exec_to_prior_year_comparable", (*_BY_CITY, "exec_to_prior_year_comparable")),
)

_named = re.compile(
    r"(?P<table>t[0-9]{2})_(?P<whose>province_level|province|city)"
    r"_(?P<direction>revenue|expenditure)_(?P<year>[0-9]{4})"
).fullmatch


def table_of(name: str) -> Mapping[str, str]:
    """What the file's name says: table, whose, direction, year. raises: StopBatch(A307)"""
    found = _named(PurePath(name).stem)
    if found is None:
        raise StopBatch("A307", document=name, known=["tNN_province|city|province_level_…_YYYY"])
    return found.groupdict()


def layout_of(name: str, header: tuple[str, ...], whose: str) -> Layout:
    """The layout with this header, by rows of the right sort. raises: StopBatch(A307)"""
    rows_are = "city" if whose == "city" else "item"
    known = [layout for layout in LAYOUTS if layout.item == rows_are]
    for layout in known:
        if layout.columns == header:
            return layout
    raise StopBatch("A307", document=name, known=[", ".join(layout.columns) for layout in known])
