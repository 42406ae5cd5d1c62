"""What the hub holds, asked over GraphQL, is what the partners' world says it must hold."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from typing import Any

import pytest

from tests.e2e.conftest import SYSTEMS, SmallHub

FACTS = {
    "annual_budgets": ("projectBudget", "approved"),
    "transfers": ("transfer", "amount"),
    "BA_BGT_INFO": ("allotment", "amount"),
    "BA_BGT_ADJSUB": ("allotmentAdjustment", "amount"),
    "PAY_PLAN_VOUCHER": ("cashPlan", "approved"),
    "PAY_VOUCHER": ("paymentRequest", "amount"),
    "PAY_VOUCHER_BILL": ("payment", "amount"),
    "PAY_DETAIL": ("paymentDetail", "amount"),
    "receipts": ("receipt", "amount"),
    "clearing": ("bankClearing", "amount"),
    "uses": ("bondUse", "allocated"),
    "on_lendings": ("onLending", "amount"),
    "services": ("debtService", "interest"),
    "disposals": ("assetDisposal", "originalValue"),
    "procurement_plans": ("procurementPlan", "amount"),
    "agri_funding": ("agriFunding", "arranged"),
}
"""Stream -> (entity, field its control totals sum), for streams of facts that are flows."""

LISTS = {
    "agencies": ("agencies", None, None),
    "projects": ("projects", "totalInvestment", "setupYear"),
    "TRE_ACCOUNT": ("treasuryAccounts", None, None),
    "TRE_ACCOUNT_BALANCE": ("accountBalances", "balance", "fiscalYear"),
    "bonds": ("bonds", "size", None),
    "limits": ("debtLimits", "amount", "fiscalYear"),
    "balances": ("debtBalances", "amount", "fiscalYear"),
    "account": ("statementLines", "amount", "fiscalYear"),
    "cards": ("assetCards", "originalValue", "fiscalYear"),
    "tenders": ("tenders", "amount", "planYear"),
    "awards": ("awards", "amount", None),
    "contracts": ("contracts", "amount", "planYear"),
    "contract_changes": ("contractChanges", "amount", None),
    "acceptances": ("acceptances", "amount", None),
    "suppliers": ("suppliers", None, None),
    "agri_projects": ("agriProjects", "investment", "setupYear"),
    "agri_stages": ("agriStages", None, None),
}
"""Stream -> (list, amount, year) where there are no groups or no sums over time."""

DATED = ("fiscalYear", "planYear")
"""Fields that hold the year by which the truth counts."""

Cells = dict[tuple[str, int | None], tuple[int, int]]
"""(region, year) -> (records, fen)."""


def expected(truth: dict[str, Any], stream: str) -> Cells:
    return {
        (each["region"], each["fiscal_year"]): (each["hub_count"], each["hub_fen"])
        for each in truth["totals"]
        if each["stream"] == stream and each["hub_count"]
    }


def source_of(truth: dict[str, Any], stream: str) -> str:
    """The system a stream is of; published documents fill the same entities."""
    return next(str(each["source"]) for each in truth["totals"] if each["stream"] == stream)


def fen(yuan: str | None) -> int:
    return int((yuan or "0.00").replace(".", ""))


@pytest.mark.parametrize("stream", FACTS)
def test_every_region_and_year_of_a_fact_is_true_to_the_fen(
    small_hub: SmallHub, stream: str
) -> None:
    entity, amount = FACTS[stream]
    basis = "basis: SUMMED, " if entity in ("transfer", "onLending") else ""
    found = small_hub.ask(
        f"""{{ {entity}Groups({basis}by: [{{region: {{}}}}, {{fiscalYear: true}}], first: 10000,
                where: {{source: {{eq: "{source_of(small_hub.truth, stream)}"}}}}) {{
            nodes {{ key {{ region {{ code }} fiscalYear }} count sum {{ {amount} }} }} }} }}"""
    )[f"{entity}Groups"]["nodes"]
    cells = {
        (each["key"]["region"]["code"], each["key"]["fiscalYear"]): (
            each["count"],
            fen(each["sum"][amount]),
        )
        for each in found
    }
    assert cells == expected(small_hub.truth, stream)
    assert len(cells) >= 6


def test_what_flows_down_inside_a_province_is_eliminated(small_hub: SmallHub) -> None:
    """In this world every transfer goes one tier down: all that a province and those below it pay
    stays inside, and of a city's own nothing does; each is recorded by its receiver."""
    paid = expected(small_hub.truth, "transfers")
    below = {
        region: amount
        for (region, year), (_, amount) in paid.items()
        if year == 2025 and region[:2] == "44"
    }
    inside = sum(below.values())
    where = 'fiscalYear: {eq: 2025}, region: {within: "440000"}'
    found = small_hub.ask(
        f"""{{ whole: transferGroups(basis: CONSOLIDATED, by: [], where: {{{where}}}) {{
              total {{ sum {{ amount }} eliminated {{ amount }} net {{ amount }} }}
              unmatched {{ document }} }}
            own: transferGroups(basis: CONSOLIDATED, by: [{{region: {{}}}}], where: {{{where}}}) {{
              nodes {{ key {{ region {{ code }} }} net {{ amount }} }} }} }}"""
    )
    whole = found["whole"]
    assert fen(whole["total"]["sum"]["amount"]) == inside > 0
    assert fen(whole["total"]["eliminated"]["amount"]) == inside
    assert whole["total"]["net"] == {"amount": "0.00"} and whole["unmatched"] == []
    nodes = found["own"]["nodes"]
    assert {n["key"]["region"]["code"]: fen(n["net"]["amount"]) for n in nodes} == below


