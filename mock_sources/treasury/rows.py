"""The world's records as lines of PostgreSQL's COPY text, in the tables' column order."""

from __future__ import annotations

from datetime import date

from mock_sources.world import people
from mock_sources.world.accounts import Account, Balance
from mock_sources.world.allotments import Adjustment, Allotment
from mock_sources.world.clock import CHANGED_AT, FINAL, OPENING
from mock_sources.world.lists import Region
from mock_sources.world.payments import CashPlan, Detail, Request, Voucher

NULL = "\\N"
_CHANGED = CHANGED_AT.strftime("%Y-%m-%d %H:%M:%S")
_ADJUSTMENT_NAMES = {
    "013": "追加",
    "004": "追减",
    "007": "调剂调入",
    "008": "调剂调出",
    "006": "冻结",
    "005": "解冻",
}


def yuan(fen: int) -> str:
    """fen → 元 with two decimals.

    >>> yuan(123456), yuan(-5), yuan(0)
    ('1234.56', '-0.05', '0.00')
    """
    if fen < 0:
        return f"-{-fen // 100}.{-fen % 100:02d}"
    return f"{fen // 100}.{fen % 100:02d}"


def clock(day: date, number: int, hour: int = 9) -> str:
    """A moment of working time on that day, spread by number."""
    return f"{day} {hour + number % 8:02d}:{number % 60:02d}:{number * 7 % 60:02d}"


def _deleted(mark: str, stage: str) -> str:
    gone = mark == "tombstone_unknown" or (mark == "tombstone_known" and stage == FINAL)
    return "1" if gone else "0"


def _updated(mark: str, stage: str, first: str) -> str:
    late = stage == FINAL and mark in ("late_correction", "tombstone_known")
    return _CHANGED if late else first


