"""What a provincial supervisor asks: budgets, consolidation, revenue, allotments, data.

Each function takes books and the request's variables, and gives the whole `data` of the answer.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from mock_sources.world.allotments import Adjustment
from mock_sources.world.payments import Request
from mock_sources.world.projects import AnnualBudget
from tests.e2e.questions.books import (
    Books,
    agency,
    amount,
    full,
    grouped,
    left,
    local,
    part,
    unit,
    wan,
    yuan,
)

Variables = dict[str, Any]
Answer = dict[str, Any]


def q01(books: Books, given: Variables) -> Answer:
    def of(code: str) -> Answer:
        budgets = [
            each
            for each in books.budgets
            if each.year == given["year"]
            and each.project.fund == "11"
            and books.within(each.region, code)
        ]
        paid = [
            voucher
            for region, year, voucher in books.vouchers
            if year == given["year"]
            and voucher.allotment.fund == "11"
            and books.within(region, code)
        ]
        whole = amount(paid)
        quarters = grouped(paid, lambda v: date(v.dated.year, (v.dated.month - 1) // 3 * 3 + 1, 1))
        approved, current = sum(b.reply for b in budgets), sum(b.current for b in budgets)
        return {
            "code": code,
            "name": books.name(code),
            "projectBudgetGroups": {
                "total": {"sum": {"approved": wan(approved), "current": wan(current)}}
            },
            "paymentGroups": {
                "nodes": [
                    {
                        "key": {"voucherOn": str(quarter)},
                        "sum": {"amount": wan(amount(found))},
                        "share": {"sum": {"amount": part(amount(found), whole)}},
                    }
                    for quarter, found in quarters.items()
                ],
                "total": {"sum": {"amount": wan(whole)}},
            },
        }

    counties = books.counties(full(given["city"]))[:3]
    return {"regions": {"nodes": [of(each.code) for each in counties]}}


def q02(books: Books, given: Variables) -> Answer:
    """Members of the province are all that lie in it; its own level is the province alone."""
    province, year = full(given["province"]), given["year"]

    def revenue(inside: Callable[[str], bool]) -> Answer:
        found = [r for r in books.receipts if r.year == year and inside(r.region)]
        return {"total": {"sum": {"amount": yuan(amount(found)), "local": yuan(local(found))}}}

    def expenditure(inside: Callable[[str], bool]) -> Answer:
        found = [v for region, of, v in books.vouchers if of == year and inside(region)]
        return {"total": {"sum": {"amount": yuan(amount(found))}}}

    def passed(inside: Callable[[str], bool]) -> Answer:
        found = [t for t in books.transfers if t.year == year and inside(t.region)]
        gross, within = amount(found), amount(t for t in found if inside(t.to))
        total = {
            "count": len(found),
            "sum": {"amount": yuan(gross)},
            "eliminated": {"amount": yuan(within)},
            "net": {"amount": yuan(gross - within)},
        }
        return {"total": total, "unmatched": []}

    def whole(region: str) -> bool:
        return books.within(region, province)

    def own(region: str) -> bool:
        return region == province

    return {
        "region": {
            "name": books.name(province),
            "wholeRevenue": revenue(whole),
            "ownRevenue": revenue(own),
            "wholeExpenditure": expenditure(whole),
            "ownExpenditure": expenditure(own),
            "wholeTransfers": passed(whole),
            "ownTransfers": passed(own),
        }
    }


def q06(books: Books, given: Variables) -> Answer:
    def years(county: str, item: str) -> Answer:
        found = [
            each
            for each in books.receipts
            if each.year >= 2024
            and each.revenue.code.startswith(item)
            and books.within(each.region, county)
        ]
        return {
            "nodes": [
                {
                    "key": {"fiscalYear": year},
                    "count": len(members),
                    "sum": {"local": yuan(local(members))},
                }
                for year, members in grouped(found, lambda each: each.year).items()
            ]
        }

    counties = books.counties(full(given["city"]))[:4]
    items = {"all": "", "nonTax": "103", "land": "1030148"}
    return {
        "regions": {
            "nodes": [
                {"code": r.code, **{name: years(r.code, item) for name, item in items.items()}}
                for r in counties
            ]
        }
    }


def q07(books: Books, given: Variables) -> Answer:
    start, day = (date.fromisoformat(given[name]) for name in ("from", "day"))
    lines = {line.held.key: line for line in books.lines}
    lost = [
        (year, request)
        for _, year, request in books.requests
        if request.allotment_key not in lines and request.voucher and request.dated >= start
    ]
    lost.sort(key=lambda each: each[1].key)
    asked = {r.voucher.key for _, _, r in books.requests if r.voucher}
    bare = sorted((v for _, _, v in books.vouchers if v.key not in asked), key=lambda v: v.key)
    over = sorted((x for x in books.lines if x.available < 0), key=lambda x: x.available)
    early = [
        request
        for _, _, request in books.requests
        if start <= request.dated < day
        and request.allotment_key in lines
        and lines[request.allotment_key].held.dated >= day
    ]

    def lost_in(year: int, found: list[tuple[int, Request]]) -> Answer:
        rows = [{"requestId": r.key, "agency": {"code": unit(r)[0]}} for _, r in found]
        money = yuan(amount(r for _, r in found))
        return {
            "key": {"fiscalYear": year},
            "count": len(found),
            "sum": {"amount": money},
            "rows": {"nodes": rows},
        }

    return {
        "withoutAllotment": {
            "nodes": [lost_in(year, r) for year, r in grouped(lost, lambda each: each[0]).items()],
            "total": {"count": len(lost), "sum": {"amount": yuan(amount(r for _, r in lost))}},
        },
        "withoutRequest": {
            "totalCount": len(bare),
            "nodes": [
                {"paymentId": v.key, "amount": yuan(v.amount), "agency": {"name": unit(v)[1]}}
                for v in bare
            ],
        },
        "overAllotment": {
            "totalCount": len(over),
            "nodes": [
                {"allotmentId": x.held.key, "agency": {"name": agency(x)}, **left(x)}
                for x in over[:3]
            ],
        },
        "beforeAllotment": {
            "nodes": [
                {
                    "requestId": r.key,
                    "requestedOn": str(r.dated),
                    "amount": yuan(r.amount),
                    "agency": {"name": unit(r)[1]},
                    "allotment": {
                        "allotmentId": r.allotment_key,
                        "issuedOn": str(r.allotment.dated),
                    },
                }
                for r in sorted(early, key=lambda r: r.key)
            ]
        },
    }


def q08(books: Books, given: Variables) -> Answer:
    region = full(given["region"])
    held = [b for b in books.budgets if b.region == region and b.year in given["years"]]

    def measures(found: list[AnnualBudget]) -> Answer:
        applied, approved = sum(b.applied for b in found), sum(b.reply for b in found)
        money = {"applied": applied, "approved": approved, "current": sum(b.current for b in found)}
        return {
            "count": len(found),
            "sum": {name: yuan(fen) for name, fen in money.items()},
            "ratio": {"approvalRate": part(approved, applied)},
        }

    groups = grouped(held, lambda b: (b.project.agency.code, b.project.agency.name, b.year))
    kept = [
        (sum(b.reply for b in found), key, found)
        for key, found in groups.items()
        if len(found) > 1
        and sum(b.reply for b in found) * 1000 < sum(b.applied for b in found) * 915
    ]
    kept.sort(key=lambda each: -each[0])
    nodes = [
        {"key": {"agency": {"code": code, "name": name}, "fiscalYear": year}, **measures(found)}
        for _, (code, name, year), found in kept[:4]
    ]
    found = {"nodes": nodes, "totalCount": len(kept), "total": measures(held)}
    return {"projectBudgetGroups": found}


def q10(books: Books, given: Variables) -> Answer:
    city, year, top = full(given["city"]), given["year"], given["class"]
    budgets = [
        b
        for b in books.budgets
        if b.year == year and b.function.startswith(top) and books.within(b.region, city)
    ]
    paid = [
        v
        for region, of, v in books.vouchers
        if of == year and v.allotment.function.startswith(top) and books.within(region, city)
    ]
    changes = [
        a
        for a in books.adjustments
        if a.year == year and a.allotment.function.startswith(top) and books.within(a.region, city)
    ]
    documents = grouped(changes, lambda a: (a.allotment.document, a.kind))
    ordered = sorted(documents.items(), key=lambda each: -amount(each[1]))
    rest = [a for _, found in ordered[3:] for a in found]

    def version(found: list[AnnualBudget]) -> Answer:
        money = {
            "approved": sum(b.reply for b in found),
            "adjustment": sum(b.adjusted for b in found),
            "virement": sum(b.virement for b in found),
            "current": sum(b.current for b in found),
        }
        return {"count": len(found), "sum": {name: yuan(fen) for name, fen in money.items()}}

    def changed(found: list[Adjustment]) -> Answer:
        return {"count": len(found), "sum": {"amount": yuan(amount(found))}}

    return {
        "versions": {
            "nodes": [
                {"key": {"function": {"code": code}}, **version(found)}
                for code, found in grouped(budgets, lambda b: b.function[:5]).items()
            ]
        },
        "executed": {
            "nodes": [
                {
                    "key": {"function": {"code": code}},
                    "count": len(found),
                    "sum": {"paid": yuan(amount(found))},
                }
                for code, found in grouped(paid, lambda v: v.allotment.function[:5]).items()
            ]
        },
        "documents": {
            "nodes": [
                {"key": {"docNo": number, "kind": {"code": kind}}, **changed(found)}
                for (number, kind), found in ordered[:3]
            ],
            "totalCount": len(ordered),
            "others": changed(rest),
        },
    }


def q11(books: Books, given: Variables) -> Answer:
    """An allotment names its parent in its parent's region, a request its allotment in its own."""
    city = full(given["city"])
    known = {line.held.key for line in books.lines}
    named: dict[str, list[tuple[str, int, str | None, int]]] = {
        "Allotment.parent": [
            (x.held.region, x.held.year, x.held.parent, x.held.amount) for x in books.lines
        ],
        "PaymentRequest.allotment": [
            (region, year, r.allotment_key, r.amount) for region, year, r in books.requests
        ],
    }
    nodes, links = [], []
    for link in sorted(given["links"]):
        found = [each for each in named[link] if each[1] == 2025 and books.within(each[0], city)]
        naming = [each for each in found if each[2]]
        lost = [each for each in naming if each[2] not in known]
        sums = {"records": len(found), "named": len(naming), "unlinked": len(lost)}
        links.append(
            {
                "key": {"link": link},
                "sum": {**sums, "unlinkedAmount": yuan(sum(each[3] for each in lost))},
                "ratio": {"rate": part(len(naming) - len(lost), len(naming))},
                "countDistinct": {"region": len({each[0] for each in found})},
            }
        )
        for region, records in grouped(found, lambda each: each[0]).items():
            naming = [each for each in records if each[2]]
            lost = [each for each in naming if each[2] not in known]
            if lost:
                nodes.append(
                    {
                        "link": link,
                        "region": {"code": region},
                        "fiscalYear": 2025,
                        "records": len(records),
                        "named": len(naming),
                        "linked": len(naming) - len(lost),
                        "unlinked": len(lost),
                        "unlinkedAmount": yuan(sum(each[3] for each in lost)),
                        "rate": part(len(naming) - len(lost), len(naming)),
                    }
                )
    reasons = {"unknown_function": "A210", "unknown_region": "A211"}
    rejects = [
        {"stream": stream, "recordKey": key, "code": reasons[mark]}
        for stream, key, mark in sorted(books.rejected, key=lambda each: each[1])
        if mark in reasons
    ]
    streams = grouped(rejects, lambda each: each["stream"])
    return {
        "linkCoverage": {"nodes": nodes},
        "links": {"nodes": links},
        "reasons": {
            "nodes": [
                {"key": {"stream": stream, "code": code}, "count": len(found)}
                for (stream, code), found in grouped(
                    rejects, lambda each: (each["stream"], each["code"])
                ).items()
            ],
            "subtotals": [
                {
                    "nodes": [
                        {
                            "key": {"stream": stream},
                            "count": len(found),
                            "share": {"count": part(len(found), len(rejects))},
                        }
                        for stream, found in streams.items()
                    ]
                }
            ],
        },
        "rejects": {"nodes": rejects},
    }
