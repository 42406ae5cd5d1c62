"""What the partners truly hold and what a hub must end with, from the world alone.

No encoder is used: counts and sums come from the world's records and the declared irregularities.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from mock_sources.world import again, assets, bonds, debt, irregular, townships
from mock_sources.world.assets import AssetBook
from mock_sources.world.clock import FINAL, OPENING, WRONG_UNIT_MONTHS, month_of
from mock_sources.world.contracts import Procurement
from mock_sources.world.debt import Ledger
from mock_sources.world.habits import GRADE, function_habit
from mock_sources.world.lists import YEARS, Region
from mock_sources.world.payments import Clearing
from mock_sources.world.world import World

# Changes that have not happened yet at the opening: their records are ordinary then.
_NOT_YET = frozenset({"late_correction", "tombstone_known", "withdrawn"})
SUPPLIERS_AT = "440000000"
"""Where the world's suppliers are registered."""


class Irregularity(NamedTuple):
    """One declared irregularity; see the README for kinds and fates."""

    source: str
    stream: str
    kind: str
    region: str
    fiscal_year: int | None
    key: str
    fen: int
    fate: str
    code: str | None
    file: str | None


class Total(NamedTuple):
    """Count and fen of one stream, region and year: delivered, true, expected in the hub."""

    source: str
    stream: str
    region: str
    fiscal_year: int | None
    delivered: int
    true_count: int
    true_fen: int
    hub_count: int
    hub_fen: int
    grades: dict[str, int] | None = None