class Encoder:
    """Encodes one region's records of one year; what allotments repeat is written once."""

    def __init__(self, region: Region, stage: str) -> None:
        self.region = region
        self.stage = stage
        self._spender: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._payer: dict[str, str] = {}

    def spender(self, a: Allotment, region: str, function: str) -> str:
        """The block SPENDER."""
        unit = a.agency
        agency = f"{unit.code}\t{unit.department_code}" if unit else f"{NULL}\t{NULL}"
        return (
            f"{region}\t{a.year}\t{agency}\t{a.project.code if a.project else NULL}\t{a.fund}"
            f"\t{function}\t{a.government_code or NULL}\t{a.department_code or NULL}"
        )

    def _spends(self, a: Allotment) -> str:
        found = self._spender.get(a.key)
        if found is None:
            found = self._spender[a.key] = self.spender(a, a.region, a.function)
        return found

    def _tag(self, a: Allotment) -> str:
        """The block TAGS."""
        found = self._tags.get(a.key)
        if found is None:
            p = a.programme
            found = self._tags[a.key] = (
                f"{p.code if p else NULL}\t{(p.direct if p else None) or NULL}"
                f"\t{a.guarantee or NULL}\t{'1' if p and p.agri else '0'}"
            )
        return found

    def _pays(self, a: Allotment) -> str:
        """The block PAYER."""
        unit = a.agency
        assert unit is not None
        found = self._payer.get(unit.code)
        if found is None:
            number = int(unit.number) + int(a.region)
            found = self._payer[unit.code] = (
                f"{unit.name}\t{people.account(number)}\t{people.bank(number)}"
            )
        return found

    def allotment(self, a: Allotment, requested: int) -> str:
        unit, p = a.agency, a.programme
        title = p.name if p else (a.project.name if a.project else "")
        moment = clock(a.dated, len(title))
        return (
            f"{a.key}\t{a.region}\t{self.region.name}\t{a.year}\t{a.document}\t关于下达{title}的通知"
            f"\t{a.dated} 00:00:00\t{a.superior_document or NULL}\t{self.region.level}"
            f"\t{unit.code if unit else NULL}\t{unit.name if unit else NULL}"
            f"\t{a.project.code if a.project else NULL}\t{a.budget_key or NULL}\t{a.fund}"
            f"\t{a.transfer_function or NULL}\t{a.function}\t{a.government_code or NULL}"
            f"\t{a.department_code or NULL}\t1\t{'1' if unit else '0'}\t{a.source}"
            f"\t{yuan(a.amount)}\t{yuan(a.down)}\t{yuan(a.current)}\t{yuan(a.frozen)}\t{yuan(requested)}"
            f"\t{a.parent or NULL}\t{a.parent_region or NULL}\t{a.receiver or NULL}"
            f"\t{'1' if p else '0'}\t{self._tag(a)}\t{'1' if a.purchase else '0'}\t008\t001"
            f"\t{moment}\t{moment}\t0\n"
        )

    def adjustment(self, record: Adjustment) -> str:
        a = record.allotment
        before = record.mark == "late_correction" and self.stage == OPENING
        moment = clock(record.dated, 3)
        return (
            f"{record.key}\t{record.region}\t{record.year}\t{a.document}\t{record.dated} 00:00:00"
            f"\t{record.batch}\t{a.key}\t{record.other or NULL}\t{record.kind}"
            f"\t{yuan(record.was if before else record.amount)}"
            f"\t{a.project.code if a.project else NULL}\t{a.fund}\t{a.function}\t{a.source}"
            f"\t{_ADJUSTMENT_NAMES[record.kind]}\t{moment}"
            f"\t{_updated(record.mark, self.stage, moment)}\t0\n"
        )

    def plan(self, record: CashPlan) -> str:
        a = record.allotment
        marked = record.mark == "unknown_region"
        spender = self.spender(a, record.region, a.function) if marked else self._spends(a)
        moment = clock(record.dated, record.month)
        third = "5" if record.mark == "three_decimals" else ""
        return (
            f"{record.key}\t{record.key[-7:]}\t{record.month:02d}\t{spender}\t{a.key}"
            f"\t{yuan(record.applied)}\t{yuan(record.amount)}{third}\t1\t用款计划"
            f"\t{record.bond or NULL}\t{moment}"
            f"\t{_updated(record.mark, self.stage, moment)}\t{_deleted(record.mark, self.stage)}\n"
        )

    def request(self, record: Request) -> str:
        a, voucher, payee = record.allotment, record.voucher, record.payee
        spender = (
            self.spender(a, a.region, record.function)
            if record.mark == "unknown_function"
            else self._spends(a)
        )
        created = clock(record.dated, payee)
        updated = clock(voucher.cleared, payee, 10) if voucher else created
        amount = yuan(record.amount)
        third = "5" if record.mark == "three_decimals" else ""
        on = NULL if record.mark == "missing_value" else f"{record.dated} 00:00:00"
        return (
            f"{record.key}\t{record.key[-7:]}\t{voucher.key if voucher else NULL}"
            f"\t{record.allotment_key}\t{spender}\t{amount}{third}"
            f"\t{amount if voucher else '0.00'}\t{on}\t{self._pays(a)}"
            f"\t{people.supplier(payee)}\t{people.account(payee)}\t{people.bank(payee)}"
            f"\t{'退款' if record.amount < 0 else '支付款项'}\t1"
            f"\t{'2' if record.amount < 0 else '1'}\t1\tCNY\t{record.contract or NULL}"
            f"\t{record.bond or NULL}\t{self._tag(a)}"
            f"\t{created}\t{updated}\t0\n"
        )

    def voucher(self, record: Voucher) -> str:
        a, payee, dated = record.allotment, record.payee, record.dated
        amount = yuan(record.amount)
        on = f"{dated.year}{dated.month:02d}{dated.day:02d}"
        if record.mark == "impossible_date":
            on = f"{dated.year}0230"
        return (
            f"{record.key}\t{record.number}\t{self._spends(a)}\t{on}"
            f"\t{NULL if record.mark == 'missing_value' else amount}\t{amount}"
            f"\t{dated} 00:00:00\t{record.cleared} 00:00:00\t{self._pays(a)}"
            f"\t{people.supplier(payee)}\t{people.account(payee)}\t{people.bank(payee)}"
            f"\tYH{record.key[2:]}\t{'退款' if record.amount < 0 else '支付款项'}\t1"
            f"\t{'2' if record.amount < 0 else '1'}\t{self._tag(a)}"
            f"\t{clock(dated, payee)}\t{clock(record.cleared, payee, 10)}\t0\n"
        )

    def detail(self, record: Detail) -> str:
        request, payee = record.request, record.payee
        a, voucher, region = request.allotment, request.voucher, self.region
        before = record.mark == "late_correction" and self.stage == OPENING
        amount = yuan(record.was if before else record.amount)
        third = "5" if record.mark == "three_decimals" else ""
        number = NULL
        created = updated = clock(request.dated, payee)
        if voucher:
            number, updated = voucher.number, clock(voucher.cleared, payee, 10)
        if record.person:
            name = people.person(payee)
            town = village = f"{NULL}\t{NULL}"
            if region.tier == "TOWNSHIP":
                code, called = people.village(region.code, payee)
                town, village = f"{region.code}\t{region.name}", f"{code}\t{called}"
            day = request.dated
            who = (
                f"1\t{name}\t{people.identity_number(region.code, payee)}\t{NULL}\t{NULL}"
                f"\t{day.year}{day.month:02d}\t{town}\t{village}"
            )
        else:
            name = people.supplier(payee)
            who = (
                f"0\t{NULL}\t{NULL}\t{name}\t{people.supplier_credit_code(payee)}\t{NULL}"
                f"\t{NULL}\t{NULL}\t{NULL}\t{NULL}"
            )
        unit = a.agency
        assert unit is not None
        return (
            f"{record.key}\t{a.region}\t{a.year}\t{unit.code}\t{request.key}\t{number}"
            f"\t{amount}{third}\t{amount if voucher else '0.00'}\t{name}\t{people.account(payee)}"
            f"\t{people.bank(payee)}\t{NULL}\tTK{record.key[2:]}\t{who}\t{created}"
            f"\t{_updated(record.mark, self.stage, updated)}\t{_deleted(record.mark, self.stage)}\n"
        )

    def account(self, record: Account) -> str:
        moment = clock(record.opened, 0)
        return (
            f"{record.key}\t{record.region}\t{record.name}\t{people.account(record.number)}"
            f"\t{people.bank(record.number)}\t{record.kind}\t{record.fund}\t1"
            f"\t{record.opened} 00:00:00\t{NULL}\t{moment}\t{moment}\t0\n"
        )

    def balance(self, record: Balance) -> str:
        moment = clock(record.dated, 5)
        return (
            f"{record.key}\t{record.account.key}\t{record.account.region}\t{record.year}"
            f"\t{record.dated} 00:00:00\t{yuan(record.income)}\t{yuan(record.outlay)}"
            f"\t{yuan(record.amount)}\t{moment}\t{moment}\t0\n"
        )
