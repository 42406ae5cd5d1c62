"""Every module that declares entities, imported. A new module of entities is added here."""

from schema import (
    agencies,
    agriculture,
    assets,
    budget,
    classification,
    debt,
    linkage,
    operations,
    procurement,
    regions,
    statements,
    tieouts,
    transfers,
    treasury,
)
from schema.rollups import ROLLUPS, rollup_table

for _rollup in ROLLUPS:
    rollup_table(_rollup)

__all__ = [
    "agencies",
    "agriculture",
    "assets",
    "budget",
    "classification",
    "debt",
    "linkage",
    "operations",
    "procurement",
    "regions",
    "statements",
    "tieouts",
    "transfers",
    "treasury",
]
