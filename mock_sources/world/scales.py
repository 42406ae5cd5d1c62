"""The three sizes: which regions there are and how much happens in one of each tier per year."""

from __future__ import annotations

from typing import NamedTuple

from mock_sources.world.lists import Region, all_regions


class Density(NamedTuple):
    """What one region has: units per department, and new projects, vouchers, receipts a year."""

    departments: int
    units: int
    projects: int
    vouchers: int
    receipts: int


class Scale(NamedTuple):
    """A size of the world. One instance of each irregularity per `stride` region-years; of those
    of procurement per so many `purchases`."""

    name: str
    root: str
    stride: int
    purchases: int
    density: dict[str, Density]


SCALES = {
    "small": Scale(
        "small",
        "440200000",
        58,
        16,
        {
            "PROVINCE": Density(20, 0, 20, 40, 24),
            "CITY": Density(20, 0, 20, 40, 24),
            "COUNTY": Density(20, 0, 9, 18, 12),
            "TOWNSHIP": Density(3, 0, 1, 3, 3),
        },
    ),
    "city": Scale(
        "city",
        "440200000",
        29,
        250,
        {
            "PROVINCE": Density(20, 2, 200, 5_000, 1_500),
            "CITY": Density(20, 3, 300, 6_000, 1_200),
            "COUNTY": Density(20, 2, 80, 2_700, 400),
            "TOWNSHIP": Density(3, 1, 12, 260, 40),
        },
    ),
    "province": Scale(
        "province",
        "440000000",
        176,
        1500,
        {
            "PROVINCE": Density(20, 8, 800, 20_000, 4_000),
            "CITY": Density(20, 3, 250, 5_600, 1_000),
            "COUNTY": Density(20, 2, 60, 2_650, 240),
            "TOWNSHIP": Density(3, 0, 5, 155, 16),
        },
    ),
}


def regions_of(scale: Scale) -> tuple[Region, ...]:
    """Centre, province, and the subtree of the scale's root, in code order."""
    inside = {"100000000", "440000000", scale.root}
    for region in all_regions():
        if region.parent in inside and (region.parent != "440000000" or scale.root == "440000000"):
            inside.add(region.code)
    # A county's townships follow it in code order, so one pass is enough.
    return tuple(region for region in all_regions() if region.code in inside)
