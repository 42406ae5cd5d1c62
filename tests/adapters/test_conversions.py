"""Conversions on what partners really write: exact money, strict dates, nothing guessed."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.sdk import conversions as c
from adapters.sdk.money import PLACES, Money, fen_of, wan_yuan, yuan
from schema.problems import RejectRow

STRANGE = [
    "1_000", "NaN", "Infinity", "1e5", "1E5", "+5", ".5", "5.", "1,000", "１２", "--1", "1-",
    "0x10", "12 3", "1.2.3", "一百", "", "-", "²", "١٢", "9" * 5000,
]  # fmt: skip


@pytest.mark.parametrize("text", STRANGE)
@pytest.mark.parametrize("how", [yuan, wan_yuan, c.whole, c.decimal, c.percent])
def test_only_plain_numbers_are_numbers(how: Callable[[str], Any], text: str) -> None:
    with pytest.raises(RejectRow) as caught:
        how(text)
    assert caught.value.code in {"A203", "A204", "A214"}


@pytest.mark.parametrize(
    ("how", "text"), [(yuan, "0.001"), (yuan, "1.0050"), (wan_yuan, "0.0000001"), (yuan, "-0.009")]
)
def test_parts_of_a_fen_are_refused(how: Money, text: str) -> None:
    with pytest.raises(RejectRow) as caught:
        how(text)
    assert caught.value.code == "A214"
    assert caught.value.params == {"value": text, "unit": how.unit}


@pytest.mark.parametrize("text", ["1,23", "12,34", "1,2.5", ",123", "1,234,56", "1,234.5,6"])
def test_commas_only_where_they_belong(text: str) -> None:
    with pytest.raises(RejectRow):
        fen_of("元", commas=True)(text)


@given(fen=st.integers(-(10**18), 10**18), unit=st.sampled_from(sorted(PLACES)))
def test_fen_to_text_and_back_is_identity(fen: int, unit: str) -> None:
    printed = format(Decimal(fen).scaleb(-PLACES[unit]), "f")
    assert fen_of(unit)(printed) == fen
    assert fen_of(unit)(printed + ("" if "." in printed else ".") + "0000") == fen
    assert fen_of(unit).exact(printed) == fen


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("%Y-%m-%d", "2025-02-30"),
        ("%Y-%m-%d", "2025-2-3"),
        ("%Y-%m-%d", "2025/02/03"),
        ("%Y%m%d", "2025031"),
        ("%Y%m%d", "２０２５０３０１"),
        ("%Y/%m/%d", "2025/03/01 "),
    ],
)
def test_dates_are_of_their_form_exactly(form: str, text: str) -> None:
    with pytest.raises(RejectRow) as caught:
        c.day(form)(text)
    assert caught.value.code == "A202"


def test_local_times_become_instants() -> None:
    assert c.instant("2025-01-01 00:00:00") == datetime(2024, 12, 31, 16, tzinfo=UTC)
    assert c.instant("2025-01-01T00:00:00.25").microsecond == 250_000
    for text in ("2025-01-01", "2025-13-01 00:00:00", "2025-01-01 24:00:01", "2025-W01-1 00:00:00"):
        with pytest.raises(RejectRow) as caught:
            c.instant(text)
        assert caught.value.code == "A202"


def test_years_are_of_the_dated_lists() -> None:
    assert c.fiscal_year("2025") == 2025
    for text in ("1999", "2099", "25", "２０２５", "-202"):
        with pytest.raises(RejectRow) as caught:
            c.fiscal_year(text)
        assert caught.value.code == "A218"


@pytest.mark.parametrize(
    ("how", "text", "code"),
    [
        (c.flag("1", "0"), "2", "A205"),
        (c.one_of({"入库": "ADMITTED"}), "出库", "A206"),
        (c.national_agency, "44020-001012", "A213"),
        (c.national_agency, "440203-00101", "A213"),
    ],
)
def test_words_nobody_declared_are_refused(how: Callable[[str], Any], text: str, code: str) -> None:
    with pytest.raises(RejectRow) as caught:
        how(text)
    assert caught.value.code == code


def test_states_are_checked_when_the_crosswalk_is_written() -> None:
    from schema.budget import ProjectState

    with pytest.raises(ValueError, match="ADMITED"):
        c.one_of({"入库": "ADMITED"}, states=ProjectState)
