"""The platform's workbooks as published: every figure to the fen, every sum as its tree has it.

No figure stands here: the records are compared with the extracts of the same workbooks, and sums
with the totals that the workbooks print.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from adapters.celma_debt.source import SOURCE
from adapters.sdk.codes import CodeFiles
from adapters.sdk.mapping import mapper
from adapters.sdk.readers.documents import loading
from adapters.sdk.source import MappedPage
from tests.adapters.celma_debt.workbooks import GUANGDONG, HAINAN

EXTRACTS = Path(__file__).with_name("extracts")
KINDS = {"TOTAL": "total", "GENERAL": "general", "SPECIAL": "special"}
BOTH = pytest.mark.parametrize("path", [GUANGDONG, HAINAN], ids=lambda path: path.stem)
STREAMS = {stream.name: stream for stream in SOURCE.streams}

Row = dict[str, Any]


@cache
def mapped(path: Path, name: str) -> tuple[tuple[str, ...], MappedPage]:
    stream = STREAMS[name]
    (page,) = stream.read.pages(loading([path]), {})
    machine = mapper(stream, CodeFiles())
    return machine.fields, machine.map(page)


def rows(path: Path, name: str, **wanted: Any) -> list[Row]:
    fields, page = mapped(path, name)
    found = [dict(zip(fields, row.values, strict=True)) for row in page.rows]
    return [row for row in found if all(row[key] == value for key, value in wanted.items())]


def extract(path: Path, name: str) -> list[dict[str, str]]:
    with (EXTRACTS / f"{path.stem}_{name}.csv").open(encoding="utf-8-sig") as file:
        return list(csv.DictReader(file))


def fen(printed: str) -> Decimal:
    return Decimal(printed).scaleb(10)


@BOTH
@pytest.mark.parametrize(("name", "column"), [("limits", "limit"), ("balances", "balance")])
def test_every_limit_and_balance_is_the_printed_one(path: Path, name: str, column: str) -> None:
    printed = {
        (line["ad_code"], kind): fen(line[f"{column}_{word}"])
        for line in extract(path, "limit_balance")
        for kind, word in KINDS.items()
    }
    ours = {(row["printed_code"], row["kind"]): row["amount"] for row in rows(path, name)}
    groups = {key for key in printed if key[0] == "4690"}
    assert {key: printed[key] for key in printed.keys() - groups} == ours
    assert {row["fiscal_year"] for row in rows(path, name)} == {int(path.stem[-4:])}


@BOTH
def test_a_group_of_regions_is_set_aside_with_its_reason(path: Path) -> None:
    groups = [line for line in extract(path, "limit_balance") if line["ad_code"] == "4690"]
    for name in ("limits", "balances"):
        rejected = mapped(path, name)[1].rejected
        assert [each.problem.code for each in rejected] == ["A221"] * len(KINDS) * len(groups)
        assert all("4690" in each.problem.message("zh") for each in rejected)


@BOTH
@pytest.mark.parametrize("kind", KINDS)
def test_own_levels_add_up_to_the_whole(path: Path, kind: str) -> None:
    root = min((row["printed_code"] for row in rows(path, "limits")), key=len)
    for name in ("limits", "balances"):
        (whole,) = rows(path, name, printed_code=root, kind=kind)
        leaves = rows(path, name, scope="OWN_LEVEL", kind=kind)
        assert whole["scope"] == "WHOLE_ADMINISTRATIVE"
        assert len({row["printed_code"] for row in leaves}) == len(leaves)
        off = whole["amount"] - sum(row["amount"] for row in leaves)
        rounded = path == GUANGDONG and name == "limits" and kind != "GENERAL"
        assert abs(off) == (1 if rounded else 0)


@pytest.mark.parametrize(
    ("name", "tree", "other"),
    [("limits", "ADMINISTRATIVE", "FISCAL"), ("balances", "FISCAL", "ADMINISTRATIVE")],
)
def test_cities_tie_under_their_own_tree_only(name: str, tree: str, other: str) -> None:
    wholes = rows(GUANGDONG, name, scope=f"WHOLE_{tree}", kind="TOTAL")
    wholes = [row for row in wholes if row["printed_code"] != "44"]
    assert len(wholes) == 20
    ask, sums = CodeFiles(), defaultdict(int)
    for row in rows(GUANGDONG, name, scope="OWN_LEVEL", kind="TOTAL"):
        assert row["counted_in_code"] == ask.city_of(row["region_code"], 2021, tree)
        for each in (tree, other):
            sums[each, ask.city_of(row["region_code"], 2021, each)] += row["amount"]
    assert all(abs(row["amount"] - sums[tree, row["region_code"]]) <= 1 for row in wholes)
    wrong = [row for row in wholes if abs(row["amount"] - sums[other, row["region_code"]]) > 1]
    assert len(wrong) > 10


def test_abolished_codes_land_on_what_followed_them() -> None:
    grades = {
        "440183": (440118000, "SUCCESSOR"), "440184": (440117000, "SUCCESSOR"),
        "441283": (441204000, "SUCCESSOR"), "441421": (441403000, "SUCCESSOR"),
        "441723": (441704000, "SUCCESSOR"), "441827": (441803000, "SUCCESSOR"),
        "445221": (445203000, "NAME"), "445323": (445303000, "NAME"),
    }  # fmt: skip
    found = {
        row["printed_code"]: (row["region_code"], row["region_grade"])
        for row in rows(GUANGDONG, "balances") if row["region_grade"] != "EXACT"
    }  # fmt: skip
    assert found == grades
    (danzhou,) = rows(HAINAN, "limits", printed_code="469003", kind="TOTAL")
    assert (danzhou["region_code"], danzhou["region_grade"]) == (460400000, "SUCCESSOR")
    counted = mapped(GUANGDONG, "limits")[1].grades
    assert counted["region_code", "SUCCESSOR"] == 6 * 3
    assert counted["region_code", "NAME"] == 2 * 3


def test_bond_uses_stand_with_the_successors_too() -> None:
    used = {row["region_code"]: row["region_grade"] for row in rows(GUANGDONG, "uses")}
    assert used[445203000] == "NAME" and used[440118000] == "SUCCESSOR"
    assert 445221000 not in used and 440183000 not in used


def test_limits_stand_beside_balances_of_their_scope() -> None:
    limits = {(row["printed_code"], row["kind"]): row for row in rows(GUANGDONG, "limits")}
    over = set()
    for row in rows(GUANGDONG, "balances"):
        limit = limits[row["printed_code"], row["kind"]]
        same = row["scope"] == limit["scope"]
        assert row["limit_amount"] == (limit["amount"] if same else None)
        assert same is (row["scope"] != "WHOLE_FISCAL")
        if same and row["amount"] > limit["amount"]:
            over.add((row["printed_name"], row["kind"]))
    assert over == {("海珠区", "TOTAL"), ("海珠区", "GENERAL"), ("阳东区", "SPECIAL")}


@BOTH
def test_every_use_of_a_bond_is_there(path: Path) -> None:
    ours = rows(path, "uses")
    assert not mapped(path, "uses")[1].rejected
    assert len({row["use_id"] for row in ours}) == len(ours)
    assert {row["kind"] for row in ours} == {"GENERAL", "SPECIAL"}
    assert all((row["kind"] == "GENERAL") == (row["printed_nature"] == "01") for row in ours)
    assert all(row["nature"] and row["field"] and row["bond_size"] for row in ours)


def test_merged_rows_go_on_with_their_project() -> None:
    printed = {int(line["row_no"]): line for line in extract(HAINAN, "bond_use")}
    ours = {row["row_no"]: row for row in rows(HAINAN, "uses")}
    # The extract has no row for the one whose size is merged with that of the row above.
    for number in ours.keys() - printed.keys():
        one, other = ours[number], ours[number - 1]
        assert one["project_uid"] == other["project_uid"]
        assert one["bond_size"] == other["bond_size"] and one["issued_in"] != other["issued_in"]
    assert printed.keys() <= ours.keys() and len(ours) == len(printed) + 1
    above: dict[str, str] = {}
    for number in sorted(printed):
        line, row = printed[number], ours[number]
        if line["project_name"]:
            above = line
        assert row["project_uid"] == line["project_uid"] == above["project_uid"]
        assert row["project_name"] == above["project_name"].strip()
        assert row["department"] == (above["supervising_department"].strip() or None)
        assert row["issued_in"] == date.fromisoformat(f"{line['issue_month']}-01")
        assert row["bond_size"] == fen(line["bond_size_declared_100m"])
    assert sum(not line["project_name"] for line in printed.values()) > 400


def test_a_project_of_no_region_stands_with_who_disclosed_it() -> None:
    zone = [row for row in rows(HAINAN, "uses") if "469041" in (row["project_code"] or "")]
    assert zone
    assert {(row["region_code"], row["region_grade"]) for row in zone} == {(460000000, "DISCLOSER")}


@BOTH
def test_borrowing_and_repayment_are_the_printed_lines(path: Path) -> None:
    printed = extract(path, "issue_repay")
    ours = {(row["line_no"], row["scope"]): row for row in rows(path, "account")}
    assert len(ours) == 2 * len(printed)
    for place, line in enumerate(printed, 1):
        for scope, column in (("WHOLE_ADMINISTRATIVE", "whole_region"), ("OWN_LEVEL", "own_level")):
            row = ours[place, scope]
            assert row["amount"] == fen(line[f"{column}_100m"])
            assert row["printed_code"] == line["row_code"]
            assert row["item"] == line["item"].strip()
            assert row["is_part"] is not (row["item"][1] == "、")
    measures = [ours[place, "OWN_LEVEL"]["measure"] for place in (1, 4, 7, 15, 18, 21, 24)]
    assert measures == [
        "OPENING_BALANCE", "OPENING_LIMIT", "ISSUED", "REPAID", "INTEREST", "BALANCE", "LIMIT",
    ]  # fmt: skip
