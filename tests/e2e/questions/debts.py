"""What a provincial supervisor asks of debt: limits, and the projects that bonds pay for.

Each function takes books and the request's variables, and gives the whole `data` of the answer.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mock_sources.world.bonds import DEBTORS, Use
from mock_sources.world.payments import Request
from tests.e2e.questions.books import Books, amount, full, yuan
from tests.e2e.world_trace import Chains, loaded

Variables = dict[str, Any]
Answer = dict[str, Any]


def q04(books: Books, given: Variables) -> Answer:
    found = []
    for county in books.counties(full(given["city"])):
        for year in (2023, 2024, 2025):
            for kind, general in (("GENERAL", True), ("SPECIAL", False)):
                owed = books.ledger.position(county, year, general)
                found.append((owed.limit - owed.balance, year, kind, county.code, owed))
    found.sort(key=lambda each: each[:4])

    def figures(owed: Any, left: int) -> Answer:
        return {
            "amount": yuan(owed.balance),
            "limitAmount": yuan(owed.limit),
            "remaining": yuan(left),
        }

    above = [
        {
            "region": {"code": code, "name": books.name(code)},
            "fiscalYear": year,
            "kind": kind,
            **figures(owed, left),
        }
        for left, year, kind, code, owed in found
        if left < 0
    ]
    little = [
        {
            "key": {"fiscalYear": year, "kind": kind, "region": {"code": code}},
            "sum": figures(owed, left),
        }
        for left, year, kind, code, owed in found
        if left < 15_000_000_000 and year in (2024, 2025)
    ]
    return {"above": {"totalCount": len(above), "nodes": above}, "left": {"nodes": little}}


def q09(books: Books, given: Variables) -> Answer:
    """A project of a use is there unless it was marked as missing."""
    city, before = full(given["city"]), date.fromisoformat(given["before"])
    registers = Chains(books.world)

    def drawn(use: Use) -> list[Request]:
        return [
            request
            for region, _, request in books.requests
            if region == use.region
            and request.bond
            and request.allotment.project
            and request.allotment.project.code == use.project.code
        ]

    def has_cards(use: Use) -> bool:
        return any(e.card.project == use.project.code for e in registers.cards(use.region))

    found = [
        use
        for region, year in books.world.region_years()
        if region.tier in DEBTORS and books.within(region.code, city)
        for use in books.world.bond_uses(region, year)
        if loaded(use)
        and use.mark != "project_missing"
        and not use.bond.general
        and use.bond.issued.replace(day=1) < before
        and amount(drawn(use)) < int(given["little"]) * 100
        and not has_cards(use)
    ]
    found.sort(key=lambda use: -use.amount)

    def told(use: Use) -> Answer:
        asked = drawn(use)
        total = {"count": len(asked), "sum": {"amount": yuan(amount(asked))}}
        return {
            "projectCode": use.project.code,
            "bondCode": use.bond.code,
            "allocated": yuan(use.amount),
            "project": {"paymentRequestGroups": {"total": total}},
        }

    return {"bondUses": {"totalCount": len(found), "nodes": [told(use) for use in found[:4]]}}