class Truth:
    """Counts the world region by region; irregularities gather in `irregularities` on the way."""

    def __init__(self, world: World, stage: str) -> None:
        self.world = world
        self.stage = stage
        self.irregularities: list[Irregularity] = []
        self.ledger = Ledger(world)
        self.assets = AssetBook(world)
        self._elsewhere: dict[tuple[str, str, int], int] = {}
        self._suppliers: set[str] = set()
        self._parties = 0
        self._held: dict[str, int] = {}

    def totals(self) -> Iterator[Total]:
        """Every total; deliveries under an unknown region come last."""
        for region in self.world.regions:
            yield from self._of_region(region)
        for (source, stream, year), count in sorted(self._elsewhere.items()):
            yield Total(source, stream, irregular.UNKNOWN_REGION, year, count, 0, 0, 0, 0)
        known = len(self._suppliers)
        yield Total(
            "procurement", "suppliers", SUPPLIERS_AT, None, self._parties, known, 0, known, 0
        )
        for month, fen in sorted(self._held.items()):
            file = f"clearing_{month}.csv"
            self.irregularities.append(
                Irregularity(
                    "treasury",
                    "clearing",
                    "wrong_unit",
                    self.world.scale.root,
                    None,
                    file,
                    fen,
                    irregular.HELD,
                    None,
                    file,
                )
            )

    def _of_region(self, region: Region) -> Iterator[Total]:
        world = self.world
        agencies, accounts = len(world.agencies(region)), len(world.accounts(region))
        if agencies:
            yield Total("budget", "agencies", region.code, None, agencies, agencies, 0, agencies, 0)
        transfers: dict[tuple[str, int], list[Total]] = {}
        for year in YEARS:
            yield from self._budget(region, year)
            for total in self._transfers(region, year):
                transfers.setdefault((total.region, year), []).append(total)
        for totals in transfers.values():
            yield _add(totals)
        if accounts:
            yield Total(
                "treasury", "TRE_ACCOUNT", region.code, None, accounts, accounts, 0, accounts, 0
            )
        for year in YEARS:
            yield from self._treasury(region, year)
        yield from self._debt(region)
        yield from self._assets(region)
        yield from self._agriculture(region)

    def _agriculture(self, region: Region) -> Iterator[Total]:
        world, whole = self.world, self.world.agriculture(region)
        for year in YEARS:
            found = whole.of_year(year)
            grades: dict[str, int] = {}
            for works in found.works:
                if works.town and irregular.fate_of(works.mark) != irregular.REJECTED:
                    _, grade = townships.written(world, region, works.town)
                    grades[grade] = grades.get(grade, 0) + 1
            twice = again.works_again(found)
            for total in self._count(
                "agriculture", "agri_projects", region.code, year, found.works, twice
            ):
                yield total._replace(grades=grades)
            for stream, records in (
                ("agri_stages", found.stages),
                ("agri_funding", found.funding),
            ):
                yield from self._count("agriculture", stream, region.code, year, records, [])

    def _budget(self, region: Region, year: int) -> Iterator[Total]:
        world = self.world
        projects = world.projects(region, year)
        twice = again.projects_again(world, region, year)
        yield from self._count("budget", "projects", region.code, year, projects, twice)
        budgets = world.annual_budgets(region, year)
        twice = again.annual_budgets_again(world, region, year)
        yield from self._count("budget", "annual_budgets", region.code, year, budgets, twice)

    def _transfers(self, giver: Region, year: int) -> Iterator[Total]:
        """A transfer belongs to the region that issues it."""
        world = self.world
        for region in world.below.get(giver.code, ()):
            records = world.transfers_to(region, year)
            twice = again.transfers_again(world, region, year)
            yield from self._count("budget", "transfers", giver.code, year, records, twice)

    def _treasury(self, region: Region, year: int) -> Iterator[Total]:
        held = self.world.treasury_year(region, year)
        paid = held.payments
        for stream, records in (
            ("BA_BGT_INFO", held.allotments),
            ("BA_BGT_ADJSUB", held.adjustments),
            ("PAY_PLAN_VOUCHER", paid.plans),
            ("PAY_VOUCHER", paid.requests),
            ("PAY_VOUCHER_BILL", paid.vouchers),
            ("PAY_DETAIL", paid.details),
            ("TRE_ACCOUNT_BALANCE", held.balances),
            ("receipts", held.receipts),
        ):
            yield from self._count("treasury", stream, region.code, year, records, [])
        yield from self._clearing(region.code, year, paid.clearings)
        yield from self._procurement(region.code, year, held.bought)
        if region in self.assets.keepers:
            self.assets.bought(region, year, held)

    def _procurement(self, region: str, year: int, bought: Procurement) -> Iterator[Total]:
        """A contract is told again by the release of each change and of its acceptance."""
        final = self.stage == FINAL
        changes = [each for each in bought.changes if final or each.mark != "late_arrival"]
        accepted = [each for each in bought.acceptances if not each.mark]
        twice = again.contracts_again(bought)
        resent = {each.key for each in bought.contracts if final and each.again == "duplicate"}
        told = [party for award in bought.awards for party in award.suppliers if party.told]
        self._parties += len(told)
        self._suppliers.update(party.code for party in told)
        ended = {each.contract.key for each in accepted}
        changed = {each.contract.key for each in changes}
        for stream, records, more in (
            ("procurement_plans", bought.plans, 0),
            ("tenders", bought.tenders, len(bought.tenders)),
            ("awards", bought.awards, 0),
            ("contracts", bought.contracts, len(changes) + len(accepted)),
            ("contract_changes", changes, len(resent & changed - ended)),
            ("acceptances", bought.acceptances, len(resent & ended)),
        ):
            sent = twice if stream == "contracts" else []
            yield from self._count("procurement", stream, region, year, records, sent, more)

    def _count(
        self,
        source: str,
        stream: str,
        region: str,
        year: int,
        records: Sequence[Any],
        twice: Iterable[again.Again],
        more: int = 0,
    ) -> Iterator[Total]:
        """Totals of one stream: everything summed first, then the marked records taken out.

        `more`: deliveries beside one of each record.
        """
        if not records:
            return
        delivered = true_count = hub_count = len(records)
        delivered += more
        true_fen = hub_fen = sum([record.amount for record in records])
        for record in [record for record in records if record.mark]:
            mark, key, amount = record.mark, _key(record), record.amount
            fate = irregular.fate_of(mark)
            if self.stage == OPENING and mark in _NOT_YET:
                change = record.was - amount if mark == "late_correction" else 0
                true_fen, hub_fen = true_fen + change, hub_fen + change
                continue
            if fate == irregular.DELETED:
                true_count, true_fen = true_count - 1, true_fen - amount
            if fate in (irregular.DELETED, irregular.REJECTED):
                hub_count, hub_fen = hub_count - 1, hub_fen - amount
            where = region
            if mark == "unknown_region" and stream != "transfers":
                where = irregular.UNKNOWN_REGION
                delivered -= 1
                self._astray(source, stream, year, 1)
            self._note(source, stream, mark, where, year, key, amount)
        if self.stage == FINAL:
            for sent in twice:
                delivered += 1
                self._note(source, stream, sent.how, region, year, _key(sent.record), sent.fen)
        grades = None
        if stream in ("annual_budgets", "transfers"):
            grades = {GRADE[function_habit(self.world.seed, region)]: hub_count}
        yield Total(
            source,
            stream,
            region,
            year,
            delivered,
            true_count,
            true_fen,
            hub_count,
            hub_fen,
            grades,
        )

    def _debt(self, region: Region) -> Iterator[Total]:
        ledger = self.ledger
        if region not in ledger.debtors:
            return
        if region in ledger.issuers:
            issued = bonds.bonds_of(region.code)
            fen = sum(map(ledger.size, issued))
            yield Total(
                "debt", "bonds", region.code, None, *(len(issued),) * 2, fen, len(issued), fen
            )
        for year in YEARS:
            for stream, records in (
                ("uses", ledger.uses(region, year)),
                ("on_lendings", list(ledger.lendings(region, year))),
                ("services", list(ledger.services(region, year))),
            ):
                yield from self._count("debt", stream, region.code, year, records, [])
            yield self._limits(region, year)
            yield self._balances(region, year)
            if region in ledger.issuers:
                yield self._account(region, year)
                self._of_the_workbook(region, year)

    def _limits(self, region: Region, year: int) -> Total:
        """Three figures of each position printed: both kinds, and their total."""
        printed = self.ledger.printed(region, year, "ADMINISTRATIVE")
        fen = sum(2 * (general.limit + special.limit) for general, special in printed)
        own = printed[0][1]
        key = f"{region.code}/{year}/SPECIAL"
        if own.mark == "late_correction" and self.stage == OPENING:
            fen += own.was - own.limit
        elif own.mark:
            self._note("debt", "limits", own.mark, region.code, year, key, own.limit)
        return self._printed("limits", region, year, len(printed), fen)

    def _balances(self, region: Region, year: int) -> Total:
        printed = self.ledger.printed(region, year, "FISCAL")
        fen = sum(2 * (general.balance + special.balance) for general, special in printed)
        return self._printed("balances", region, year, len(printed), fen)

    def _printed(self, stream: str, region: Region, year: int, positions: int, fen: int) -> Total:
        if region.code in irregular.ABOLISHED:
            key = f"{irregular.ABOLISHED[region.code]}/{year}"
            self._note("debt", stream, "abolished_region", region.code, year, key, fen)
        count = 3 * positions
        return Total("debt", stream, region.code, year, count, count, fen, count, fen)

    def _account(self, issuer: Region, year: int) -> Total:
        """Each row of the account, the issuer's own and the whole."""
        lines = debt.account(year)
        fen = sum(
            debt.line_amount(line, general, special)
            for line in lines
            for general, special in self.ledger.printed(issuer, year, "FISCAL")
        )
        count = 2 * len(lines)
        return Total("debt", "account", issuer.code, year, count, count, fen, count, fen)

    def _of_the_workbook(self, issuer: Region, year: int) -> None:
        """The row of a region that is none, and the workbook that is sent again."""
        small = 10 * bonds.WAN
        for stream in ("limits", "balances"):
            self._astray("debt", stream, year, 3)
            for kind, fen in (("TOTAL", 2 * small), ("GENERAL", small), ("SPECIAL", small)):
                key = f"{debt.document(issuer, year)}/{irregular.UNKNOWN_REGION[:6]}/{kind}"
                self._note(
                    "debt", stream, "unknown_region", irregular.UNKNOWN_REGION, year, key, fen
                )
        if year == bonds.SENT_AGAIN and self.stage == FINAL:
            file = debt.file_name(issuer, year)
            self._note("debt", "uses", "file_again", issuer.code, year, file, 0, file)

    def _assets(self, region: Region) -> Iterator[Total]:
        book = self.assets
        for year in YEARS if region in book.keepers else ():
            entries = []
            for entry in book.register(region, year):
                if entry.mark == "withdrawn" and self.stage == FINAL:
                    code = region.code
                    self._note("assets", "cards", entry.mark, code, year, entry.key, entry.amount)
                else:
                    entries.append(entry)
            yield from self._count("assets", "cards", region.code, year, entries, [])
            left = list(book.disposals(region, year))
            yield from self._count("assets", "disposals", region.code, year, left, [])
            file = assets.file_name(region, year)
            for kind, holds in (
                ("wrong_total", book.total_is_wrong(region, year)),
                ("abolished_region", region.code in irregular.ABOLISHED),
                ("file_again", self.stage == FINAL and book.is_sent_again(region, year)),
            ):
                if holds:
                    self._note("assets", "cards", kind, region.code, year, file, 0, file)

    def _astray(self, source: str, stream: str, year: int, count: int) -> None:
        """Deliveries under a region that is none."""
        place = (source, stream, year)
        self._elsewhere[place] = self._elsewhere.get(place, 0) + count

    def _clearing(self, region: str, year: int, records: list[Clearing]) -> Iterator[Total]:
        if not records:
            return
        delivered = true_count = hub_count = len(records)
        true_fen = hub_fen = sum([record.amount for record in records])
        for record in records:
            month = month_of(record.dated)
            if month in WRONG_UNIT_MONTHS:
                hub_count, hub_fen = hub_count - 1, hub_fen - record.amount
                self._held[month] = self._held.get(month, 0) + record.amount
                continue
            if not record.mark and not record.again:
                continue
            file = f"clearing_{month}.csv"
            later = f"clearing_{month}_r1.csv"
            if record.mark == "late_correction" and self.stage == OPENING:
                change = record.was - record.amount
                true_fen, hub_fen = true_fen + change, hub_fen + change
                continue
            if record.mark == "late_correction":
                delivered += 1
                file = later
            if irregular.fate_of(record.mark) == irregular.REJECTED:
                hub_count, hub_fen = hub_count - 1, hub_fen - record.amount
            if record.mark:
                self._note(
                    "treasury",
                    "clearing",
                    record.mark,
                    region,
                    year,
                    record.key,
                    record.amount,
                    file,
                )
            if record.again and self.stage == FINAL:
                delivered += 1
                stale = record.again == "stale"
                self._note(
                    "treasury",
                    "clearing",
                    record.again,
                    region,
                    year,
                    record.key,
                    record.was if stale else record.amount,
                    f"clearing_{month}_r2.csv" if stale else later,
                )
        yield Total(
            "treasury",
            "clearing",
            region,
            year,
            delivered,
            true_count,
            true_fen,
            hub_count,
            hub_fen,
        )

    def _note(
        self,
        source: str,
        stream: str,
        kind: str,
        region: str,
        year: int,
        key: str,
        fen: int,
        file: str | None = None,
    ) -> None:
        declared = irregular.BY_NAME[kind]
        self.irregularities.append(
            Irregularity(
                source, stream, kind, region, year, key, fen, declared.fate, declared.code, file
            )
        )


