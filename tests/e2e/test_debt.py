"""Debt: limits, balances, bonds and their use, as the debt system's workbooks tell them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Any

from tests.e2e.conftest import SmallHub
from tests.e2e.test_truth import fen


def _irregular(hub: SmallHub, stream: str, kind: str) -> list[dict[str, Any]]:
    found = [
        each
        for each in hub.truth["irregularities"]
        if (each["stream"], each["kind"]) == (stream, kind)
    ]
    assert found
    return found


def test_balances_roll_forward_by_what_was_issued_and_repaid(small_hub: SmallHub) -> None:
    lines = small_hub.ask(
        """{ statementLines(first: 10000, where: {source: {eq: "debt"}, isPart: {eq: false}}) {
               nodes { fiscalYear scope measure amount } } }"""
    )["statementLines"]["nodes"]
    accounts: defaultdict[tuple[int, str], dict[str, int]] = defaultdict(dict)
    for each in lines:
        accounts[each["fiscalYear"], each["scope"]][each["measure"]] = fen(each["amount"])
    assert len(accounts) == 6
    for (year, scope), account in accounts.items():
        opening, issued, repaid = (account[m] for m in ("OPENING_BALANCE", "ISSUED", "REPAID"))
        assert account["BALANCE"] == opening + issued - repaid
        if (year + 1, scope) in accounts:
            assert accounts[year + 1, scope]["OPENING_BALANCE"] == account["BALANCE"]


def test_breached_limits_are_the_declared_ones(small_hub: SmallHub) -> None:
    rows = small_hub.ask(
        """{ debtBalances(first: 10000, where: {source: {eq: "debt"}, scope: {eq: OWN_LEVEL},
                          kind: {in: [GENERAL, SPECIAL]}}) {
               nodes { region { code } fiscalYear kind remaining } } }"""
    )["debtBalances"]["nodes"]
    breached = {
        f"{each['region']['code']}/{each['fiscalYear']}/{each['kind']}"
        for each in rows
        if fen(each["remaining"]) < 0
    }
    assert breached == {each["key"] for each in _irregular(small_hub, "limits", "limit_exceeded")}


def test_a_bond_is_followed_from_its_issue_to_the_requests(small_hub: SmallHub) -> None:
    bonds = small_hub.ask(
        """{ bonds(first: 20, where: {source: {eq: "debt"}, issuedOn: {gte: "2023-01-01"},
                   purpose: {eq: NEW}}) {
               nodes { code size
                 onLendings(first: 100) { nodes { region { code } toRegion { code } amount } }
                 uses(first: 200) { nodes { projectCode allocated bondSize
                   project { projectCode } region { code } } }
                 paymentRequests(first: 500) { nodes { amount requestedOn
                   project { projectCode } } } } } }"""
    )["bonds"]["nodes"]
    assert len(bonds) == 9
    missing = {
        each["key"].split("/")[0] for each in _irregular(small_hub, "uses", "project_missing")
    }
    for bond in bonds:
        uses = [each for each in bond["uses"]["nodes"] if each["projectCode"] not in missing]
        assert {each["bondSize"] for each in bond["uses"]["nodes"]} == {bond["size"]}
        assert sum(fen(each["allocated"]) for each in uses) == fen(bond["size"])
        held = _kept(bond)
        for region, amount in held.items():
            own = sum(fen(each["allocated"]) for each in uses if each["region"]["code"] == region)
            assert amount == own
        shares = {each["projectCode"]: fen(each["allocated"]) for each in uses}
        drawn: Counter[str] = Counter()
        for each in bond["paymentRequests"]["nodes"]:
            drawn[each["project"]["projectCode"]] += fen(each["amount"])
        assert all(0 < amount <= shares[project] for project, amount in drawn.items())
        assert all(each["project"] for each in uses)


def _kept(bond: dict[str, Any]) -> dict[str, int]:
    """region -> what it kept of a bond for itself, by what it got and passed on."""
    kept: Counter[str] = Counter({"440000000": fen(bond["size"])})
    for each in bond["onLendings"]["nodes"]:
        kept[each["region"]["code"]] -= fen(each["amount"])
        kept[each["toRegion"]["code"]] += fen(each["amount"])
    return dict(kept)


def test_bond_money_that_nobody_asked_for(small_hub: SmallHub) -> None:
    found = small_hub.ask(
        """{ bondUses(first: 10000, where: {source: {eq: "debt"}}) { nodes {
               projectCode bondCode bond { code } } }
             paymentRequests(first: 10000, where: {bondCode: {isNull: false}}) { nodes {
               bondCode project { projectCode } } } }"""
    )
    uses = found["bondUses"]["nodes"]
    drawn = {
        (each["project"]["projectCode"], each["bondCode"])
        for each in found["paymentRequests"]["nodes"]
    }
    unspent = {
        f"{each['projectCode']}/{each['bondCode']}"
        for each in uses
        if each["bond"] and (each["projectCode"], each["bondCode"]) not in drawn
    }
    declared = [
        each["key"]
        for kind in ("bond_unspent", "project_missing")
        for each in _irregular(small_hub, "uses", kind)
    ]
    assert unspent == set(declared)
    lost = {each["bondCode"] for each in uses if each["bond"] is None}
    assert lost == {
        each["key"].split("/")[1] for each in _irregular(small_hub, "uses", "bond_missing")
    }


def test_what_the_workbooks_declare_is_checked_as_they_are_synchronised(
    small_hub: SmallHub,
) -> None:
    found = small_hub.ask(
        """{ tieOuts(first: 10000, where: {source: {eq: "debt"}}) {
               nodes { identity cell verdict fiscalYear } } }"""
    )["tieOuts"]["nodes"]
    assert {each["identity"] for each in found} == {
        "DebtLimit.kinds", "DebtLimit.whole", "DebtLimit.city",
        "DebtBalance.kinds", "DebtBalance.whole", "DebtBalance.city", "DebtBalance.limit",
        "DebtAccount.parts", "DebtAccount.roll", "DebtAccount.tables",
    }  # fmt: skip
    wrong = [each for each in found if each["verdict"] != "TIES"]
    assert {each["identity"] for each in wrong} == {"DebtBalance.limit"}
    special = [each for each in wrong if "kind=SPECIAL" in each["cell"]]
    declared = _irregular(small_hub, "limits", "limit_exceeded")
    assert Counter(each["fiscalYear"] for each in special) == Counter(
        each["fiscal_year"] for each in declared
    )
