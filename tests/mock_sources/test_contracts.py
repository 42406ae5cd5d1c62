"""Laws of what is bought in the invented world: money narrows, dates follow, payments agree."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise

import pytest

from mock_sources.world import people
from mock_sources.world.contracts import DIRECT, Procurement
from mock_sources.world.irregular import fate_of
from mock_sources.world.payments import Request
from mock_sources.world.world import TreasuryYear, World


@pytest.fixture(scope="module")
def books() -> list[TreasuryYear]:
    world = World("small", 7)
    return [world.treasury_year(region, year) for region, year in world.region_years()]


@pytest.fixture(scope="module")
def bought(books: list[TreasuryYear]) -> list[Procurement]:
    return [book.bought for book in books]


def test_the_world_keeps_the_same_procurement_as_its_treasury_year() -> None:
    world = World("small", 7)
    for region, year in list(world.region_years())[:60]:
        assert world.procurement(region, year) == world.treasury_year(region, year).bought


def test_requests_name_the_contract_they_pay(books: list[TreasuryYear]) -> None:
    paid: dict[str, list[Request]] = {}
    for book in books:
        for request in book.payments.requests:
            if request.contract:
                paid.setdefault(request.contract, []).append(request)
        for detail in book.payments.details:
            assert detail.request.contract == book.bought.paid.get(detail.request.key)
    contracts = {
        each.key: each
        for book in books
        for each in book.bought.contracts
        if fate_of(each.mark) == "loaded"
    }
    assert paid.keys() == contracts.keys()
    for number, requests in paid.items():
        contract = contracts[number]
        total = sum(request.amount for request in requests)
        assert (total > contract.amount) == (contract.mark == "over_contract")
        for request in requests:
            assert request.allotment.key == contract.plan.allotment.key
            assert (contract.signed < request.dated) == (contract.mark != "late_contract")
            if contract.award.mark != "supplier_missing":
                assert contract.award.suppliers[0].name == people.supplier(request.payee)


def test_money_narrows_and_dates_follow(bought: list[Procurement]) -> None:
    for year in bought:
        tenders = {tender.key: tender for tender in year.tenders}
        for contract in [each for each in year.contracts if fate_of(each.mark) == "loaded"]:
            award, plan = contract.award, contract.plan
            tender = tenders.get(award.tender or "")
            assert (tender is None) == (plan.method in DIRECT or award.mark == "tender_missing")
            assert contract.original <= award.amount <= plan.amount
            dates = [plan.allotment.dated, plan.dated]
            dates += [tender.published, tender.opened, tender.closed] if tender else []
            dates += [award.dated, contract.signed, contract.published, contract.ends]
            assert all(one <= other for one, other in pairwise(dates))
            assert contract.published - contract.signed <= timedelta(days=2)


def test_changes_add_up_to_the_contract(bought: list[Procurement]) -> None:
    changed: Counter[str] = Counter()
    for year in bought:
        for change in year.changes:
            changed[change.contract.key] += change.amount
        for contract in year.contracts:
            assert contract.amount == contract.original + changed[contract.key]
    assert sum(amount != 0 for amount in changed.values()) > 20
    assert {amount > 0 for amount in changed.values()} == {True, False}


def test_what_is_bought_has_its_time(bought: list[Procurement]) -> None:
    plans = [plan for year in bought for plan in year.plans]
    assert len({plan.key for plan in plans}) == len(plans) > 100
    assert all(plan.dated - plan.allotment.dated < timedelta(days=366) for plan in plans)
    assert all(plan.allotment.purchase for plan in plans)
