"""What agriculture, procurement and audit ask: money by origin, a supplier, a whole chain.

Each function takes books and the request's variables, and gives the whole `data` of the answer.
"""

from __future__ import annotations

from typing import Any

from mock_sources.world.agriculture import Funding, Works
from mock_sources.world.contracts import Contract
from mock_sources.world.payments import Request
from tests.e2e.questions.books import Books, amount, full, grouped, part, yuan
from tests.e2e.world_trace import Chains, Step

Variables = dict[str, Any]
Answer = dict[str, Any]


SOURCES = {
    "PROJECT": "budget",
    "PROJECT_BUDGET": "budget",
    "TRANSFER": "budget",
    "BOND": "debt",
    "ASSET": "assets",
    "AGRI_PROJECT": "agriculture",
    **dict.fromkeys(
        ("PROCUREMENT_PLAN", "TENDER", "AWARD", "CONTRACT", "ACCEPTANCE"), "procurement"
    ),
}
"""Kind of step -> the system it is of; others are of the treasury."""


def q23(books: Books, given: Variables) -> Answer:
    county = full(given["county"])

    def lies(works: Works) -> bool:
        inside = works.town is not None and books.within(works.town.code, county)
        return inside or books.within(works.region, county)

    here = {each.key for each in books.works if lies(each)}
    works = {each.key: each for each in books.works if each.theme == "FARMLAND" and lies(each)}
    reached = [m for m in books.funding if m.works.key in here and m.year >= given["since"]]
    money = [each for each in reached if each.works.key in works]
    tiers = grouped(money, lambda each: each.tier)
    largest = sorted(works.values(), key=lambda each: -(each.area or 0))

    def paid(found: list[Funding]) -> int:
        return sum(each.paid for each in found)

    towns = grouped(works.values(), lambda each: each.town)
    widest = sorted(towns.items(), key=lambda each: -land(each[1]))

    def lies_in(found: list[Works], *, villages: bool = True) -> Answer:
        seen = {each.village for each in found if each.village is not None}
        people = sum(each.beneficiaries for each in found)
        sums = {"area": tenths(land(found)), "beneficiaries": people}
        told = {"count": len(found), "sum": {**sums, "investment": yuan(amount(found))}}
        return told | ({"countDistinct": {"village": len(seen)}} if villages else {})

    def told(found: list[Funding]) -> Answer:
        money = {"arranged": yuan(amount(found)), "paid": yuan(paid(found))}
        return {"count": len(found), "sum": money}

    return {
        "agriFundingGroups": {
            "nodes": [
                {"key": {"sourceTier": tier, "fiscalYear": year}, **told(found)}
                for tier, of in tiers.items()
                for year, found in grouped(of, lambda each: each.year).items()
            ],
            "subtotals": [
                {
                    "depth": 1,
                    "nodes": [
                        {
                            "key": {"sourceTier": tier},
                            "sum": {"paid": yuan(paid(found))},
                            "share": {"sum": {"paid": part(paid(found), paid(money))}},
                        }
                        for tier, found in tiers.items()
                    ],
                }
            ],
            "total": {
                **told(money),
                "countDistinct": {"agriProject": len({each.works.key for each in money})},
            },
        },
        "everyTheme": {
            "nodes": [
                {"key": {"sourceTier": tier}, **told(found)}
                for tier, found in grouped(reached, lambda each: each.tier).items()
            ]
        },
        "lies": {
            "nodes": [
                {"key": {"town": town and {"name": town.name}}, **lies_in(found)}
                for town, found in widest[:2]
            ],
            "others": lies_in([w for _, found in widest[2:] for w in found], villages=False),
            "total": lies_in(list(works.values())),
        },
        "agriProjects": {
            "totalCount": len(works),
            "nodes": [
                {
                    "agriCode": each.key,
                    "town": each.town and {"name": each.town.name},
                    "village": each.village,
                    "area": each.area and tenths(each.area),
                    "beneficiaries": each.beneficiaries,
                }
                for each in largest[:3]
            ],
        },
    }


def land(found: list[Works]) -> int:
    return sum(each.area or 0 for each in found)


def tenths(number: int) -> str:
    whole, tenth = divmod(number, 10)
    return f"{whole}.{tenth}" if tenth else str(whole)