def _key(record: Any) -> str:
    """The source's own key of a record."""
    return str(getattr(record, "key", None) or record.code)


def _add(totals: list[Total]) -> Total:
    """One total of several with the same stream, region and year."""
    first = totals[0]
    grades: dict[str, int] = {}
    for total in totals:
        for grade, count in (total.grades or {}).items():
            grades[grade] = grades.get(grade, 0) + count
    return first._replace(
        delivered=sum(total.delivered for total in totals),
        true_count=sum(total.true_count for total in totals),
        true_fen=sum(total.true_fen for total in totals),
        hub_count=sum(total.hub_count for total in totals),
        hub_fen=sum(total.hub_fen for total in totals),
        grades=grades,
    )


def chains(world: World, count: int = 3) -> Iterator[dict[str, Any]]:
    """Money followed from the centre's transfer down to a township's payment detail."""
    routes: set[str] = set()
    for region in world.regions:
        if region.tier != "TOWNSHIP" or region.fiscal_parent in routes:
            continue
        for year in YEARS[1:]:
            chain = _chain(world, region, year)
            if chain is not None:
                routes.add(region.fiscal_parent)
                yield chain
                break
        if len(routes) == count:
            return


def _chain(world: World, township: Region, year: int) -> dict[str, Any] | None:
    held = world.treasury_year(township, year)
    for detail in held.payments.details:
        request = detail.request
        unit = request.allotment
        if unit.programme is None or request.voucher is None or detail.mark or request.mark:
            continue
        number = unit.programme.number
        lines = [(township.code, unit.key)]
        region = township
        while region.tier != "CENTRE":
            allotments = world.treasury_year(region, year).allotments
            receiving = next(
                a for a in allotments if a.agency is None and a.programme is unit.programme
            )
            lines.append((region.code, receiving.key))
            transfer = world.received(region, year)[number]
            region = world.region[transfer.region]
            if region.tier == "CENTRE":
                lines.append((region.code, str(receiving.parent)))
                return {
                    "transfer": _place(transfer.region, year, transfer.key),
                    "allotments": [_place(code, year, key) for code, key in reversed(lines)],
                    "request": _place(township.code, year, request.key),
                    "voucher": _place(township.code, year, request.voucher.key),
                    "detail": _place(township.code, year, detail.key),
                }
    return None


