"""Cash plans, requests, vouchers, details and clearings of one region and year.

Money follows date: plan → request → voucher → clearing; a request never exceeds what its allotment
has left, save for the declared irregularities, which are records of their own at the end.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from mock_sources.world.allotments import Allotment
from mock_sources.world.bonds import Purse
from mock_sources.world.clock import WRONG_UNIT_MONTHS, days, last_day, month_of
from mock_sources.world.irregular import UNKNOWN_FUNCTION, UNKNOWN_REGION, Schedule
from mock_sources.world.lists import Region
from mock_sources.world.seeds import generator

# 100 元: in the months of the wrong unit all amounts are multiples, so 0.01 万元 holds them.
_ROUND = 10_000


class CashPlan(NamedTuple):
    """用款计划 of one month. fen; `region` differs from its allotment's only when so marked."""

    key: str
    region: str
    allotment: Allotment
    month: int
    applied: int
    amount: int
    dated: date
    mark: str = ""
    bond: str | None = None


class Voucher(NamedTuple):
    """支付凭证. fen; `number` is the printed number."""

    key: str
    number: str
    allotment: Allotment
    amount: int
    dated: date
    cleared: date
    payee: int
    mark: str = ""


class Request(NamedTuple):
    """支付申请. fen; voucher None: not paid; `bond` whose money it asks for; `contract` it pays."""

    key: str
    allotment_key: str
    allotment: Allotment
    function: str
    amount: int
    dated: date
    voucher: Voucher | None
    payee: int
    mark: str = ""
    bond: str | None = None
    contract: str | None = None


class Detail(NamedTuple):
    """支付明细. fen; `person`: a beneficiary, not an enterprise; `was` before a correction."""

    key: str
    request: Request
    amount: int
    payee: int
    person: bool
    mark: str = ""
    was: int = 0


class Clearing(NamedTuple):
    """清算. fen; `was` before a late correction; `again`: 'duplicate', 'stale' when re-sent."""

    key: str
    voucher: Voucher
    amount: int
    dated: date
    mark: str = ""
    was: int = 0
    again: str = ""


class Payments(NamedTuple):
    """Everything paid in one region and year; `requested`: allotment key → fen asked for."""

    plans: list[CashPlan]
    requests: list[Request]
    vouchers: list[Voucher]
    details: list[Detail]
    clearings: list[Clearing]
    requested: dict[str, int]


class _Book:
    """Numbers and appends the records of one region and year."""

    def __init__(self, region: Region, year: int, purse: Purse) -> None:
        self.purse = purse
        self.short = f"{region.code}{year % 100:02d}"
        self.year = year
        self.calendar = days(year)
        self.year_end = last_day(year)
        self.all = Payments([], [], [], [], [], {})

    def pay(
        self, allotment: Allotment, amounts: list[int], day: int, payee: int, mark: str = ""
    ) -> None:
        """Requests on `day`, a voucher for them two days later, cleared one to three days on."""
        out, calendar = self.all, self.calendar
        serial = len(out.vouchers) + 1
        voucher = Voucher(
            f"PC{self.short}{serial:07d}",
            f"{self.year}{serial:07d}",
            allotment,
            sum(amounts),
            calendar[day + 2],
            calendar[day + 3 + payee % 3],
            payee,
            mark,
        )
        out.vouchers.append(voucher)
        for amount in amounts:
            self.details(self.request(allotment, amount, day, voucher, payee, mark), payee)
        self.clear(voucher)

    def request(
        self,
        allotment: Allotment,
        amount: int,
        day: int,
        voucher: Voucher | None,
        payee: int,
        mark: str = "",
    ) -> Request:
        out = self.all
        request = Request(
            f"PA{self.short}{len(out.requests) + 1:07d}",
            allotment.key,
            allotment,
            allotment.function,
            amount,
            self.calendar[day],
            voucher,
            payee,
            mark,
            None if mark else self.purse.draw(allotment.project, amount, self.calendar[day]),
        )
        out.requests.append(request)
        out.requested[allotment.key] = out.requested.get(allotment.key, 0) + amount
        return request

    def details(self, request: Request, payee: int) -> None:
        """One or two details that sum to the request."""
        out = self.all
        economic = request.allotment.department_code or ""
        person = economic.startswith("303")
        count = 1 if request.mark else (1, 1, 2, 1, 1)[payee % 5]
        share = request.amount // count
        serial = len(out.details)
        for place in range(count):
            amount = share if place else request.amount - share * (count - 1)
            out.details.append(
                Detail(
                    f"PD{self.short}{serial + place + 1:07d}",
                    request,
                    amount,
                    payee + place,
                    person,
                    request.mark if request.mark == "refund" else "",
                )
            )

    def clear(self, voucher: Voucher) -> None:
        out = self.all
        out.clearings.append(
            Clearing(
                f"QS{self.short}{len(out.clearings) + 1:07d}",
                voucher,
                voucher.amount,
                voucher.cleared,
                "refund" if voucher.mark == "refund" else "",
            )
        )


