"""Laws of the invented world, before any dialect."""

from __future__ import annotations

import ast
from collections import Counter
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import mock_sources
from mock_sources.truth import document
from mock_sources.world import irregular
from mock_sources.world.clock import WRONG_UNIT_MONTHS, month_of
from mock_sources.world.lists import YEARS
from mock_sources.world.world import TreasuryYear, World


@pytest.fixture(scope="module")
def world() -> World:
    return World("small", 7)


@pytest.fixture(scope="module")
def books(world: World) -> dict[tuple[str, int], TreasuryYear]:
    return {(r.code, y): world.treasury_year(r, y) for r, y in world.region_years()}


def test_same_seed_same_world_and_another_seed_another() -> None:
    def lines(seed: int) -> list[str]:
        return list(document(World("small", seed), "final", lines=True))

    assert lines(7) == lines(7)
    assert lines(7) != lines(8)


def test_every_declared_irregularity_occurs_several_times(truth: dict[str, Any]) -> None:
    found = Counter((i["stream"], i["kind"]) for i in truth["irregularities"])
    missing = {
        (stream, kind.name): found[stream, kind.name]
        for kind in irregular.KINDS
        for stream in kind.streams
        if found[stream, kind.name] < 3
    }
    assert missing == {}
    assert found["clearing", "wrong_unit"] == len(WRONG_UNIT_MONTHS)


def test_regions_of_the_small_world(world: World) -> None:
    tiers = Counter(region.tier for region in world.regions)
    assert (tiers["CENTRE"], tiers["PROVINCE"], tiers["CITY"], tiers["COUNTY"]) == (1, 1, 1, 10)
    direct = {r.code for r in world.below["440000000"]}
    assert {"440200000", "440224000", "440229000", "440232000"} <= direct


def test_whole_province_has_its_regions() -> None:
    tiers = Counter(region.tier for region in World("province", 7).regions)
    assert (tiers["CITY"], tiers["COUNTY"], tiers["TOWNSHIP"]) == (21, 122, 1607)


def test_all_four_budgets_and_three_years_occur(
    books: dict[tuple[str, int], TreasuryYear],
) -> None:
    funds = {a.fund for book in books.values() for a in book.allotments}
    assert funds == {"11", "12", "13", "14"}
    assert {year for _, year in books} == set(YEARS)


def test_what_is_passed_down_never_exceeds_what_was_received(
    world: World, books: dict[tuple[str, int], TreasuryYear]
) -> None:
    for region, year in world.region_years():
        for number, transfer in world.received(region, year).items():
            below = sum(
                world.received(child, year)[number].amount
                for child in world.below.get(region.code, ())
                if number in world.received(child, year)
            )
            units = sum(
                a.amount
                for a in books[region.code, year].allotments
                if a.agency and a.programme is transfer.programme and not a.mark
            )
            assert units == transfer.own
            assert below + units <= transfer.amount


def test_every_parent_allotment_exists_save_the_declared(
    books: dict[tuple[str, int], TreasuryYear],
) -> None:
    keys = {(a.region, a.year, a.key) for book in books.values() for a in book.allotments}
    for book in books.values():
        for a in book.allotments:
            if a.parent is not None:
                exists = (a.parent_region, a.year, a.parent) in keys
                assert exists == (a.mark != "parent_missing")


def test_receiving_allotments_name_the_transfers_document(world: World) -> None:
    for region, year in world.region_years():
        if region.tier == "CENTRE":
            continue
        received = world.received(region, year)
        for a in world.treasury_year(region, year).allotments:
            if a.agency is None:
                assert a.programme is not None
                transfer = received[a.programme.number]
                assert a.superior_document == transfer.document
                assert (a.amount, a.parent_region) == (transfer.amount, transfer.region)
                assert transfer.dated <= a.dated