def q24(books: Books, given: Variables) -> Answer:
    supplied = grouped(books.contracts, lambda each: each.award.suppliers[0])
    supplier = next(each for each in supplied if each.code == given["supplier"])
    mine = sorted(supplied[supplier], key=lambda each: -each.amount)
    low, high = (int(given[name]) * 100 for name in ("under", "threshold"))
    under = sorted((c for c in mine if low <= c.original < high), key=lambda c: c.original)
    numbers = {each.key for each in mine}
    paid = [(of, r) for of, _, r in books.requests if r.contract in numbers and r.voucher]
    regions = sorted(grouped(paid, lambda each: each[0]).items(), key=lambda each: -_asked(each[1]))
    counties = sorted(grouped(mine, lambda c: c.region).values(), key=lambda found: -amount(found))
    single = grouped(
        (c for c in books.contracts if c.plan.method == "SINGLE_SOURCE"),
        lambda each: each.award.suppliers[0],
    )
    several = [(of, found) for of, found in single.items() if len(found) >= 2]

    def sums(found: list[tuple[str, Request]], **more: int) -> Answer:
        contracts = len({request.contract for _, request in found})
        return {
            "count": len(found),
            "sum": {"amount": yuan(_asked(found))},
            "countDistinct": {"contract": contracts, **more},
        }

    def worth(found: list[Contract]) -> Answer:
        changed = sum(each.amount - each.original for each in found)
        return {
            "count": len(found),
            "sum": {"amount": yuan(amount(found)), "changed": yuan(changed)},
        }

    return {
        "supplier": {
            "name": supplier.name,
            "contracts": {
                "totalCount": len(mine),
                "nodes": [
                    {
                        "contractNo": each.key,
                        "region": {"name": books.name(each.region)},
                        "method": each.plan.method,
                        "amount": yuan(each.amount),
                        "paymentRequests": {"totalCount": _named(books, each)},
                    }
                    for each in mine[:2]
                ],
            },
            "counties": {
                "nodes": [
                    {
                        "key": {"region": {"name": books.name(found[0].region)}},
                        **worth(found),
                        "share": {"sum": {"amount": part(amount(found), amount(mine))}},
                    }
                    for found in counties[:2]
                ],
                "others": worth([each for found in counties[2:] for each in found]),
                "total": {**worth(mine), "countDistinct": {"region": len(counties)}},
            },
            "methods": {
                "nodes": [
                    {
                        "key": {"method": method},
                        "count": len(found),
                        "sum": {"amount": yuan(amount(found))},
                        "share": {
                            "count": part(len(found), len(mine)),
                            "sum": {"amount": part(amount(found), amount(mine))},
                        },
                    }
                    for method, found in grouped(mine, lambda each: each.plan.method).items()
                ],
            },
            "justUnder": {
                "nodes": [
                    {"contractNo": each.key, "originalAmount": yuan(each.original)}
                    for each in under
                ]
            },
        },
        "paid": {
            "nodes": [
                {
                    "key": {"region": {"code": region, "name": books.name(region)}},
                    **sums(found),
                    "share": {"sum": {"amount": part(_asked(found), _asked(paid))}},
                }
                for region, found in regions
            ],
            "total": sums(paid, region=len(regions)),
        },
        "severalSingle": {
            "nodes": [
                {
                    "key": {"supplier": {"code": of.code, "name": of.name} if of.told else None},
                    "count": len(found),
                    "sum": {"amount": yuan(amount(found))},
                    "rows": {"nodes": [{"contractNo": no} for no in sorted(c.key for c in found)]},
                }
                for of, found in sorted(several, key=lambda each: -amount(each[1]))
            ]
        },
    }


def _asked(found: list[tuple[str, Request]]) -> int:
    return amount(request for _, request in found)


def _named(books: Books, contract: Contract) -> int:
    """Requests that name a contract."""
    return sum(request.contract == contract.key for _, _, request in books.requests)


def q25(books: Books, given: Variables) -> Answer:
    """Steps in the order of their kinds' names and keys: the world knows no other."""
    asked = given["payment"]
    region, year = full(asked["region"]), asked["fiscalYear"]
    voucher = next(v for of, _, v in books.vouchers if v.key == asked["paymentId"] and of == region)
    chain = Chains(books.world).of(region, year, voucher)
    assert not chain.against

    def source_key(step: Step) -> str:
        """As the source says it: of a file's row with the file."""
        kind, code, key = step
        card, _, register = key.partition("@")
        if kind == "ASSET":
            return f"assets_{code[:6]}_{register}/{card}"
        return f"{code}/{year}/{key}" if kind == "CLEARING" else key

    def told(step: Step) -> Answer:
        kind, code, _ = step
        missing = sorted(gap for of, gap in chain.gaps if of == step)
        return {
            "kind": kind,
            "region": {"code": code} if code else None,
            "source": SOURCES.get(kind, "treasury"),
            "sourceKey": source_key(step),
            "missing": [{"kind": gap} for gap in missing],
            "outOfOrder": [],
        }

    steps = sorted(map(told, chain.steps), key=lambda each: (each["kind"], each["sourceKey"]))
    return {
        "payment": {
            "certificateNo": voucher.number,
            "amount": yuan(voucher.amount),
            "sourceKey": voucher.key,
        },
        "trace": {"truncated": False, "steps": steps},
    }