def _place(region: str, year: int, key: str) -> dict[str, Any]:
    return {"region": region, "fiscal_year": year, "id": key}


def document(world: World, stage: str, lines: bool = False) -> Iterator[str]:
    """The truth as pieces of one JSON document, or as JSON lines. See the README for its shape."""

    def dump(value: Any) -> str:
        return json.dumps(value, ensure_ascii=False)

    truth = Truth(world, stage)
    meta = {
        "scale": world.scale.name,
        "seed": world.seed,
        "stage": stage,
        "years": list(YEARS),
    }
    parts: tuple[tuple[str, Iterable[dict[str, Any]]], ...] = (
        ("totals", (total._asdict() for total in truth.totals())),
        ("chains", chains(world)),
        # Known only once the totals have been counted: generated last, read last.
        ("irregularities", (found._asdict() for found in truth.irregularities)),
    )
    if lines:
        yield dump({"part": "meta", **meta}) + "\n"
        for name, values in parts:
            for value in values:
                yield dump({"part": name, **value}) + "\n"
        return
    yield f'{{"meta":{dump(meta)}'
    for name, values in parts:
        yield f',\n"{name}":['
        for place, value in enumerate(values):
            yield (",\n" if place else "\n") + dump(value)
        yield "]"
    yield "}\n"
