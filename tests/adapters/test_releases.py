"""OCDS releases as rows: each object once, with what it points at; what no column names is told."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from adapters.procurement.releases import OTHERS, Objects
from adapters.procurement.source import SOURCE, contracts, joint
from adapters.sdk.codes import CodeFiles
from adapters.sdk.crosswalk import must
from adapters.sdk.mapping import mapper
from schema.problems import RejectRow, StopBatch
from tests.adapters.worlds import CLEARING, mapped, page, row

SAMPLES = Path(str(files("adapters"))) / "procurement" / "samples"

RELEASE: dict[str, Any] = {
    "ocid": "o-1",
    "date": "2024-05-01T09:00:00+08:00",
    "tag": ["contract"],
    "buyer": {"id": "B", "name": "局"},
    "parties": [{"id": "B", "details": {"mofDivCode": "440203"}, "roles": ["buyer"]}],
    "awards": [{"id": "A1", "suppliers": [{"id": "S1"}]}, {"id": "A2"}],
    "contracts": [
        {
            "id": "C1",
            "awardID": "A1",
            "value": {"amount": 1.50, "currency": "CNY"},
            "amendments": [{"id": "M1"}, {"id": "M2"}],
            "x_note": {"by": "王"},
        },
        {"id": "C2", "awardID": "A9", "value": {"currency": "GBP"}},
    ],
}


def rows(path: str, *columns: str, **changes: Any) -> list[list[Any]]:
    objects = Objects(path, frozenset({"contract"}), columns)
    package = {"releases": [{**RELEASE, **changes}]}
    text = json.dumps(package).encode()
    return [list(each) for each in objects.page("p.json", text).rows]


def test_each_object_is_a_row_with_its_award_and_its_buyer() -> None:
    columns = ("contracts/id", "contracts/value/amount", "awards/suppliers/0/id", "ocid")
    found = rows("contracts", *columns, "buyer/details/mofDivCode")
    assert [each[:5] for each in found] == [
        ["C1", "1.5", "S1", "o-1", "440203"],
        ["C2", None, None, "o-1", "440203"],
    ]


def test_currencies_are_all_of_the_release_and_others_what_no_column_names() -> None:
    first, second = rows("contracts", "contracts/id", "contracts/value/amount")
    assert first[-2] == second[-2] == "CNY GBP"
    assert json.loads(first[-1]) == {
        "contracts/awardID": "A1",
        "contracts/value/currency": "CNY",
        "contracts/amendments": [{"id": "M1"}, {"id": "M2"}],
        "contracts/x_note": {"by": "王"},
    }


def test_objects_below_objects() -> None:
    found = rows("contracts/amendments", "contracts/amendments/id", "contracts/id")
    assert [each[:2] for each in found] == [["M1", "C1"], ["M2", "C1"]]


def test_other_tags_and_other_roles_are_not_read() -> None:
    assert rows("contracts", "contracts/id", tag=["tender"]) == []
    suppliers = Objects("parties", frozenset({"contract"}), ("parties/id",), ("roles", "supplier"))
    assert suppliers.table({"releases": [RELEASE]})[1] == []


@pytest.mark.parametrize(
    "body", [b"[]", b'{"releases": {}}', b'{"releases": ["x"]}', b"\xff", b"{"]
)
def test_what_is_no_package_is_refused(body: bytes) -> None:
    with pytest.raises(StopBatch, match="A307"):
        Objects("contracts", frozenset({"contract"}), ("contracts/id",)).page("p.json", body)


def test_what_our_partner_sends_is_all_named() -> None:
    for stream in SOURCE.streams:
        sample = json.loads((SAMPLES / f"{stream.name}.json").read_text("utf-8"))
        place = sample["columns"].index(OTHERS)
        assert {each[place] for each in sample["rows"]} == {None}, stream.name
        assert {each[place - 1] for each in sample["rows"]} <= {"CNY", None}


def test_a_foreign_release_is_refused_before_all_else() -> None:
    assert contracts.files is not None
    objects = contracts.files.parse  # type: ignore[attr-defined]
    body = json.dumps({"releases": [RELEASE]}).encode()
    found = mapper(contracts, CodeFiles()).map(objects("p.json", body))
    assert found.rows == []
    assert [each.problem.code for each in found.rejected] == ["A222", "A222"]


def test_several_suppliers_are_all_kept() -> None:
    assert joint('[{"id": "CN-USCC-1"}, {"id": "X-2"}]') == "1 X-2"


def test_what_a_column_must_hold() -> None:
    def sound(cell: str) -> None:
        if cell != "工行":
            raise RejectRow("A205", value=cell, allowed=["工行"])

    given = page(row(), row(NO="C2", BANK="农行"), row(NO="C3", BANK=None), row(GONE="1", BANK="x"))
    rules = tuple(rule for rule in CLEARING.crosswalk if rule.columns != ("BANK",))
    found = mapped(given, crosswalk=(*rules, must("BANK", sound)))
    assert [each.position for each in found.rows] == [1, 3, 4]
    assert [(each.position, each.problem.code) for each in found.rejected] == [(2, "A205")]
    assert "BANK" in str(found.rejected[0].problem)
