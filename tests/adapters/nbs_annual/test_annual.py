"""Files "Annual by Province": the province by what the file says, each label's unit and meaning."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from adapters.nbs_annual.source import figures
from adapters.nbs_annual.tables import file_of, page_of
from schema.problems import StopBatch
from tests.adapters.tied import Read, read

SAMPLES = sorted((Path(str(files("adapters.nbs_annual"))) / "samples").glob("*.csv"))
PROVINCES = {"Guangdong": 440000000, "Shannxi": 610000000, "Zhejiang": 330000000}
EACH = pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)


@cache
def loaded(path: Path) -> Read:
    return read(figures, page_of(path.name, path.read_bytes()))


def body(path: Path) -> str:
    return path.read_bytes().decode("gb18030")


@EACH
def test_the_province_is_what_the_file_says(path: Path) -> None:
    (region,) = {row["region_code"] for row in loaded(path).rows}
    assert region == PROVINCES[path.stem.split()[0]]
    assert {row["fiscal_year"] for row in loaded(path).rows} == {2017}


@EACH
def test_every_stated_indicator_is_a_figure_in_its_unit(path: Path) -> None:
    stated = [line.rsplit(",", 1) for line in body(path).splitlines()[4:] if line[:5] == "Local"]
    wanted = {label: figure for label, figure in stated if figure}
    assert {row["item"]: row["printed"] for row in loaded(path).rows} == wanted
    assert {row["printed_unit"] for row in loaded(path).rows} == {"YI_YUAN"}
    assert all("yuan" in row["item"] or row["note"] for row in loaded(path).rows)
    assert not any("yuan" in row["name"] for row in loaded(path).rows)


@EACH
def test_indicators_sum_to_those_above_them(path: Path) -> None:
    ties = {tie.label.split("(")[0]: tie for tie in loaded(path).ties}
    assert len(ties) == 4
    spent = ties.pop("Local Governments General Budgetary Expenditure")
    assert (spent.verdict, spent.residual) == ("RESIDUAL", "UNDISCLOSED")
    assert {tie.verdict for tie in ties.values()} <= {"TIES", "ROUNDING"}


def test_codes_are_those_of_the_year_and_doubtful_labels_have_none() -> None:
    found = loaded(SAMPLES[0])
    assert found.one(name="Local Governments Revenue Deed Tax")["revenue"] == "10119"
    assert found.one(name="Local Governments Expenditure Education")["function"] == "205"
    assert found.one(name="Local Governments Revenue Vehicle Purchase Tax")["revenue"] is None


def changed(old: str, new: str) -> bytes:
    text = body(SAMPLES[0])
    assert old in text
    return text.replace(old, new, 1).encode("gb18030")


def test_other_indicators_are_accounted_for_as_not_fiscal() -> None:
    more = changed("Note:1", "Permanent Population(10000 persons),11169\nNote:1")
    file = file_of("Guangdong 2017.csv", more)
    (other,) = [row for row in file.rows if row.why]
    assert other.label.startswith("Permanent Population")
    assert len(read(figures, page_of("x.csv", more)).rows) == len(loaded(SAMPLES[0]).rows)


def test_several_years_side_by_side() -> None:
    lines = body(SAMPLES[0]).splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("Note"))
    wide = [*lines[:3], "Indicators,2018,2017", *(f"{line},1" for line in lines[4:at])]
    found = read(figures, page_of("x.csv", "\n".join(wide).encode("gb18030")))
    assert {row["fiscal_year"] for row in found.rows} == {2017, 2018}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("Region：Guangdong", "Region：Shannxi", "none so called"),
        ("Region：Guangdong", "Area：Guangdong", "Region"),
        ("Annual by Province", "Monthly by Province", "Annual by Province"),
        ("Indicators,2017", "Indicators,Latest", "Indicators"),
        ("11320.35", "11320.35*", "row 5"),
        ("Local Governments Revenue Tax Revenue(100 million yuan)",
         "Local Governments Revenue Tax Revenue", "unit"),
        ("Local Governments Revenue Tax Revenue(100 million yuan)",
         "Local Governments Revenue Tax Revenue(billion yuan)", "unit"),
    ],
)  # fmt: skip
def test_what_is_not_understood_refuses_the_file(old: str, new: str, says: str) -> None:
    with pytest.raises(StopBatch) as caught:
        page_of("Guangdong 2017.csv", changed(old, new))
    assert caught.value.code == "A307"
    assert says in caught.value.render("en")


def test_a_file_without_fiscal_indicators_is_refused() -> None:
    head = body(SAMPLES[0]).splitlines()[:4]
    text = "\n".join([*head, "Permanent Population(10000 persons),11169"])
    with pytest.raises(StopBatch) as caught:
        page_of("x.csv", text.encode("gb18030"))
    assert caught.value.code == "A307"


@EACH
def test_read_twice_it_is_the_same(path: Path) -> None:
    assert page_of(path.name, path.read_bytes()) == page_of(path.name, path.read_bytes())
