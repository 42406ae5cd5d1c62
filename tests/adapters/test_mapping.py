"""The mapper: one loop for the good, one way for those set aside, and nothing lost between."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk.codes import CodeFiles
from adapters.sdk.compiled import LARGEST_MEMO, Memo
from adapters.sdk.conversions import text
from adapters.sdk.crosswalk import constant, ignored, to
from adapters.sdk.mapping import mapper
from adapters.sdk.national import lookup
from adapters.sdk.source import Control, Page, Rejected
from schema.problems import StopBatch
from tests.adapters.worlds import CLEARING, COLUMNS, mapped, page, row

SENT = datetime(2025, 3, 2, tzinfo=UTC)


def test_a_record_in_our_words() -> None:
    result = mapped(page(row()))
    assert result.rejected == []
    (only,) = result.rows
    assert only[:4] == (1, "C1", SENT, False)
    assert only.values == ("C1", 440203000, 2025, "N1", date(2025, 3, 1), SENT, 1250)


def test_fields_are_those_the_crosswalk_fills_in_its_order() -> None:
    assert mapper(CLEARING, CodeFiles()).fields == (
        "clearing_no", "region_code", "fiscal_year", "certificate_no", "cleared_on", "exported_at",
        "amount",
    )  # fmt: skip


@pytest.mark.parametrize("blank", [None, "", "  ", "\u3000"])
def test_a_blank_is_none_or_a_missing_value(blank: str | None) -> None:
    assert mapped(page(row(CERT=blank))).rows[0].values[3] is None
    (rejected,) = mapped(page(row(AMOUNT=blank))).rejected
    assert rejected.problem.render("en").startswith(
        "A201 bank.csv row 1: AMOUNT has no value, and it is required."
    )


@pytest.mark.parametrize(
    ("cells", "code", "column"),
    [
        ({"AMOUNT": "1,2.5"}, "A214", "AMOUNT"),
        ({"AMOUNT": "0.125"}, "A214", "AMOUNT"),
        ({"DAY": "2025-02-30"}, "A202", "DAY"),
        ({"REGION": "449999000"}, "A211", "REGION"),
        ({"YEAR": "1999"}, "A218", "YEAR"),
        ({"SENT": "yesterday"}, "A202", "SENT"),
        ({"NO": None}, "A201", "NO"),
    ],
)
def test_a_record_set_aside_says_which_column(
    cells: dict[str, str | None], code: str, column: str
) -> None:
    good, bad = row(NO="C2"), row(**cells)
    result = mapped(page(good, bad, first_row=3))
    assert [each.source_key for each in result.rows] == ["C2"]
    (rejected,) = result.rejected
    assert (rejected.problem.code, rejected.problem.params["column"]) == (code, column)
    assert rejected.problem.place == "bank.csv row 4"
    assert rejected.position == 4
    assert json.loads(rejected.raw) == dict(zip(COLUMNS, bad, strict=True))
    assert "工行" in rejected.raw
    assert rejected.source_key == (None if column == "NO" else "C1")
    assert rejected.region_code == (None if column == "REGION" else 440203000)
    assert rejected.fiscal_year == (None if column == "YEAR" else 2025)


@pytest.mark.parametrize("width", [0, 8, 10])
def test_a_row_of_another_width_is_set_aside(width: int) -> None:
    bad = [*row(), "more"][:width]
    (rejected,) = mapped(page(bad)).rejected
    assert rejected.problem.code == "A220"
    assert list(json.loads(rejected.raw).values()) == bad


def test_a_tombstone_needs_its_key_only() -> None:
    gone = row(GONE="1", CERT=None, DAY=None, AMOUNT="x", BANK=None)
    result = mapped(page(row(NO="C0"), gone, row(NO="C2")))
    assert [(each.position, each.source_key, each.deleted) for each in result.rows] == [
        (1, "C0", False),
        (2, "C1", True),
        (3, "C2", False),
    ]
    assert result.rows[1].updated_at == SENT
    assert result.rows[1].values == ("C1", 440203000, 2025, None, None, None, None)
    (rejected,) = mapped(page(row(GONE="1", REGION="x"))).rejected
    assert rejected.problem.code == "A211"


def test_records_from_one_row_share_its_number() -> None:
    result = mapped(page(row(), row(NO="C2"), row(NO="C3", AMOUNT="?"), numbers=(7, 7, 9)))
    assert [each.position for each in result.rows] == [7, 7]
    assert result.rejected[0].problem.place == "bank.csv row 9"


def test_a_key_of_several_columns() -> None:
    assert mapped(page(row()), key=("REGION", "NO")).rows[0].source_key == "440203/C1"


def test_the_columns_order_is_the_partners_affair() -> None:
    backwards = Page("bank.csv", b"", COLUMNS[::-1], [row()[::-1]])
    assert mapped(backwards).rows == mapped(page(row())).rows


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        (("X" if name == "AMOUNT" else name for name in COLUMNS), "expected AMOUNT, found X."),
        (COLUMNS[1:], "expected NO, found -."),
        ((*COLUMNS, "NEW"), "expected -, found NEW."),
        ((*COLUMNS, "NO"), "expected -, found NO, NO."),
    ],
)
def test_another_header_stops_the_batch(columns: tuple[str, ...], said: str) -> None:
    names = tuple(columns)
    with pytest.raises(StopBatch, match="A302") as caught:
        mapped(Page("bank.csv", b"", names, [["x"] * len(names)]))
    assert said in caught.value.message("en")


def test_an_empty_page_has_no_header_to_be_wrong() -> None:
    empty = mapped(Page("p", b"", (), (), control=Control(0, 0)))
    assert (empty.rows, empty.rejected, empty.total) == ([], [], 0)


def test_grades_are_counted_for_records_that_are_taken() -> None:
    codes = to("certificate_no", "CERT", lookup("fund_type", year="fiscal_year"))
    crosswalk = (*(rule for rule in CLEARING.crosswalk if "CERT" not in rule.columns), codes)
    given = page(row(CERT="11"), row(CERT="１１"), row(CERT=None), row(CERT="11", AMOUNT="?"))
    machine = mapper(CLEARING.__class__(**{**vars(CLEARING), "crosswalk": crosswalk}), CodeFiles())
    expected = {("certificate_no", "EXACT"): 1, ("certificate_no", "NORMALISED"): 1}
    assert machine.map(given).grades == expected
    assert machine.map(given).grades == expected


def test_the_total_counts_every_record_as_written() -> None:
    given = page(
        row(AMOUNT="1.005"), row(AMOUNT="2"), row(AMOUNT=None), row(AMOUNT="3", GONE="1"),
        control=Control(4, 600),
    )  # fmt: skip
    assert mapped(given).total == Decimal("600.5")
    assert mapped(page(row())).total is None


@pytest.mark.parametrize(
    ("rules", "code", "said"),
    [
        ((to("no_such", "BANK", text),), "A314", "no field to fill named no_such"),
        ((to("source", "BANK", text),), "A314", "no field to fill named source"),
        ((constant("amount", 1),), "A314", "filled twice: amount"),
        ((ignored("AMOUNT", why="twice"),), "A314", "both used and ignored: AMOUNT"),
    ],
)
def test_a_crosswalk_that_cannot_work_is_refused_at_once(
    rules: tuple[object, ...], code: str, said: str
) -> None:
    with pytest.raises(StopBatch, match=code) as caught:
        mapped(page(row()), crosswalk=(*CLEARING.crosswalk, *rules))
    assert said in caught.value.message("en")


def test_what_is_required_must_be_filled() -> None:
    without = tuple(rule for rule in CLEARING.crosswalk if "AMOUNT" not in rule.columns)
    with pytest.raises(StopBatch, match="required and filled by nothing: amount"):
        mapped(page(row()), crosswalk=without)


def test_a_key_column_needs_a_line() -> None:
    with pytest.raises(StopBatch, match="A310"):
        mapped(page(row()), key=("NUMBER",))


def test_fields_that_wait_for_each_other_are_refused() -> None:
    rule = to("certificate_no", "CERT", lookup("fund_type", year="certificate_no"))
    crosswalk = (*(each for each in CLEARING.crosswalk if "CERT" not in each.columns), rule)
    with pytest.raises(StopBatch, match="beside them that nothing fills: certificate_no"):
        mapped(page(row()), crosswalk=crosswalk)


def test_silence_about_a_column_is_not_possible() -> None:
    with pytest.raises(ValueError, match="why"):
        ignored("BANK", why=" ")


def test_a_memo_stays_bounded_and_forgets_failures() -> None:
    memo = Memo(int)
    for number in range(LARGEST_MEMO + 5):
        assert memo[str(number)] == number
    assert len(memo) <= LARGEST_MEMO
    for _ in range(2):
        with pytest.raises(ValueError, match="invalid literal"):
            memo["x"]
    assert "x" not in memo


cells = st.one_of(st.none(), st.text(max_size=12), st.sampled_from(row()))


@given(st.lists(st.lists(cells, min_size=8, max_size=10), max_size=8))
def test_every_record_is_somewhere_whatever_it_says(rows: list[list[str | None]]) -> None:
    result = mapped(page(*rows))
    positions = [each.position for each in (*result.rows, *result.rejected)]
    assert sorted(positions) == list(range(1, len(rows) + 1))
    again = mapped(page(*rows))
    assert again.rows == result.rows
    assert list(map(told, again.rejected)) == list(map(told, result.rejected))


def told(rejected: Rejected) -> tuple[object, ...]:
    return rejected.source_key, rejected.raw, str(rejected.problem)
