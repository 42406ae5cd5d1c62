"""The province's printed figures, asked over GraphQL: three independent tables tie.

No figure stands here: each table's own total is compared with the sum of the other two.
"""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.e2e.conftest import SmallHub

TIES = """
query ($whole: String!, $own: String!, $cities: String!) {
  whole: statementLines(first: 1, orderBy: [{lineNo: ASC}], where: {tableNo: {eq: $whole},
      phase: {eq: EXECUTED}, outlineLevel: {eq: 1}, scope: {eq: WHOLE_ADMINISTRATIVE}}) {
    nodes { direction amount(unit: WAN_YUAN, scale: 0) } }
  own: statementLines(first: 1, orderBy: [{lineNo: ASC}], where: {tableNo: {eq: $own},
      phase: {eq: EXECUTED}, outlineLevel: {eq: 1}, scope: {eq: OWN_LEVEL}}) {
    nodes { amount(unit: WAN_YUAN, scale: 0) } }
  cities: statementLineGroups(by: [{phase: true}], where: {tableNo: {eq: $cities},
      phase: {eq: EXECUTED}, isRepeat: {eq: false}, isPart: {eq: false},
      region: {childOf: "440000", tier: CITY}}) {
    total { count sum { amount(unit: WAN_YUAN, scale: 0) } } }
}
"""
LATEST = """{ statementLines(first: 1, orderBy: [{sinceBatch: DESC}]) {
  totalCount nodes { sinceBatch } } }"""


@pytest.mark.parametrize(
    ("direction", "whole", "own", "cities"),
    [("REVENUE", "t01", "t06", "t02"), ("EXPENDITURE", "t03", "t07", "t04")],
)
def test_the_whole_province_is_its_own_level_and_its_cities(
    small_hub: SmallHub, direction: str, whole: str, own: str, cities: str
) -> None:
    found = small_hub.ask(TIES, {"whole": whole, "own": own, "cities": cities})
    (line,) = found["whole"]["nodes"]
    assert line["direction"] == direction
    printed = Decimal(line["amount"])
    (level,) = (Decimal(each["amount"]) for each in found["own"]["nodes"])
    total = found["cities"]["total"]
    assert total["count"] == 21
    assert printed == level + Decimal(total["sum"]["amount"])
    assert printed > 10**8


def test_subtotals_of_sub_regions_repeat_the_cities(small_hub: SmallHub) -> None:
    found = small_hub.ask(
        """{ cities: statementLineGroups(by: [{isRepeat: true}], where: {tableNo: {eq: "t02"},
               phase: {eq: EXECUTED}, isPart: {eq: false}}) {
             nodes { key { isRepeat } count sum { amount } } } }"""
    )["cities"]["nodes"]
    sums = {each["key"]["isRepeat"]: (each["count"], each["sum"]["amount"]) for each in found}
    assert (sums[False][0], sums[True][0]) == (21, 3)
    assert sums[False][1] == sums[True][1]


def test_loading_the_tables_again_changes_nothing(small_hub: SmallHub) -> None:
    before = small_hub.ask(LATEST)
    again = small_hub.hub("load", "--samples")
    assert again.returncode == 1, again.stderr
    assert small_hub.ask(LATEST) == before
    assert before["statementLines"]["totalCount"] > 500


TIE = """
query ($identity: String!) {
  tieOuts(where: {source: {eq: "guangdong_budget"}, identity: {eq: $identity},
      phase: {eq: "EXECUTED"}}) {
    nodes { verdict region { code } fiscalYear leftCount rightCount leftRows batch { file }
      leftAmount(unit: WAN_YUAN, scale: 0) rightAmount(unit: WAN_YUAN, scale: 0) } } }
"""


@pytest.mark.parametrize("direction", ["REVENUE", "EXPENDITURE"])
def test_the_hub_says_itself_that_the_tables_tie(small_hub: SmallHub, direction: str) -> None:
    (tie,) = small_hub.ask(TIE, {"identity": f"WHOLE_{direction}"})["tieOuts"]["nodes"]
    assert tie["verdict"] == "TIES"
    assert (tie["region"]["code"], tie["fiscalYear"]) == ("440000000", 2025)
    assert (tie["leftCount"], tie["rightCount"]) == (1, 22)
    assert int(tie["leftAmount"]) == int(tie["rightAmount"]) > 10**8
    assert tie["leftRows"].startswith("t0") and tie["batch"]["file"].endswith(".csv")


def test_what_is_not_disclosed_is_shown_and_the_figures_have_their_places(
    small_hub: SmallHub,
) -> None:
    found = small_hub.ask(
        """{ tieOuts(where: {source: {eq: "guangdong_budget"}, verdict: {eq: RESIDUAL},
               phase: {eq: "EXECUTED"}}) { nodes { label residual difference leftAmount } }
             tables: statementLines(first: 1, where: {document: {startsWith: "guangdong_budget"},
               name: {eq: "公共安全支出"}, phase: {eq: EXECUTED}}) {
               nodes { file sheet rowNo columnNo heading printed printedUnit measure amount } } }"""
    )
    (residual,) = found["tieOuts"]["nodes"]
    assert residual["residual"] == "UNDISCLOSED" and "公共安全" in residual["label"]
    (line,) = found["tables"]["nodes"]
    assert line["amount"] == residual["leftAmount"]
    assert Decimal(0) < Decimal(residual["difference"]) < Decimal(line["amount"]) / 10
    assert Decimal(line["printed"]) * 10_000 == Decimal(line["amount"])
    assert (line["printedUnit"], line["sheet"], line["heading"]) == ("WAN_YUAN", None, "executed")
    assert line["file"].startswith("t03") and line["rowNo"] > 1 and line["columnNo"] == 4