def test_money_of_requests_vouchers_and_details_agrees(
    books: dict[tuple[str, int], TreasuryYear],
) -> None:
    alone = {"no_requests", "missing_value", "impossible_date"}
    for book in books.values():
        paid = book.payments
        by_voucher: Counter[str] = Counter()
        for request in paid.requests:
            if request.voucher is not None:
                by_voucher[request.voucher.key] += request.amount
        by_request: Counter[str] = Counter()
        for detail in paid.details:
            if detail.mark in ("", "refund"):
                by_request[detail.request.key] += detail.amount
        for voucher in paid.vouchers:
            if voucher.mark not in alone:
                assert by_voucher[voucher.key] == voucher.amount
        for request in paid.requests:
            if request.voucher is not None:
                assert by_request[request.key] == request.amount
        asked: Counter[str] = Counter()
        for request in paid.requests:
            if irregular.fate_of(request.mark) == irregular.LOADED:
                asked[request.allotment_key] += request.amount
        assert {k: v for k, v in paid.requested.items() if v} == {
            k: v for k, v in asked.items() if v
        }


def test_only_the_declared_go_beyond_their_allotment(
    books: dict[tuple[str, int], TreasuryYear],
) -> None:
    for book in books.values():
        declared = {r.allotment.key for r in book.payments.requests if r.mark == "over_allotment"}
        above = {
            a.key for a in book.allotments if book.payments.requested.get(a.key, 0) > a.current
        }
        assert above == declared


def test_dates_are_in_order(world: World, books: dict[tuple[str, int], TreasuryYear]) -> None:
    crossed = 0
    for book in books.values():
        for request in book.payments.requests:
            a = request.allotment
            if request.mark != "before_allotment":
                assert a.dated <= request.dated
            else:
                assert request.dated < a.dated
            if a.project is not None:
                assert a.project.set_up < a.dated
            if request.voucher is not None:
                assert request.dated <= request.voucher.dated <= request.voucher.cleared
                crossed += request.voucher.cleared.year > a.year
    assert crossed > 0
    for region in world.regions:
        for year in YEARS:
            for b in world.annual_budgets(region, year):
                assert b.project.set_up < b.approved_on < date(year, 3, 1)


def test_receipts_split_sums_to_the_fen(books: dict[tuple[str, int], TreasuryYear]) -> None:
    receipts = [r for book in books.values() for r in book.receipts]
    assert any(r.amount < 0 for r in receipts)
    assert all(sum(r.shares) == r.amount for r in receipts)
    ordered = [b for book in books.values() for b in pairwise(book.receipts) if not b[1].mark]
    assert all(first.dated <= second.dated for first, second in ordered)


def test_months_of_the_wrong_unit_hold_whole_hundreds_of_yuan(
    books: dict[tuple[str, int], TreasuryYear],
) -> None:
    clearings = [
        c
        for book in books.values()
        for c in book.payments.clearings
        if month_of(c.dated) in WRONG_UNIT_MONTHS
    ]
    assert clearings
    assert all(c.amount % 10_000 == 0 and not c.mark and not c.again for c in clearings)


def test_keys_are_unique(world: World, books: dict[tuple[str, int], TreasuryYear]) -> None:
    for pick in ("plans", "requests", "vouchers", "details", "clearings"):
        keys = [r.key for book in books.values() for r in getattr(book.payments, pick)]
        assert len(keys) == len(set(keys))
    for name in ("allotments", "adjustments", "balances", "receipts"):
        keys = [r.key for book in books.values() for r in getattr(book, name)]
        assert len(keys) == len(set(keys))
    codes = [p.code for r, y in world.region_years() for p in world.projects(r, y)]
    assert len(codes) == len(set(codes)) and {len(c) for c in codes} == {21}


def test_current_amount_follows_the_adjustments(
    books: dict[tuple[str, int], TreasuryYear],
) -> None:
    for book in books.values():
        change: Counter[str] = Counter()
        for adjustment in book.adjustments:
            if adjustment.kind in ("013", "004", "007", "008"):
                change[adjustment.allotment.key] += adjustment.amount
        for a in book.allotments:
            assert a.current == a.amount + change[a.key]


def _imports(path: Path) -> set[str]:
    """Modules a file names in import statements, function bodies included."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
    return found


ROOT = Path(mock_sources.__file__).parent


def test_the_island_imports_nothing_of_the_hub() -> None:
    for path in ROOT.rglob("*.py"):
        tops = {name.split(".")[0] for name in _imports(path)}
        assert not tops & {"hub", "schema", "adapters", "migrations", "tests"}, path


def test_truth_and_world_know_no_encoder() -> None:
    for path in (ROOT / "truth.py", *(ROOT / "world").rglob("*.py")):
        for name in _imports(path):
            dialects = ("mock_sources.budget", "mock_sources.treasury")
            assert not name.startswith(dialects), path
