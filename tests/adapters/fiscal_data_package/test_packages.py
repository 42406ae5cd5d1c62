"""Fiscal Data Packages: what the descriptor says is followed, what it does not say is asked for."""

from __future__ import annotations

import json
import shutil
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from adapters.fiscal_data_package.source import figures
from adapters.sdk.readers.documents import loading
from schema.problems import StopBatch
from tests.adapters.tied import Read, read

SAMPLES = Path(str(files("adapters.fiscal_data_package"))) / "samples"
PUBLISHED = Path(__file__).parent


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """A copy of the sample package: its descriptor."""
    shutil.copytree(SAMPLES / "data", tmp_path / "data")
    return Path(shutil.copy(SAMPLES / "datapackage.json", tmp_path))


def changed(package: Path, **said: Any) -> dict[str, Any]:
    descriptor: dict[str, Any] = json.loads(package.read_text(encoding="utf-8")) | said
    package.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")
    return descriptor


def loaded(path: Path) -> Read:
    (page,) = figures.read.pages(loading([path]), {})
    return read(figures, page)


def refused(path: Path) -> StopBatch:
    with pytest.raises(StopBatch) as caught:
        list(figures.read.pages(loading([path]), {}))
    return caught.value


def test_measures_have_phase_factor_and_direction() -> None:
    found = loaded(SAMPLES / "datapackage.json")
    education = {row["phase"]: row for row in found.of(function="205")}
    assert {phase: row["amount"] for phase, row in education.items()} == {
        "ADJUSTED": 1_200_500_000, "EXECUTED": 1_250_250_000,
    }  # fmt: skip
    row = education["EXECUTED"]
    assert (row["printed"], row["printed_unit"]) == ("1250.25", "WAN_YUAN")
    assert (row["region_code"], row["fiscal_year"], row["scope"]) == (440203000, 2025, "OWN_LEVEL")
    assert (row["sheet"], row["row_no"], row["column_no"]) == ("data/expenditure.csv", 2, 7)


def test_blanks_are_no_figures_and_negatives_are() -> None:
    found = loaded(SAMPLES / "datapackage.json")
    assert [row["phase"] for row in found.of(function="20502")] == ["ADJUSTED"]
    assert found.one(function="213", phase="EXECUTED")["amount"] < 0
    assert found.one(printed_code="212", phase="EXECUTED")["budget_type"] == "GOVERNMENT_FUND"
    assert {row["function"] for row in found.of(printed_code="29901")} == {None}


def test_a_package_of_the_later_edition(package: Path) -> None:
    descriptor = changed(package)
    types = {
        "区划": "geo:target:code", "年度": "date:fiscal-year", "预算": "fin-source:generic:code",
        "科目编码": "functional-classification:generic:code",
        "科目名称": "functional-classification:generic:label",
    }  # fmt: skip
    fields = descriptor["resources"][0]["schema"]["fields"]
    for field in fields:
        measure = {"columnType": "value", "currency": "CNY", "factor": 10000,
                   "direction": "expenditure", "phase": "executed"}  # fmt: skip
        if field["name"] == "调整预算":
            measure["phase"] = "adjusted"
        field |= {"columnType": types[field["name"]]} if field["name"] in types else measure
    del descriptor["mapping"]
    package.write_text(json.dumps(descriptor, ensure_ascii=False), encoding="utf-8")

    def amounts(found: Read) -> list[tuple[Any, ...]]:
        return [(row["function"], row["phase"], row["amount"]) for row in found.rows]

    assert amounts(loaded(package)) == amounts(loaded(SAMPLES / "datapackage.json"))


@pytest.mark.parametrize(
    ("name", "says"), [("al_treasury.json", "AL"), ("eu_funds.json", "PL, IT")]
)
def test_figures_of_other_countries_are_refused_whole(name: str, says: str) -> None:
    problem = refused(PUBLISHED / name)
    assert problem.code == "A319"
    assert says in problem.render("en")


def test_figures_in_another_currency_are_refused_whole(package: Path) -> None:
    descriptor = changed(package)
    descriptor["mapping"]["measures"]["executed"]["currency"] = "EUR"
    changed(package, mapping=descriptor["mapping"])
    problem = refused(package)
    assert problem.code == "A319"
    assert "executed" in problem.render("en") and "EUR" in problem.render("en")


@pytest.mark.parametrize("what", ["currency", "phase", "direction"])
def test_what_a_measure_does_not_say_is_asked_for(package: Path, what: str) -> None:
    descriptor = changed(package)
    del descriptor["mapping"]["measures"]["executed"][what]
    changed(package, mapping=descriptor["mapping"])
    problem = refused(package)
    assert problem.code == "A307"
    assert what in problem.render("en") and "executed" in problem.render("en")


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"scope": None}, "OWN_LEVEL"),
        ({"resources": []}, "resource"),
        ({"name": ""}, "name"),
        ({"mapping": {"measures": {}, "dimensions": {}}}, "measure"),
    ],
)
def test_what_a_package_does_not_say_is_asked_for(
    package: Path, said: dict[str, Any], asked: str
) -> None:
    changed(package, **said)
    problem = refused(package)
    assert problem.code == "A307"
    assert asked in problem.render("en")


def test_a_path_outside_the_package_is_refused(package: Path) -> None:
    descriptor = changed(package)
    descriptor["resources"][0]["path"] = "../data/expenditure.csv"
    changed(package, resources=descriptor["resources"])
    assert refused(package).code == "A307"


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("科目编码", "科目", "A307"),
        ("1250.25", "1250.25元", "A307"),
        ("GOVERNMENT_FUND", "基金", "A307"),
        ("212,", "", "A307"),
    ],
)
def test_a_damaged_table_loads_nothing(package: Path, old: str, new: str, code: str) -> None:
    table = package.parent / "data" / "expenditure.csv"
    table.write_text(table.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    assert refused(package).code == code


def test_a_table_that_is_not_there_is_missed(package: Path) -> None:
    (package.parent / "data" / "expenditure.csv").unlink()
    assert refused(package).code == "A309"


def test_the_evidence_is_every_file_of_the_package_and_the_same_twice(package: Path) -> None:
    (first,) = figures.read.pages(loading([package]), {})
    (again,) = figures.read.pages(loading([package]), {})
    assert first == again
    assert (package.parent / "data" / "expenditure.csv").read_bytes() in first.body
    assert package.read_bytes() in first.body
