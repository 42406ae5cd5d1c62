"""The record check: every kind's good and bad values, and what is said of the bad ones."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from schema.check import BIGINT, LONGEST_TEXT, checker, supplied
from schema.classification import LAST_YEAR
from schema.model import entity, records
from schema.problems import RejectRow

GOOD: dict[str, Any] = {
    "money": 12345,
    "stock": -1,
    "count": 3,
    "ordinal": 3,
    "year": 2024,
    "region": 440203000,
    "day": date(2024, 2, 29),
    "instant": datetime(2024, 2, 29, tzinfo=UTC),
    "text": "某单位 一、二\n三　全角",
    "code": "2130153",
    "agency": "440203000001012",
    "flag": False,
    "rate": Decimal("103.5"),
    "quantity": Decimal("1.25"),
}


def record(name: str, /, **given: Any) -> tuple[list[str], tuple[Any, ...]]:
    fields = supplied(entity(name))
    values = {
        field.name: str(next(iter(field.states))) if field.states else GOOD[field.kind.name]
        for field in fields
    }
    return [field.name for field in fields], tuple((values | given).values())


@pytest.mark.parametrize("name", [each.name for each in records()])
def test_good_records_pass(name: str) -> None:
    fields, values = record(name)
    checker(entity(name), fields)(values)
    empty = {field.name: None for field in supplied(entity(name)) if field.nullable}
    fields, values = record(name, **empty)
    checker(entity(name), fields)(values)


@pytest.mark.parametrize(
    ("name", "field", "value", "code"),
    [
        ("Payment", "amount", None, "A201"),
        ("Payment", "function", "", "A201"),
        ("Payment", "voucher_on", "2024-01-01", "A202"),
        ("Payment", "voucher_on", datetime(2024, 1, 1, tzinfo=UTC), "A202"),
        ("BankClearing", "exported_at", datetime(2024, 1, 1), "A202"),
        ("StatementLine", "line_no", "1", "A203"),
        ("StatementLine", "to_adjusted", 1.5, "A204"),
        ("StatementLine", "to_adjusted", Decimal("1.1234567"), "A216"),
        ("StatementLine", "to_adjusted", Decimal("1e12"), "A216"),
        ("StatementLine", "to_adjusted", Decimal("NaN"), "A216"),
        ("Payment", "is_agri_pooled", 1, "A205"),
        ("Payment", "budget_type", "OTHER", "A206"),
        ("Payment", "region_code", "440203000", "A211"),
        ("Payment", "amount", "1", "A214"),
        ("Payment", "amount", True, "A214"),
        ("Payment", "amount", BIGINT[1] + 1, "A216"),
        ("Payment", "amount", -(2**200), "A216"),
        ("Payment", "region_code", 440203, "A216"),
        ("Project", "setup_year", 40000, "A216"),
        ("Payment", "payee_name", "甲" * (LONGEST_TEXT + 1), "A217"),
        ("Payment", "payee_name", "甲\0乙", "A217"),
        ("Payment", "payee_name", "甲\x85", "A217"),
        ("Payment", "payee_name", "\ud800", "A217"),
        ("Payment", "payee_name", 5, "A217"),
        ("Payment", "fiscal_year", LAST_YEAR + 1, "A218"),
    ],
)  # fmt: skip
def test_bad_values_are_named(name: str, field: str, value: Any, code: str) -> None:
    fields, values = record(name, **{field: value})
    with pytest.raises(RejectRow) as caught:
        checker(entity(name), fields)(values)
    assert caught.value.code == code
    wire = entity(name).fields[field].wire
    assert wire in caught.value.message("en")
    assert caught.value.fix("zh")


def test_the_greatest_values_pass() -> None:
    fields, values = record(
        "Payment", amount=BIGINT[0], paid=BIGINT[1], payee_name="甲" * LONGEST_TEXT
    )
    checker(entity("Payment"), fields)(values)


def test_of_deleted_records_the_key_is_checked() -> None:
    fields, values = record("Payment", amount=None, voucher_on=None, payee_name="\0")
    check = checker(entity("Payment"), fields, key_only=True)
    check(values)
    _, values = record("Payment", payment_id=None)
    with pytest.raises(RejectRow) as caught:
        check(values)
    assert caught.value.code == "A201"


def test_a_checker_wants_every_required_field_and_no_derived_one() -> None:
    fields, _ = record("Payment")
    with pytest.raises(ValueError, match="amount"):
        checker(entity("Payment"), [name for name in fields if name != "amount"])
    with pytest.raises(ValueError, match="home_code"):
        checker(entity("Payment"), [*fields, "home_code"])