def payments(
    region: Region,
    year: int,
    allotments: list[Allotment],
    vouchers: int,
    purse: Purse,
    schedule: Schedule,
    seed: int,
) -> Payments:
    """What a region's units pay in a year, some `vouchers` of it."""
    rng = generator(seed, "payments", region.code, year)
    book = _Book(region, year, purse)
    spendable = [a for a in allotments if a.agency is not None and not a.mark]
    for turn, allotment in enumerate(spendable):
        count = vouchers // len(spendable) + (turn < vouchers % len(spendable))
        share = 70 + int(rng.random() * 22)
        payable = (allotment.current - allotment.frozen) * share // 100
        start = max(0, (allotment.dated - book.calendar[0]).days) + 5
        _plans(book, allotment, payable, start)
        if count:
            _spend(book, allotment, payable, start, count, rng.random)
    _irregular(book, spendable, schedule)
    return book.all


def _plans(book: _Book, allotment: Allotment, payable: int, start: int) -> None:
    """One plan a quarter that is still to come, from the allotment's month on."""
    months = [m for m in (4, 7, 10) if m > book.calendar[start].month] or [12]
    if len(months) > 2 and allotment.amount < 20_000_000:
        months = months[:1]
    for month in months:
        plans = book.all.plans
        amount = payable // len(months)
        dated = max(book.calendar[start], date(book.year, month - 1, 20))
        plans.append(
            CashPlan(
                f"PP{book.short}{len(plans) + 1:07d}",
                allotment.region,
                allotment,
                month,
                amount + amount // 20,
                amount,
                dated,
                bond=book.purse.planned(allotment.project, dated),
            )
        )


