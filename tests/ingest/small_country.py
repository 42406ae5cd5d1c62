"""A country of a few regions whose reference files tests may rewrite, and records made for it."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from schema.classification import LISTS
from schema.kinds import Field
from schema.model import Entity
from schema.regions import ROOT

EAST, WEST = 440_000_000, 450_000_000
CITIES = (440_200_000, 440_300_000, 450_100_000)
COUNTIES = (440_203_000, 440_204_000, 440_304_000, 450_102_000)
TOWN = 440_203_100
REGIONS = (ROOT, EAST, WEST, *CITIES, *COUNTIES, TOWN)
MOVABLE = (*CITIES, *COUNTIES)
SPLIT = 2025
"""The year from which a region may have another parent."""
YEARS = (2024, 2025)
CODES = ("205", "20502", "2050201", "2050202", "20503", "213", "2130153", "101", "10101", "1010101")


def tier(code: int) -> str:
    if code == ROOT:
        return "CENTRE"
    if code % 10_000_000 == 0:
        return "PROVINCE"
    if code % 100_000 == 0:
        return "CITY"
    return "COUNTY" if code % 1000 == 0 else "TOWNSHIP"


def first_parents() -> dict[int, tuple[int, int]]:
    """Each region's parent before SPLIT, and from then on."""
    parents = {EAST: ROOT, WEST: ROOT, TOWN: COUNTIES[0]}
    parents |= {code: EAST if code < WEST else WEST for code in CITIES}
    parents |= {code: code // 100_000 * 100_000 for code in COUNTIES}
    return {code: (parent, parent) for code, parent in parents.items()}


@dataclass(frozen=True)
class Country:
    """Both parents of every region but the root."""

    parents: Mapping[int, tuple[int, int]] = field(default_factory=first_parents)

    def moved(self, code: int, before: int, after: int) -> Country:
        """The same with another pair of parents, each of a higher tier than the region's."""
        pool = [EAST, WEST, *CITIES] if tier(code) == "COUNTY" else [EAST, WEST]
        pair = (pool[before % len(pool)], pool[after % len(pool)])
        return replace(self, parents={**self.parents, code: pair})

    def chain(self, code: int, year: int) -> list[int]:
        """The region and its ancestors in a year."""
        found = [code]
        while found[-1] != ROOT:
            found.append(self.parents[found[-1]][year >= SPLIT])
        return found

    def write(self, folder: Path) -> None:
        """The reference files of this country."""
        (folder / "classifications").mkdir(parents=True, exist_ok=True)
        regions = ["code,name,pinyin,tier,parent_code,division_type,statistical_only"]
        versions = ["code,from_year,to_year,tier,parent_code,name"]
        for code in REGIONS:
            before, after = self.parents.get(code, ("", ""))
            regions.append(f"{code},地{code},di {code},{tier(code)},{after},,0")
            if tier(code) != "TOWNSHIP":
                versions.append(f"{code},1981,{SPLIT},{tier(code)},{before},地{code}")
                versions.append(f"{code},{SPLIT},,{tier(code)},{after},地{code}")
        files = {"regions": regions, "region_versions": versions}
        files["region_changes"] = [
            "change_id,kind,effective_year,old_code,old_name,new_code,new_name,document"
        ]
        files["fiscal_parents"] = ["code,fiscal_parent_code,from_year,to_year"]
        for name in LISTS:
            files[f"classifications/{name}"] = [
                "budget_type,code,parent_code,from_year,to_year,name"
            ]
        for name, lines in files.items():
            (folder / f"{name}.csv").write_text("\n".join(lines) + "\n", "utf-8")


def value_of(entity: Entity, one: Field, variant: int) -> Any:
    """A field's value in a variant of a record: the same for the same variant."""
    chance = random.Random(f"{entity.name} {one.name} {variant}")
    if one.nullable and chance.random() < 0.4:
        return None
    match one.kind.name:
        case "money" | "stock":
            return chance.choice((0, 1, -7, 100, 10**6, -(10**12)))
        case "code":
            return chance.choice(CODES)
        case "day":
            return date(chance.choice(YEARS), chance.choice((1, 4, 12)), 28)
        case "flag":
            return chance.random() < 0.5
        case "state":
            assert one.states is not None
            states = [each.value for each in one.states]
            return chance.choice(states[:2])
        case "region":
            return chance.choice(REGIONS)
        case "year":
            return chance.choice(YEARS)
        case "count" | "ordinal":
            return chance.randrange(9)
    return f"{chance.randrange(4)}"
