"""Bonds of the world: what is asked of them lies within what projects got, and after it came."""

from __future__ import annotations

from collections import Counter

import pytest

from mock_sources.world import bonds
from mock_sources.world.lists import YEARS
from mock_sources.world.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return World("small", 7)


def test_requests_draw_on_the_bond_of_their_project_once_its_money_has_come(world: World) -> None:
    drawn: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for region, year in world.region_years():
        uses = world.bond_uses(region, year)
        shares = {use.project.code: use for use in uses if use.mark in bonds.COUNTED}
        left = {code: use.amount for code, use in shares.items()}
        for request in world.treasury_year(region, year).payments.requests:
            if request.bond is None:
                continue
            project = request.allotment.project
            assert project is not None
            use = shares[project.code]
            assert request.bond == use.bond.code
            assert request.dated > bonds.arrived(use.bond, region) >= use.bond.issued
            left[project.code] -= request.amount
            drawn[use.key] += 1
        assert all(amount >= 0 for amount in left.values())
        unspent = {use.key for use in shares.values() if not drawn[use.key]}
        assert unspent == {use.key for use in uses if use.mark == "bond_unspent"}
        kinds.update(use.mark for use in uses)
    assert len(drawn) > 50
    assert {"bond_unspent", "bond_missing", "project_missing", "late_correction"} < set(kinds)


def test_only_provinces_issue_and_what_falls_due_is_refinanced_in_part(world: World) -> None:
    issued = bonds.bonds_of("440000000")
    assert len({bond.code for bond in issued}) == len(issued) == 23
    refinancing = [bond for bond in issued if bond.purpose == "REFINANCING"]
    for region in world.regions:
        if region.tier not in bonds.DEBTORS:
            continue
        for bond in refinancing:
            due = sum(
                bonds.held(region, old, ())
                for old in issued
                if old.general == bond.general and old.matures.year == bond.issued.year
            )
            assert 0 < bonds.held(region, bond, ()) < due
    assert {bond.matures.year for bond in issued if bond.issued.year < YEARS[0]} >= set(YEARS)