@pytest.mark.parametrize("stream", LISTS)
def test_every_region_and_year_of_a_list_is_true_to_the_fen(
    small_hub: SmallHub, stream: str
) -> None:
    field, amount, year = LISTS[stream]
    asked = " ".join(each for each in (amount, year) if each)
    found = small_hub.ask(
        f"""{{ {field}(first: 10000,
                 where: {{source: {{eq: "{source_of(small_hub.truth, stream)}"}}}}) {{
                 nodes {{ region {{ code }} {asked} }} }} }}"""
    )
    cells: defaultdict[tuple[str, int | None], list[int]] = defaultdict(lambda: [0, 0])
    for each in found[field]["nodes"]:
        cell = cells[each["region"]["code"], each[year] if year in DATED else None]
        cell[0] += 1
        cell[1] += fen(each[amount]) if amount else 0
    wanted: defaultdict[tuple[str, int | None], list[int]] = defaultdict(lambda: [0, 0])
    for (region, truth_year), (count, total) in expected(small_hub.truth, stream).items():
        cell = wanted[region, truth_year if year in DATED else None]
        cell[0] += count
        cell[1] += total
    assert cells == wanted
    assert cells


def test_rejects_are_the_declared_ones_with_their_codes(small_hub: SmallHub) -> None:
    found = small_hub.ask(
        """query ($systems: [String!]) { rejects(first: 10000, where: {source: {in: $systems}}) {
              nodes { stream code recordKey state fix place } } }""",
        {"systems": SYSTEMS},
    )["rejects"]["nodes"]
    wanted = Counter(
        (each["stream"], each["code"], each["key"])
        for each in small_hub.truth["irregularities"]
        if each["fate"] == "rejected" and each["source"] in SYSTEMS
    )
    keys = {key for _, _, key in wanted}

    def declared(key: str) -> str:
        """Of a key of several columns the truth knows the whole, or the last part."""
        return key if key in keys else key.rsplit("/", 1)[-1]

    kept = Counter((each["stream"], each["code"], declared(each["recordKey"])) for each in found)
    assert kept == wanted
    assert all(each["state"] == "OPEN" and each["fix"] and each["place"] for each in found)
    assert len(wanted) > 50


def test_the_law_of_counts_holds_for_every_batch(small_hub: SmallHub) -> None:
    found = small_hub.ask(
        """{ batches(first: 10000) { nodes {
              source stream state
              received new changed deleted unchanged stale rejected held } } }"""
    )["batches"]["nodes"]
    for each in found:
        parts = ("new", "changed", "deleted", "unchanged", "stale", "rejected", "held")
        assert each["received"] == sum(each[part] for part in parts), each
    assert {each["state"] for each in found} == {"DONE", "HELD"}
    held = [each for each in found if each["state"] == "HELD"]
    assert {each["stream"] for each in held} == {"clearing"}
    assert len(found) >= 28


def test_held_files_are_told_of(small_hub: SmallHub) -> None:
    events = small_hub.ask('{ events(where: {kind: {eq: "BATCH_HELD"}}) { nodes { message } } }')
    files = [
        each["key"] for each in small_hub.truth["irregularities"] if each["fate"] == "batch_held"
    ]
    told = " ".join(each["message"] for each in events["events"]["nodes"])
    assert len(files) == 2
    assert all(file in told for file in files)


