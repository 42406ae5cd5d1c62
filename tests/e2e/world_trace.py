"""The chain behind a voucher, computed from the partners' world alone.

No link of the hub's model and no adapter is used: what belongs together is said here as the world
says it, and what the hub must have set aside is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from hub.query.ids import decode_id
from mock_sources.world import irregular
from mock_sources.world.agriculture import Works
from mock_sources.world.allotments import Allotment
from mock_sources.world.assets import KEEPERS, AssetBook, Entry
from mock_sources.world.bonds import bonds_of, issuer_of
from mock_sources.world.clock import WRONG_UNIT_MONTHS, month_of
from mock_sources.world.contracts import Contract
from mock_sources.world.lists import YEARS
from mock_sources.world.payments import Voucher
from mock_sources.world.projects import Project
from mock_sources.world.world import TreasuryYear, World

GONE = (irregular.REJECTED, irregular.DELETED, irregular.HELD)

Step = tuple[str, str, str]
"""(kind, region, the source's own key; of a card with the year of its register)."""

QUERY = """
query ($key: PaymentKey!) { trace(payment: {key: $key}) { truncated steps {
  kind id sourceKey region { code } missing { kind text } outOfOrder } } }
"""


@dataclass
class Chain:
    """Steps, (step, kind that is missing), and pairs of steps whose dates contradict each other."""

    steps: set[Step] = field(default_factory=set)
    gaps: set[tuple[Step, str]] = field(default_factory=set)
    against: set[frozenset[Step]] = field(default_factory=set)
    _dated: dict[Step, date | None] = field(default_factory=dict)

    def add(self, step: Step, on: date | None = None) -> Step:
        self.steps.add(step)
        self._dated.setdefault(step, on)
        return step

    def in_order(self, first: Step, second: Step) -> None:
        before, after = self._dated[first], self._dated[second]
        if before and after and before > after:
            self.against.add(frozenset((first, second)))


class Chains:
    """Chains of one world in its final stage."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.year = lru_cache(maxsize=64)(self._year)
        self.projects = lru_cache(maxsize=64)(self._projects)
        self.cards = lru_cache(maxsize=64)(self._cards)
        self.works = lru_cache(maxsize=64)(self._works)
        self._registers = AssetBook(world)

    def vouchers(self) -> Iterator[tuple[str, int, Voucher]]:
        """(region, year, voucher) of all the hub must hold."""
        for region, year in self.world.region_years():
            for voucher in self.year(region.code, year).payments.vouchers:
                if loaded(voucher):
                    yield region.code, year, voucher

    def of(self, region: str, year: int, voucher: Voucher) -> Chain:
        chain = Chain()
        held = self.year(region, year)
        payment = chain.add(("PAYMENT", region, voucher.key), voucher.dated)
        for clearing in held.payments.clearings:
            same = clearing.voucher.number == voucher.number
            if same and loaded(clearing) and month_of(clearing.dated) not in WRONG_UNIT_MONTHS:
                step = chain.add(("CLEARING", region, clearing.key), clearing.dated)
                chain.in_order(payment, step)
        requests = [
            each
            for each in held.payments.requests
            if each.voucher is not None and each.voucher.key == voucher.key and loaded(each)
        ]
        if not requests:
            chain.gaps.add((payment, "REQUEST"))
        self._assets(chain, payment, region, voucher=(voucher.key, year))
        for request in requests:
            step = chain.add(("REQUEST", region, request.key), request.dated)
            chain.in_order(step, payment)
            for detail in held.payments.details:
                if detail.request.key == request.key and loaded(detail):
                    chain.add(("DETAIL", region, detail.key))
            self._allotments(chain, step, region, year, request.allotment_key)
            if request.allotment.project is not None:
                self._project(chain, step, region, request.allotment.project.code)
            if request.contract:
                self._contract(chain, step, region, year, request.contract)
            if request.bond:
                self._bond(chain, step, region, request.bond)
        return chain

    def _allotments(self, chain: Chain, below: Step, region: str, year: int, key: str) -> None:
        found = self._allotment(region, year, key)
        if found is None:
            chain.gaps.add((below, "ALLOTMENT"))
            return
        step = chain.add(("ALLOTMENT", region, key), found.dated)
        chain.in_order(step, below)
        for plan in self.year(region, year).payments.plans:
            if plan.region == region and plan.allotment.key == key and loaded(plan):
                chain.add(("CASH_PLAN", region, plan.key))
        if found.budget_key:
            self._budget(chain, step, region, year, found.budget_key)
        above = found.parent_region
        if above and above != region and found.superior_document:
            self._transfer(chain, step, above, region, year, found.superior_document)
        if found.parent:
            self._allotments(chain, step, above or region, year, found.parent)

    def _budget(self, chain: Chain, above: Step, region: str, year: int, key: str) -> None:
        budgets = self.world.annual_budgets(self.world.region[region], year)
        found = next((each for each in budgets if each.key == key and loaded(each)), None)
        if found is None:
            chain.gaps.add((above, "PROJECT_BUDGET"))
            return
        step = chain.add(("PROJECT_BUDGET", region, key))
        self._project(chain, step, region, found.project.code)

    def _transfer(
        self, chain: Chain, to: Step, giver: str, region: str, year: int, document: str
    ) -> None:
        received = self.world.received(self.world.region[region], year).values()
        found = [each for each in received if each.document == document and each.region == giver]
        if not found:
            chain.gaps.add((to, "TRANSFER"))
        for transfer in found:
            chain.in_order(chain.add(("TRANSFER", giver, transfer.key), transfer.dated), to)

    def _project(self, chain: Chain, of: Step, region: str, code: str) -> None:
        project = self.projects(region).get(code)
        if project is None:
            chain.gaps.add((of, "PROJECT"))
            return
        step = chain.add(("PROJECT", region, code))
        chain.gaps.add((step, "MATTER"))
        works = [each for each in self.works(region) if each.project_code == code]
        for each in works:
            chain.add(("AGRI_PROJECT", region, each.key), each.started)
        if project.agri and not works:
            chain.gaps.add((step, "AGRI_PROJECT"))

    def _contract(self, chain: Chain, of: Step, region: str, year: int, number: str) -> None:
        bought = self.year(region, year).bought
        contracts = [each for each in bought.contracts if each.key == number and loaded(each)]
        if not contracts:
            chain.gaps.add((of, "CONTRACT"))
            return
        (contract,) = contracts
        step = chain.add(("CONTRACT", region, number), contract.signed)
        chain.in_order(step, of)
        for accepted in bought.acceptances:
            if accepted.contract.key == number and loaded(accepted):
                there = chain.add(("ACCEPTANCE", region, accepted.key), accepted.dated)
                chain.in_order(step, there)
        self._assets(chain, step, region, contract=number)
        plan = self._plan(chain, step, region, contract)
        if contract.plan.allotment.project is not None:
            self._project(chain, step, region, contract.plan.allotment.project.code)
        awards = [each for each in bought.awards if each.key == contract.award.key and loaded(each)]
        if not awards:
            chain.gaps.add((step, "AWARD"))
            return
        award = chain.add(("AWARD", region, awards[0].key), awards[0].dated)
        chain.in_order(award, step)
        tenders = [each for each in bought.tenders if each.key == awards[0].tender and loaded(each)]
        if not tenders:
            chain.gaps.add((award, "TENDER"))
            return
        tender = chain.add(("TENDER", region, tenders[0].key), tenders[0].published)
        chain.in_order(tender, award)
        if plan:
            chain.in_order(plan, tender)

    def _plan(self, chain: Chain, of: Step, region: str, contract: Contract) -> Step | None:
        plan = contract.plan
        if not loaded(plan):
            chain.gaps.add((of, "PROCUREMENT_PLAN"))
            return None
        step = chain.add(("PROCUREMENT_PLAN", region, plan.key), plan.dated)
        chain.in_order(step, of)
        return step

    def _assets(
        self,
        chain: Chain,
        of: Step,
        region: str,
        contract: str | None = None,
        voucher: tuple[str, int] | None = None,
    ) -> None:
        """Cards, in any year's register, that name the contract or the voucher."""
        for entry in self.cards(region):
            card = entry.card
            if contract not in (None, card.contract) or voucher not in (None, card.voucher):
                continue
            step = chain.add(("ASSET", region, f"{entry.key}@{entry.year}"), card.acquired)
            if contract:
                chain.in_order(of, step)
            if card.mark == "contract_missing":
                chain.gaps.add((step, "CONTRACT"))
            if card.mark == "voucher_missing":
                chain.gaps.add((step, "PAYMENT"))

    def _bond(self, chain: Chain, of: Step, region: str, code: str) -> None:
        issued = bonds_of(issuer_of(self.world.region[region]))
        bond = next((each for each in issued if each.code == code), None)
        if bond is None:
            chain.gaps.add((of, "BOND"))
            return
        chain.in_order(chain.add(("BOND", "", code), bond.issued), of)

    # -- the world ------------------------------------------------------------------------------

    def _year(self, region: str, year: int) -> TreasuryYear:
        return self.world.treasury_year(self.world.region[region], year)

    def _allotment(self, region: str, year: int, key: str) -> Allotment | None:
        found = (each for each in self.year(region, year).allotments if each.key == key)
        return next((each for each in found if loaded(each)), None)

    def _projects(self, region: str) -> dict[str, Project]:
        found: dict[str, Project] = {}
        for _, year in (each for each in self.world.region_years() if each[0].code == region):
            for project in self.world.projects(self.world.region[region], year):
                if loaded(project):
                    found[project.code] = project
        return found

    def _cards(self, region: str) -> list[Entry]:
        place = self.world.region[region]
        if place.tier not in KEEPERS:
            return []
        entries = (each for year in YEARS for each in self._registers.register(place, year))
        return [each for each in entries if loaded(each)]

    def _works(self, region: str) -> list[Works]:
        found = self.world.agriculture(self.world.region[region])
        return [each for each in found.works if loaded(each)]


def loaded(record: Any) -> bool:
    """Whether the hub holds the record in the end."""
    return irregular.fate_of(record.mark) not in GONE


def difference(found: dict[str, Any], wanted: Chain) -> str | None:
    """None, or what differs between a trace and the world's chain."""
    steps: dict[str, Step] = {}
    for step in found["steps"]:
        code = step["region"]["code"] if step["region"] else ""
        *_, year, own = ("", *decode_id(step["id"])[1])
        key = f"{own}@{year}" if step["kind"] == "ASSET" else str(own)
        steps[step["id"]] = (step["kind"], code, key)
    gaps = {(steps[step["id"]], gap["kind"]) for step in found["steps"] for gap in step["missing"]}
    against = {
        frozenset((steps[step["id"]], steps[other]))
        for step in found["steps"]
        for other in step["outOfOrder"]
    }
    for name, ours, theirs in (
        ("steps", set(steps.values()), wanted.steps),
        ("gaps", gaps, wanted.gaps),
        ("order", against, wanted.against),
    ):
        if ours != theirs:
            return f"{name}: only in the hub {ours - theirs}, only in the world {theirs - ours}"
    return None
