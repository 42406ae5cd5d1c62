"""Procurement of one region and year: plan → tender → award → contract → change → acceptance.

Bought is what allotments for procurement pay for: each contract stands behind the requests of one
voucher, its supplier is their payee, and its dates come before theirs. Money narrows: plan ≥ award
≥ contract ≥ paid, save for changes and the declared irregularities.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from mock_sources.world import people
from mock_sources.world.allotments import Allotment
from mock_sources.world.clock import CHANGED_AT
from mock_sources.world.irregular import UNKNOWN_REGION
from mock_sources.world.payments import Payments, Request
from mock_sources.world.seeds import pick

LOTS = 2
"""Contracts that one plan makes at most."""
LEAD = 60
"""Days a purchase takes, from the allotment to the first request."""

DIRECT = frozenset({"FRAMEWORK", "E_MALL"})
"""Methods without a tender."""
_SMALL = ("E_MALL", "INQUIRY", "FRAMEWORK", "COMPETITIVE_CONSULTATION", "SINGLE_SOURCE")
_LARGE = ("PUBLIC_TENDER", "PUBLIC_TENDER", "COMPETITIVE_NEGOTIATION")
_LARGE_FROM = 200_000_000
"""2 000 000 元."""


class Item(NamedTuple):
    """A catalogue item and what it is counted in."""

    code: str
    name: str
    unit: str


_ITEMS = {
    "02": (
        Item("A02010105", "台式计算机", "台"),
        Item("A02020100", "复印机", "台"),
        Item("A02021118", "扫描仪", "台"),
    ),
    "03": (Item("A02320500", "医用超声波仪器及设备", "套"), Item("A02060200", "变压器", "台")),
    "05": (Item("B01020000", "业务用房施工", "项"), Item("B02091000", "灌溉排水工程施工", "项")),
}
UNKNOWN_ITEM = "Z99990000"
"""In no catalogue."""


class Plan(NamedTuple):
    """采购计划 of an allotment. fen"""

    key: str
    ocid: str
    region: str
    year: int
    allotment: Allotment
    item: Item
    quantity: int
    method: str
    form: str
    reserved: bool
    dated: date
    amount: int
    mark: str = ""


class Tender(NamedTuple):
    """采购公告. fen; open from `published` until `opened`, complete with its award, `closed`."""

    key: str
    plan: Plan
    region: str
    published: date
    opened: date
    closed: date
    bidders: int
    amount: int
    mark: str = ""


class Supplier(NamedTuple):
    """供应商; one that is not `told` appears in no list of parties."""

    code: str
    name: str
    told: bool = True


class Award(NamedTuple):
    """中标成交. fen; of several suppliers the first leads; tender None: the method has none."""

    key: str
    plan: Plan
    region: str
    tender: str | None
    suppliers: tuple[Supplier, ...]
    dated: date
    amount: int
    mark: str = ""


class Contract(NamedTuple):
    """采购合同. fen: `original` when signed, `amount` now, `was` before a late correction.

    `again`: 'duplicate' or 'stale' when one of its releases is sent again.
    """

    key: str
    plan: Plan
    award: Award
    region: str
    signed: date
    published: date
    ends: date
    original: int
    amount: int
    mark: str = ""
    was: int = 0
    again: str = ""


class Change(NamedTuple):
    """合同变更. fen, signed."""

    key: str
    contract: Contract
    region: str
    dated: date
    reason: str
    amount: int
    mark: str = ""


class Acceptance(NamedTuple):
    """履约验收. fen"""

    key: str
    contract: Contract
    region: str
    dated: date
    amount: int
    mark: str = ""


class Procurement(NamedTuple):
    """Everything bought in one region and year; `paid`: request key → number of its contract."""

    plans: list[Plan]
    tenders: list[Tender]
    awards: list[Award]
    contracts: list[Contract]
    changes: list[Change]
    acceptances: list[Acceptance]
    paid: dict[str, str]

    @classmethod
    def empty(cls) -> Procurement:
        return cls([], [], [], [], [], [], {})


class Lot(NamedTuple):
    """The requests of one voucher that a contract is behind. fen"""

    day: date
    payee: int
    paid: int
    requests: tuple[str, ...]


class _Dates(NamedTuple):
    plan: date
    published: date
    opened: date
    award: date
    signed: date


def procurement(
    allotments: Iterable[Allotment], payments: Payments, every: int, seed: int
) -> Procurement:
    """What a region bought in a year. `every`: one of each irregularity in so many purchases."""
    out = Procurement.empty()
    lots = _lots(payments.requests)
    for allotment in allotments:
        if not allotment.purchase or allotment.agency is None or allotment.mark:
            continue
        earliest = allotment.dated + timedelta(days=LEAD)
        found = [lot for lot in lots.get(allotment.key, ()) if lot.day >= earliest][:LOTS]
        if found:
            _Purchase(out, allotment, found, every, seed).make()
    return out


def name_contracts(payments: Payments, paid: dict[str, str]) -> None:
    """Requests, and the details that go with them, name the contract they pay."""
    if not paid:
        return
    for place, request in enumerate(payments.requests):
        if request.key in paid:
            payments.requests[place] = request._replace(contract=paid[request.key])
    for place, detail in enumerate(payments.details):
        if detail.request.key in paid:
            request = detail.request._replace(contract=paid[detail.request.key])
            payments.details[place] = detail._replace(request=request)


def _lots(requests: Iterable[Request]) -> dict[str, list[Lot]]:
    """Allotment → lots, in the order of their vouchers."""
    found: dict[str, list[Lot]] = {}
    for voucher, group in groupby(requests, lambda request: request.voucher):
        members = list(group)
        first = members[0]
        if voucher is None or voucher.mark or any(each.mark for each in members):
            continue
        paid = sum(each.amount for each in members)
        keys = tuple(each.key for each in members)
        lot = Lot(first.dated, first.payee, paid, keys)
        found.setdefault(first.allotment_key, []).append(lot)
    return found


def _supplier(number: int) -> Supplier:
    return Supplier(people.supplier_credit_code(number), people.supplier(number))


class _Purchase:
    """One purchase, from its plan to the acceptance of what each contract delivered."""

    def __init__(
        self, out: Procurement, allotment: Allotment, lots: list[Lot], every: int, seed: int
    ) -> None:
        region, year = allotment.region, allotment.year
        self.out, self.allotment, self.lots = out, allotment, lots
        self.every, self.seed = every, seed
        self.name = f"{region}-{year}-{len(out.plans) + 1:04d}"
        self.draw = pick(1_000_000, seed, "purchase", self.name)
        self.dates = self._dates(lots[0].day)

    def holds(self, kind: str, stream: str) -> bool:
        return pick(self.every, self.seed, kind, stream, self.name) == 0

    def _dates(self, first: date) -> _Dates:
        signed = first - timedelta(days=12 + self.draw % 6)
        award = signed - timedelta(days=5 + self.draw % 5)
        opened = award - timedelta(days=3)
        published = opened - timedelta(days=20)
        return _Dates(
            published - timedelta(days=6 + self.draw % 4), published, opened, award, signed
        )

    def make(self) -> None:
        worth = [lot.paid * (100 + (self.draw + n) % 12) // 100 for n, lot in enumerate(self.lots)]
        plan = self._plan(sum(worth) * (106 + self.draw % 10) // 100)
        tender = None if plan.method in DIRECT else self._tender(plan)
        for number, (lot, amount) in enumerate(zip(self.lots, worth, strict=True), 1):
            award = self._award(plan, tender, lot, number, amount)
            self._contract(award, lot, number, amount)
        self._rejected(plan)

    def _plan(self, amount: int) -> Plan:
        a, draw = self.allotment, self.draw
        choices = _ITEMS.get((a.department_code or "")[3:], _ITEMS["05"])
        methods = _LARGE if amount >= _LARGE_FROM else _SMALL
        item = choices[draw % len(choices)]
        plan = Plan(
            f"CG{self.name}",
            f"ocds-mock01-{self.name}",
            a.region,
            a.year,
            a,
            item,
            1 if item.unit == "项" else 1 + draw % 40,
            methods[draw % len(methods)],
            ("CENTRAL", "DECENTRALISED", "DEPARTMENTAL")[draw % 3],
            draw % 4 == 0,
            self.dates.plan,
            amount,
        )
        self.out.plans.append(plan)
        return plan

    def _tender(self, plan: Plan) -> Tender:
        dates = self.dates
        tender = Tender(
            f"ZB{self.name}",
            plan,
            plan.region,
            dates.published,
            dates.opened,
            dates.award,
            1 if plan.method == "SINGLE_SOURCE" else 3 + self.draw % 7,
            plan.amount,
        )
        self.out.tenders.append(tender)
        return tender

    def _award(
        self, plan: Plan, tender: Tender | None, lot: Lot, number: int, amount: int
    ) -> Award:
        suppliers: tuple[Supplier, ...] = (_supplier(lot.payee),)
        if self.draw % 9 == 4:
            suppliers += (_supplier(lot.payee + 1),)
        award = Award(
            f"ZX{self.name}-{number}",
            plan,
            plan.region,
            tender.key if tender else None,
            suppliers,
            self.dates.award,
            amount,
        )
        if number == 1 and tender and self.holds("tender_missing", "awards"):
            award = award._replace(tender=f"{tender.key}-N", mark="tender_missing")
        elif number == 1 and self.holds("supplier_missing", "awards"):
            unheard = Supplier(
                f"91440000MOCK9{pick(100_000, self.name):05d}", "未登记供应商", False
            )
            award = award._replace(suppliers=(unheard,), mark="supplier_missing")
        self.out.awards.append(award)
        return award

    def _contract(self, award: Award, lot: Lot, number: int, amount: int) -> None:
        """The contract of a lot, its change and its acceptance."""
        signed = self.dates.signed
        contract = Contract(
            f"HT{self.name}-{number}",
            award.plan,
            award,
            award.region,
            signed,
            signed + timedelta(days=1 + self.draw % 2),
            lot.day + timedelta(days=90),
            amount,
            amount,
        )
        if number == 1:
            contract = self._irregular(contract, lot)
        delta = contract.amount - contract.original
        if not contract.mark and self.draw % 5 == 0:
            delta = (amount // 20, -(amount // 50))[self.draw // 5 % 2]
            delta = max(delta, lot.paid - amount)
            contract = contract._replace(amount=amount + delta)
        if delta:
            late = contract.mark == "late_correction"
            change = Change(
                f"{contract.key}-B1",
                contract,
                contract.region,
                CHANGED_AT.date() if late else signed + timedelta(days=5),
                "工程量清单变更" if delta > 0 else "核减数量",
                delta,
                "late_arrival" if late else "",
            )
            self.out.changes.append(change)
        self.out.contracts.append(contract)
        self.out.paid.update(dict.fromkeys(lot.requests, contract.key))
        if contract.mark != "late_contract" and (self.draw + number) % 4:
            accepted = lot.day - timedelta(days=2)
            key = f"{contract.key}-Y1"
            self.out.acceptances.append(
                Acceptance(key, contract, contract.region, accepted, lot.paid)
            )

    def _irregular(self, contract: Contract, lot: Lot) -> Contract:
        """A contract with at most one of the irregularities that it is loaded with."""
        if self.holds("over_contract", "contracts"):
            less = lot.paid * 9 // 10
            return contract._replace(original=less, amount=less, mark="over_contract")
        if self.holds("late_contract", "contracts"):
            after = lot.day + timedelta(days=10)
            return contract._replace(
                signed=after, published=after + timedelta(days=1), mark="late_contract"
            )
        stale = self.holds("stale", "contracts")
        if stale or self.holds("late_correction", "contracts"):
            return contract._replace(
                amount=contract.amount + contract.amount // 25,
                was=contract.amount,
                mark="late_correction",
                again="stale" if stale else "",
            )
        if self.holds("duplicate", "contracts"):
            return contract._replace(again="duplicate")
        return contract

    def _rejected(self, plan: Plan) -> None:
        """Records of their own, to which nothing else refers."""
        out, award = self.out, self.out.awards[-1]
        contract = next(each for each in reversed(out.contracts))
        if self.holds("unknown_item", "procurement_plans"):
            item = plan.item._replace(code=UNKNOWN_ITEM)
            out.plans.append(plan._replace(key=f"{plan.key}-X", item=item, mark="unknown_item"))
        if self.holds("missing_value", "awards"):
            lone = award._replace(key=f"{award.key}-X", amount=55_500, mark="missing_value")
            out.awards.append(lone)
        for kind in ("unknown_region", "three_decimals"):
            if self.holds(kind, "contracts"):
                region = UNKNOWN_REGION if kind == "unknown_region" else contract.region
                lone_contract = contract._replace(
                    key=f"{contract.key}-X{kind[0].upper()}",
                    region=region,
                    original=66_600,
                    amount=66_600,
                    mark=kind,
                    was=0,
                    again="",
                )
                out.contracts.append(lone_contract)
        if self.holds("impossible_date", "acceptances"):
            out.acceptances.append(
                Acceptance(
                    f"{contract.key}-Y9", contract, contract.region, self.dates.signed, 77_700,
                    "impossible_date",
                )
            )  # fmt: skip