def test_unlinked_records_are_loaded_without_their_link(small_hub: SmallHub) -> None:
    asked = {
        "allotment_missing": ("paymentRequests", "requestId", "allotment"),
        "parent_missing": ("allotments", "allotmentId", "parent"),
        "tender_missing": ("awards", "awardId", "tender"),
        "supplier_missing": ("awards", "awardId", "supplier"),
    }
    for kind, (field, key, link) in asked.items():
        keys = _keys(small_hub, kind)
        found = small_hub.ask(
            f"query ($keys: [String!]) {{ {field}(where: {{{key}: {{in: $keys}}}}) {{"
            f" nodes {{ {key} {link} {{ id }} }} }} }}",
            {"keys": keys},
        )[field]["nodes"]
        assert sorted(each[key] for each in found) == sorted(keys)
        assert all(each[link] is None for each in found)
    keys = _keys(small_hub, "no_requests")
    found = small_hub.ask(
        """query ($keys: [String!]) { payments(where: {paymentId: {in: $keys}}) {
             nodes { paymentId requests { totalCount } } } }""",
        {"keys": keys},
    )["payments"]["nodes"]
    assert len(found) == len(keys)
    assert all(each["requests"]["totalCount"] == 0 for each in found)


def test_refunds_are_negative_and_loaded(small_hub: SmallHub) -> None:
    wanted = {
        each["key"]: each["fen"]
        for each in small_hub.truth["irregularities"]
        if each["kind"] == "refund" and each["stream"] == "PAY_VOUCHER_BILL"
    }
    found = small_hub.ask(
        """query ($keys: [String!]) { payments(where: {paymentId: {in: $keys}}) {
             nodes { paymentId amount } } }""",
        {"keys": list(wanted)},
    )["payments"]["nodes"]
    assert {each["paymentId"]: fen(each["amount"]) for each in found} == wanted
    assert all(amount < 0 for amount in wanted.values())


def test_deleted_records_are_gone_and_stay_in_history(small_hub: SmallHub) -> None:
    for stream, field, key in (
        ("PAY_PLAN_VOUCHER", "cashPlans", "planId"),
        ("PAY_DETAIL", "paymentDetails", "detailId"),
    ):
        keys = [
            each["key"]
            for each in small_hub.truth["irregularities"]
            if each["stream"] == stream and each["fate"] == "deleted"
        ]
        found = small_hub.ask(
            f"query ($keys: [String!]) {{ {field}(where: {{{key}: {{in: $keys}}}})"
            " { totalCount } }",
            {"keys": keys},
        )
        assert keys and found[field]["totalCount"] == 0


def test_grades_of_matched_codes_are_counted(small_hub: SmallHub) -> None:
    wanted: Counter[str] = Counter()
    for each in small_hub.truth["totals"]:
        if each["stream"] == "transfers":
            wanted.update(each["grades"] or {})
    found = small_hub.ask(
        '{ codeMatches(first: 10000, where: {field: {eq: "function"}}) {'
        " nodes { grade records batch { stream } } } }"
    )["codeMatches"]["nodes"]
    grades: Counter[str] = Counter()
    for each in found:
        if each["batch"]["stream"] == "transfers":
            grades[each["grade"]] += each["records"]
    assert set(grades) == set(wanted)
    assert all(grades[grade] >= wanted[grade] for grade in wanted)


def test_a_third_sync_changes_nothing(small_hub: SmallHub) -> None:
    query = """{
      payments(first: 1, orderBy: [{sinceBatch: DESC}]) { totalCount nodes { sinceBatch } }
      allotments(first: 1, orderBy: [{sinceBatch: DESC}]) { nodes { sinceBatch } } }"""
    before = small_hub.ask(query)
    again = small_hub.hub("sync", "--json")
    assert again.returncode in (0, 1), again.stderr
    streams = [
        stream for source in json.loads(again.stdout)["sources"] for stream in source["streams"]
    ]
    told = {each["stream"] for each in small_hub.truth["totals"] if each["source"] in SYSTEMS}
    assert len(streams) == len(told)
    assert all(each["new"] == each["changed"] == each["deleted"] == 0 for each in streams)
    assert small_hub.ask(query) == before


def _keys(hub: SmallHub, kind: str) -> list[str]:
    found = [each["key"] for each in hub.truth["irregularities"] if each["kind"] == kind]
    assert found
    return found
