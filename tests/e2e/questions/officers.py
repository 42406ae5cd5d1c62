"""What a county's treasury officer and the front end ask: what is left, owed, done, and where.

Each function takes books and the request's variables, and gives the whole `data` of the answer.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from mock_sources.world.bonds import Bond
from mock_sources.world.debt import Service
from mock_sources.world.payments import Request, Voucher
from tests.e2e.questions.books import (
    BUDGETS,
    Books,
    Line,
    amount,
    available,
    full,
    grouped,
    left,
    local,
    part,
    wan,
    yuan,
)

Variables = dict[str, Any]
Answer = dict[str, Any]


def q12(books: Books, given: Variables) -> Answer:
    lines = {line.held.key: line for line in books.lines}
    found = [
        x
        for x in books.lines
        if x.held.agency
        and x.held.project
        and x.held.agency.code == given["agency"]
        and x.held.project.code in given["projects"]
        and x.available > 0
    ]

    def above(key: str | None, times: int) -> Answer | None:
        if key is None or key not in lines:
            return None
        held = lines[key].held
        told = {"allotmentId": key, "region": {"name": books.name(held.region)}}
        return told | ({"parent": above(held.parent, times - 1)} if times > 1 else {})

    nodes = [
        {
            "allotmentId": x.held.key,
            "fiscalYear": x.held.year,
            "amount": yuan(x.held.amount),
            **left(x),
            "requests": {
                "totalCount": sum(r.allotment_key == x.held.key for _, _, r in books.requests)
            },
            "parent": above(x.held.parent, 2),
        }
        for x in sorted(found, key=lambda x: -x.available)
    ]
    return {"allotments": {"nodes": nodes}}


def q13(books: Books, given: Variables) -> Answer:
    city = full(given["city"])
    held = [
        x
        for x in books.lines
        if x.held.agency
        and x.held.year < given["before"]
        and x.available > 0
        and books.within(x.held.region, city)
    ]
    groups = grouped(held, lambda x: (books.of_tier(x.held.region, "COUNTY"), BUDGETS[x.held.fund]))
    large = sorted(
        (each for each in groups.items() if available(each[1]) >= 200_000_000),
        key=lambda each: -available(each[1]),
    )
    shown = [x for _, found in large[:3] for x in found]

    def told(found: list[Line]) -> Answer:
        return {"count": len(found), "sum": {"available": yuan(available(found))}}

    nodes = []
    for (county, budget), found in large[:3]:
        most = max(found, key=lambda x: x.available)
        row = {
            "allotmentId": most.held.key,
            "issuedOn": str(most.held.dated),
            "available": yuan(most.available),
        }
        nodes.append(
            {
                "key": {"region": county and {"code": county}, "budgetType": budget},
                **told(found),
                "share": {"sum": {"available": part(available(found), available(held))}},
                "rows": {"nodes": [row]},
            }
        )
    rest = [x for x in held if x not in shown]
    return {
        "allotmentGroups": {
            "nodes": nodes,
            "totalCount": len(large),
            "others": told(rest),
            "total": told(held),
        }
    }


def q15(books: Books, given: Variables) -> Answer:
    first, last = (date.fromisoformat(given[name]) for name in ("from", "to"))
    lines = {line.held.key: line for line in books.lines}
    refunds = [
        (region, v) for region, _, v in books.vouchers if v.amount < 0 and first <= v.dated <= last
    ]

    def returns_to(request: Request) -> Answer:
        line = lines[request.allotment_key]
        paid = [
            r
            for _, _, r in books.requests
            if r.allotment_key == line.held.key and r.amount > 0 and r.voucher
        ]
        latest = max(paid, key=lambda r: (r.dated, r.key))
        assert latest.voucher is not None
        before = {"paymentId": latest.voucher.key, "amount": yuan(latest.voucher.amount)}
        return {
            "allotment": {
                "allotmentId": line.held.key,
                "available": yuan(line.available),
                "requests": {"totalCount": len(paid), "nodes": [{"payment": before}]},
            }
        }

    nodes = [
        {
            "paymentId": v.key,
            "region": {"name": books.name(region)},
            "voucherOn": str(v.dated),
            "amount": yuan(v.amount),
            "requests": {
                "nodes": [
                    returns_to(r)
                    for _, _, r in books.requests
                    if r.voucher and r.voucher.key == v.key
                ]
            },
        }
        for region, v in sorted(refunds, key=lambda each: each[1].amount)
    ]
    return {"payments": {"totalCount": len(nodes), "nodes": nodes}}


def q16(books: Books, given: Variables) -> Answer:
    first, last = (date.fromisoformat(given[name]) for name in ("from", "to"))
    due = [
        s for s in books.services if s.region == full(given["region"]) and first <= s.due <= last
    ]

    def money(found: list[Service], *names: str) -> Answer:
        principal, interest = sum(s.principal for s in found), sum(s.interest for s in found)
        told = {"principal": principal, "interest": interest, "total": principal + interest}
        return {"sum": {name: yuan(told[name]) for name in names}}

    def total(found: list[Service]) -> int:
        return sum(s.principal + s.interest for s in found)

    both = ("principal", "interest", "total")
    months = grouped(due, lambda s: str(s.due.replace(day=1)))
    owed = sorted(grouped(due, lambda s: s.bond.code).items(), key=lambda each: -total(each[1]))
    rest = [s for _, found in owed[2:] for s in found]
    return {
        "months": {
            "nodes": [
                {
                    "key": {"dueOn": month, "paidFrom": source},
                    "count": len(found),
                    **money(found, *both),
                }
                for month, of in months.items()
                for source, found in grouped(of, lambda s: s.source).items()
            ],
            "subtotals": [
                {
                    "depth": 1,
                    "nodes": [
                        {"key": {"dueOn": month}, **money(found, "total")}
                        for month, found in months.items()
                    ],
                }
            ],
            "total": {"count": len(due), **money(due, *both)},
        },
        "bonds": {
            "nodes": [
                {
                    "key": {"bond": _bond(found[0].bond)},
                    **money(found, "principal", "interest"),
                    "share": {"sum": {"total": part(total(found), total(due))}},
                    "rows": {
                        "nodes": [
                            {"dueOn": str(s.due), "total": yuan(s.principal + s.interest)}
                            for s in sorted(found, key=lambda s: s.key)
                        ]
                    },
                }
                for _, found in owed[:2]
            ],
            "others": {"count": len(rest), **money(rest, "principal", "interest")},
        },
    }


def _bond(bond: Bond) -> Answer:
    whole, hundredths = divmod(bond.coupon, 100)
    return {
        "code": bond.code,
        "interestRate": f"{whole}.{hundredths:02d}".rstrip("0").rstrip("."),
        "matures": str(bond.matures),
    }


def q17(books: Books, given: Variables) -> Answer:
    money = grouped(books.funding, lambda each: each.works.key)
    found = [
        each
        for each in books.works
        if each.town
        and each.town.parent == full(given["county"])
        and each.progress < 100
        and any(m.paid > 0 for m in money.get(each.key, ()))
    ]
    found.sort(key=lambda each: -each.amount)
    nodes = []
    for works in found[:3]:
        photographed = [s for s in books.stages if s.works.key == works.key and s.photos]
        last = sorted(photographed, key=lambda stage: -stage.serial)[:1]
        assert works.town is not None
        nodes.append(
            {
                "agriCode": works.key,
                "town": {"name": works.town.name},
                "theme": works.theme,
                "stage": works.stage,
                "stageSince": str(works.since),
                "physicalProgress": str(works.progress),
                "fundingGroups": {
                    "nodes": [
                        {
                            "key": {"sourceTier": tier},
                            "sum": {
                                "arranged": yuan(amount(of)),
                                "paid": yuan(sum(each.paid for each in of)),
                            },
                        }
                        for tier, of in grouped(money[works.key], lambda each: each.tier).items()
                    ]
                },
                "stages": {
                    "nodes": [
                        {
                            "stage": stage.stage,
                            "enteredOn": str(stage.entered),
                            "photos": " ".join(stage.photos),
                        }
                        for stage in last
                    ]
                },
            }
        )
    return {"agriProjects": {"totalCount": len(found), "nodes": nodes}}


def q19(books: Books, given: Variables) -> Answer:
    region = full(given["region"])
    months = {(given[name]["year"], given[name]["month"]) for name in ("this", "last")}

    def month(day: date) -> str:
        return str(day.replace(day=1))

    banked = [
        each
        for each in books.receipts
        if (each.dated.year, each.dated.month) in months and books.within(each.region, region)
    ]
    paid = [
        voucher
        for of, _, voucher in books.vouchers
        if (voucher.dated.year, voucher.dated.month) in months and books.within(of, region)
    ]
    revenue = grouped(banked, lambda r: (BUDGETS[r.revenue.fund], month(r.dated)))
    expenditure = grouped(paid, lambda v: (BUDGETS[v.allotment.fund], month(v.dated)))
    return {
        "region": {
            "name": books.name(region),
            "revenue": {
                "nodes": [
                    {
                        "key": {"budgetType": budget, "bankedOn": first},
                        "sum": {"local": wan(local(found))},
                    }
                    for (budget, first), found in revenue.items()
                ]
            },
            "expenditure": {
                "nodes": [
                    {
                        "key": {"budgetType": budget, "voucherOn": first},
                        "sum": {"amount": wan(amount(found))},
                    }
                    for (budget, first), found in expenditure.items()
                ],
                "subtotals": [
                    {
                        "depth": 1,
                        "nodes": [
                            {"key": {"budgetType": budget}, "sum": {"amount": wan(amount(found))}}
                            for budget, found in grouped(
                                paid, lambda v: BUDGETS[v.allotment.fund]
                            ).items()
                        ],
                    }
                ],
            },
        }
    }


def q20(books: Books, given: Variables) -> Answer:
    where = given["where"]
    paid = [
        (region, voucher)
        for region, year, voucher in books.vouchers
        if year == where["fiscalYear"]["eq"]
        and voucher.allotment.function.startswith(where["function"]["under"])
    ]

    def below(code: str, tier: str) -> Answer:
        inside = [each for each in paid if books.within(each[0], code)]
        groups = grouped(inside, lambda each: books.of_tier(each[0], tier))
        ordered = sorted(groups.items(), key=lambda each: -spent(each[1]))
        rest = [each for _, found in ordered[3:] for each in found]
        above = [*books.world.above(books.world.region[code])[1:], books.world.region["100000000"]]
        return {
            "name": books.name(code),
            "ancestors": [{"code": each.code, "name": each.name} for each in above],
            "paymentGroups": {
                "nodes": [
                    {
                        "key": {"region": region and {"code": region, "name": books.name(region)}},
                        **told(found),
                        "share": {"sum": {"amount": part(spent(found), spent(inside))}},
                    }
                    for region, found in ordered[:3]
                ],
                "others": told(rest),
                "total": told(inside),
            },
        }

    def spent(found: list[tuple[str, Voucher]]) -> int:
        return amount(voucher for _, voucher in found)

    def told(found: list[tuple[str, Voucher]]) -> Answer:
        return {"count": len(found), "sum": {"amount": wan(spent(found))}}

    return {
        "city": below(full(given["city"]), "COUNTY"),
        "county": below(full(given["county"]), "TOWNSHIP"),
    }