def _spend(
    book: _Book,
    allotment: Allotment,
    payable: int,
    start: int,
    count: int,
    draw: Callable[[], float],
) -> None:
    first = max(start, 70)
    # The last vouchers of the year are made in its last days and cleared in January.
    span = book.year_end - 2 - first
    base = payable // (count + count // 6 + count // 12)
    for turn in range(count):
        number = turn + 1
        day = first + span * turn // count + int(draw() * span / count)
        if number == count and len(book.all.vouchers) % 3 == 0:
            day = book.year_end - 2
        payee = len(book.all.vouchers) * 7 + int(draw() * 5)
        requests = 1 + (number % 6 == 0) + (number % 12 == 0)
        amounts = [base * (500 + int(draw() * 500)) // 1000 for _ in range(requests)]
        if month_of(book.calendar[day + 3 + payee % 3]) in WRONG_UNIT_MONTHS:
            amounts = [max(_ROUND, a - a % _ROUND) for a in amounts]
        book.pay(allotment, amounts, day, payee)
    if count > 2:
        book.request(allotment, base // 4, book.year_end - 1, None, count)


def _irregular(book: _Book, spendable: list[Allotment], schedule: Schedule) -> None:
    """The declared irregularities: records of their own, to which nothing else refers."""
    out = book.all
    by_age = sorted(spendable, key=lambda a: a.dated)
    late, early = by_age[-1], by_age[0]
    model = spendable[0]

    def holds(kind: str, stream: str) -> bool:
        return schedule.holds(kind, stream)

    if holds("refund", "PAY_VOUCHER"):
        paid = next(v for v in reversed(out.vouchers) if not v.mark)
        refunded = max(1, abs(paid.amount) // 10)
        book.pay(paid.allotment, [-refunded], 330, paid.payee, "refund")
    if holds("before_allotment", "PAY_VOUCHER"):
        day = max(0, (late.dated - book.calendar[0]).days - 25)
        book.pay(late, [100_000], day, 5, "before_allotment")
    if holds("over_allotment", "PAY_VOUCHER"):
        above = early.current - out.requested.get(early.key, 0) + 1_000_000
        book.pay(early, [above], 300, 10, "over_allotment")
    if holds("allotment_missing", "PAY_VOUCHER"):
        book.pay(model, [88_800], 301, 15, "")
        request = out.requests[-1]
        out.requested[model.key] -= request.amount
        changed = request._replace(
            allotment_key=f"B{model.region}-{book.year}-N00001", mark="allotment_missing"
        )
        out.requests[-1] = changed
        out.details[-1] = out.details[-1]._replace(request=changed)
    if holds("no_requests", "PAY_VOUCHER_BILL"):
        _lone_voucher(book, model, "no_requests")
        book.clear(out.vouchers[-1])
    for kind in ("missing_value", "impossible_date"):
        if holds(kind, "PAY_VOUCHER_BILL"):
            _lone_voucher(book, model, kind)
    for kind in ("unknown_function", "three_decimals", "missing_value"):
        if holds(kind, "PAY_VOUCHER"):
            request = book.request(model, 77_700 + schedule.number, 303, None, 25, kind)
            out.requested[model.key] -= request.amount
            if kind == "unknown_function":
                out.requests[-1] = request._replace(function=UNKNOWN_FUNCTION)
    _irregular_leaves(book, model, holds)


def _lone_voucher(book: _Book, allotment: Allotment, mark: str) -> None:
    vouchers = book.all.vouchers
    serial = len(vouchers) + 1
    vouchers.append(
        Voucher(
            f"PC{book.short}{serial:07d}",
            f"{book.year}{serial:07d}",
            allotment,
            66_600 + serial,
            book.calendar[305],
            book.calendar[306],
            20,
            mark,
        )
    )


def _irregular_leaves(book: _Book, model: Allotment, holds: Callable[[str, str], bool]) -> None:
    out = book.all
    for kind in ("unknown_region", "three_decimals", "tombstone_known", "tombstone_unknown"):
        if holds(kind, "PAY_PLAN_VOUCHER"):
            plan = CashPlan(
                f"PP{book.short}{len(out.plans) + 1:07d}",
                UNKNOWN_REGION if kind == "unknown_region" else model.region,
                model,
                11,
                50_000,
                50_000,
                date(book.year, 10, 12),
                kind,
            )
            out.plans.append(plan)
    paid = next(r for r in out.requests if r.voucher is not None and not r.mark)
    for kind in ("three_decimals", "tombstone_known", "tombstone_unknown", "late_correction"):
        if holds(kind, "PAY_DETAIL"):
            serial = len(out.details) + 1
            was = 40_000 if kind == "late_correction" else 0
            key = f"PD{book.short}{serial:07d}"
            out.details.append(Detail(key, paid, 44_400, serial, False, kind, was))
    places = [
        i
        for i, c in enumerate(out.clearings)
        if not c.mark and month_of(c.dated) not in WRONG_UNIT_MONTHS
    ]
    stale = holds("stale", "clearing")
    if stale or holds("late_correction", "clearing"):
        old = out.clearings[places[0]]
        out.clearings[places[0]] = old._replace(
            mark="late_correction", was=old.amount + 1_000, again="stale" if stale else ""
        )
    if holds("duplicate", "clearing") and len(places) > 1:
        out.clearings[places[1]] = out.clearings[places[1]]._replace(again="duplicate")
    if holds("impossible_date", "clearing"):
        wrong = Clearing(
            f"QS{book.short}{len(out.clearings) + 1:07d}",
            out.vouchers[0],
            33_300,
            book.calendar[290],
            "impossible_date",
        )
        out.clearings.append(wrong)
