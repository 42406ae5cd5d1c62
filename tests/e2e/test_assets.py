"""Assets: registers by year, what bought each card, what corrected registers no longer have."""

from __future__ import annotations

from typing import Any

from tests.e2e.conftest import SmallHub
from tests.e2e.test_truth import fen


def _keys(hub: SmallHub, kind: str, stream: str = "cards") -> set[str]:
    found = {
        each["key"]
        for each in hub.truth["irregularities"]
        if (each["stream"], each["kind"]) == (stream, kind)
    }
    assert found
    return found


def _bought(hub: SmallHub) -> list[dict[str, Any]]:
    """Cards of what was bought in the world's years."""
    found: list[dict[str, Any]] = hub.ask(
        """{ assetCards(first: 10000, where: {source: {eq: "assets"},
                        acquiredOn: {gte: "2023-01-01"}}) { nodes {
               cardNo fiscalYear acquiredOn originalValue netValue netOfDepreciation contractNo
               assetClass { name } paymentId paymentYear
               contract { signedOn supplier { name } }
               payment { amount voucherOn payeeName } project { name } } } }"""
    )["assetCards"]["nodes"]
    return found


def test_a_card_knows_its_contract_and_the_voucher_that_paid(small_hub: SmallHub) -> None:
    cards = _bought(small_hub)
    late = _keys(small_hub, "late_contract", "contracts")
    assert len(cards) > 100
    for card in cards:
        assert card["project"]["name"] and card["assetClass"]["name"]
        assert card["netValue"] == card["netOfDepreciation"]
        if card["payment"]:
            assert fen(card["payment"]["amount"]) == fen(card["originalValue"])
            assert card["payment"]["voucherOn"] >= card["acquiredOn"]
        if card["contract"] and card["contractNo"] not in late:
            assert card["contract"]["signedOn"] < card["acquiredOn"]
    assert {each["paymentYear"] for each in cards if each["fiscalYear"] == 2025} >= {2023, 2024}


def test_cards_without_contract_or_voucher_are_the_declared_ones(small_hub: SmallHub) -> None:
    cards = _bought(small_hub)
    without = {each["cardNo"] for each in cards if each["contractNo"] is None}
    assert without == _keys(small_hub, "asset_without_contract")
    unknown = {each["cardNo"] for each in cards if each["contractNo"] and not each["contract"]}
    assert unknown == _keys(small_hub, "contract_missing")
    unpaid = {each["cardNo"] for each in cards if not each["payment"]}
    assert unpaid == _keys(small_hub, "voucher_missing")


def test_a_corrected_register_replaces_the_one_before(small_hub: SmallHub) -> None:
    gone = sorted(_keys(small_hub, "withdrawn"))
    found = small_hub.ask(
        """query ($keys: [String!]) { assetCards(where: {cardNo: {in: $keys}}) { totalCount } }""",
        {"keys": gone},
    )
    assert found["assetCards"]["totalCount"] == 0
    batches = small_hub.ask(
        """{ batches(first: 1000, where: {source: {eq: "assets"}, stream: {eq: "cards"}}) {
               nodes { deleted problem } } }"""
    )["batches"]["nodes"]
    assert sum(each["deleted"] for each in batches) == len(gone)
    assert "A304" in {each["problem"] for each in batches}


def test_a_disposal_leads_to_the_last_register_that_holds_the_card(small_hub: SmallHub) -> None:
    found = small_hub.ask(
        """{ assetDisposals(first: 1000) { nodes { disposalId fiscalYear cardNo
               card { fiscalYear cardNo originalValue } originalValue } } }"""
    )["assetDisposals"]["nodes"]
    missing = {each["disposalId"] for each in found if each["card"] is None}
    assert missing == _keys(small_hub, "card_missing", "disposals")
    for each in found:
        if each["card"]:
            assert each["card"]["fiscalYear"] == each["fiscalYear"] - 1
            assert each["card"]["originalValue"] == each["originalValue"]
    still = small_hub.ask(
        """{ assetCards(first: 10000, where: {source: {eq: "assets"}}) {
               nodes { cardNo fiscalYear } } }"""
    )["assetCards"]["nodes"]
    held = {(each["cardNo"], each["fiscalYear"]) for each in still}
    assert not held & {(each["cardNo"], each["fiscalYear"]) for each in found}
