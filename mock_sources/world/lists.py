"""The lists the world is built on, read once from the data folder."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

YEARS = (2023, 2024, 2025)


class Region(NamedTuple):
    """A region; tier is CENTRE, PROVINCE, CITY, COUNTY or TOWNSHIP."""

    code: str
    name: str
    tier: str
    parent: str
    fiscal_parent: str

    @property
    def level(self) -> int:
        return TIERS.index(self.tier) + 1

    @property
    def short(self) -> str:
        """The region's name as document numbers abbreviate it."""
        return "粤" if self.tier == "PROVINCE" else self.name[:2]


TIERS = ("CENTRE", "PROVINCE", "CITY", "COUNTY", "TOWNSHIP")


class Function(NamedTuple):
    department: str
    code: str
    name: str
    fund: str


class Economic(NamedTuple):
    kind: str
    department_code: str
    name: str
    admin_code: str
    institution_code: str


class Revenue(NamedTuple):
    code: str
    name: str
    fund: str
    central: int
    province: int


def _rows(name: str) -> Iterator[list[str]]:
    text = files("mock_sources").joinpath("data", name).read_text(encoding="utf-8")
    rows = csv.reader(text.splitlines())
    next(rows)
    yield from rows


@cache
def all_regions() -> tuple[Region, ...]:
    """Centre, province and everything below, in code order."""
    return tuple(Region(*row) for row in _rows("regions.csv"))


@cache
def functions() -> tuple[Function, ...]:
    return tuple(Function(*row) for row in _rows("functions.csv"))


@cache
def functions_of(department: str, fund: str) -> tuple[Function, ...]:
    """What one department may spend of one budget."""
    return tuple(f for f in functions() if f.department == department and f.fund == fund)


@cache
def economics(kind: str) -> tuple[Economic, ...]:
    """Economic codes that fit a kind of project ('1', '2', '3')."""
    return tuple(Economic(*row) for row in _rows("economics.csv") if row[0] == kind)


@cache
def revenues() -> tuple[Revenue, ...]:
    return tuple(
        Revenue(code, name, fund, int(central), int(province))
        for code, name, fund, central, province in _rows("revenues.csv")
    )
