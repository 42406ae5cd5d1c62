"""The record check of an entity, derived from its declaration.

A checker takes the values of one record, in the order of the fields it was made for, and accepts
them by returning, or raises the RejectRow that says which field is wrong and how. The quick way
is one msgspec conversion and one scan of the record's text; only a record that fails it is looked
at field by field.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from operator import itemgetter
from typing import Annotated, Any, Literal

import msgspec

from schema.classification import FIRST_YEAR, LAST_YEAR
from schema.kinds import Field
from schema.model import Entity
from schema.problems import RejectRow

Values = tuple[Any, ...]
Checker = Callable[[Values], None]

LONGEST_TEXT = 4000
BIGINT = (-(2**63), 2**63 - 1)
SMALLINT = (-(2**15), 2**15 - 1)
REGION = (100_000_000, 999_999_999)
_OURS = (date, datetime, Decimal)
"""Types that come as they are; nothing is read into them from text or numbers."""
DECIMALS = {"quantity": (20, 4), "rate": (12, 6)}
"""Digits before and after the point that the column of a decimal kind holds."""

LINEAGE = frozenset({"source", "source_key", "origin", "source_updated_at", "since_batch"})
"""What ingest writes beside a record; with the derived homes, all that adapters never supply."""

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
"""Control characters but tab and line ends, and halves of surrogate pairs: no text has them."""

_NOT_A: dict[str, tuple[str, dict[str, object]]] = {
    "money": ("A214", {"unit": "分"}),
    "stock": ("A214", {"unit": "分"}),
    "day": ("A202", {"format": "YYYY-MM-DD"}),
    "instant": ("A202", {"format": "YYYY-MM-DD HH:MM:SS+08:00"}),
    "year": ("A203", {}),
    "count": ("A203", {}),
    "ordinal": ("A203", {}),
    "quantity": ("A204", {}),
    "rate": ("A204", {}),
    "flag": ("A205", {"allowed": ["true", "false"]}),
    "region": ("A211", {"year": "-"}),
}
"""The problem of a value that is not of its kind at all; text kinds have A217."""


def checker(entity: Entity, fields: Sequence[str], *, key_only: bool = False) -> Checker:
    """The check of records whose values come in the order of `fields`.

    key_only: of deleted records, of which only the fields of the entity's key are filled.
    raises: ValueError for a required field left out and
    for one that only the hub may fill.
    """
    wanted = supplied(entity)
    missing = [f.name for f in wanted if not f.nullable and f.name not in fields]
    foreign = sorted(set(fields) - {field.name for field in wanted})
    if missing or foreign:
        raise ValueError(f"{entity.name}: fields missing {missing}, not to be supplied {foreign}")
    checked = {
        place: entity.fields[name]
        for place, name in enumerate(fields)
        if name in entity.key or not key_only
    }
    shape = msgspec.defstruct(
        entity.name,
        [(f"f{n}", _type(checked[n]) if n in checked else Any) for n in range(len(fields))],
        array_like=True,
        forbid_unknown_fields=True,
        gc=False,
    )
    texts = _getter([place for place, field in checked.items() if field.kind.python is str])
    decimals = [
        (place, field.kind.name) for place, field in checked.items() if field.kind.name in DECIMALS
    ]
    convert, forbidden = msgspec.convert, _FORBIDDEN.search

    def check(values: Values) -> None:
        try:
            convert(values, shape, builtin_types=_OURS)
        except (msgspec.ValidationError, OverflowError):
            raise _problem(checked, values) from None
        text = "".join(filter(None, texts(values)))
        if not text.isprintable() and forbidden(text):
            raise _problem(checked, values)
        for place, kind in decimals:
            if not _fits(values[place], kind):
                raise _problem(checked, values)

    return check


def unfit(text: str) -> bool:
    """Whether a text is too long or has characters that no text may have."""
    return len(text) > LONGEST_TEXT or (
        not text.isprintable() and _FORBIDDEN.search(text) is not None
    )


def supplied(entity: Entity) -> list[Field]:
    """The fields of an entity that an adapter supplies: neither derived nor lineage."""
    return [
        field
        for field in entity.fields.values()
        if not field.internal and field.name not in LINEAGE
    ]


def _getter(places: list[int]) -> Callable[[Values], tuple[str | None, ...]]:
    if not places:
        return lambda values: ()
    if len(places) == 1:
        return lambda values: (values[places[0]],)
    return itemgetter(*places)


def _type(field: Field) -> Any:
    """The type msgspec checks a field's value by."""
    plain: Any
    if field.states is not None:
        plain = Literal[tuple(str(state) for state in field.states)]
    elif field.kind.python is str:
        least = 1 if field.kind.name == "code" else 0
        plain = Annotated[str, msgspec.Meta(min_length=least, max_length=LONGEST_TEXT)]
    elif field.kind.python is int:
        low, high = bounds(field)
        plain = Annotated[int, msgspec.Meta(ge=low, le=high)]
    elif field.kind.python is datetime:
        plain = Annotated[datetime, msgspec.Meta(tz=True)]
    else:
        plain = field.kind.python
    return plain | None if field.nullable else plain


def bounds(field: Field) -> tuple[int, int]:
    """The least and the greatest whole number a field takes."""
    if field.name == "fiscal_year":
        return FIRST_YEAR, LAST_YEAR
    return {"year": SMALLINT, "region": REGION}.get(field.kind.name, BIGINT)


def _fits(value: Decimal | None, kind: str) -> bool:
    """Whether the column keeps a decimal exactly: finite, and neither too long nor too fine."""
    if value is None:
        return True
    before, after = DECIMALS[kind]
    if not value.is_finite():
        return False
    exponent = value.normalize().as_tuple().exponent
    assert isinstance(exponent, int)
    return -exponent <= after and (not value or value.adjusted() < before)


def _problem(checked: Mapping[int, Field], values: Values) -> RejectRow:
    """What is wrong with a record that failed: the first field at fault, in their order."""
    for place, field in checked.items():
        if (problem := _wrong(field, values[place])) is not None:
            return problem
    raise AssertionError("a record failed the check and each of its fields passes")


def _wrong(field: Field, value: object) -> RejectRow | None:
    if value is None:
        return None if field.nullable else RejectRow("A201", column=field.wire)
    if field.states is not None:
        allowed = [str(state) for state in field.states]
        if value in allowed:
            return None
        return RejectRow("A206", column=field.wire, value=value, allowed=allowed)
    kind, python = field.kind.name, field.kind.python
    # bool is an int and datetime is a date in Python; neither is in a record.
    if type(value) is not python and not (python is str and isinstance(value, str)):
        return _not_a(field, value)
    if value == "" and kind == "code":
        return RejectRow("A201", column=field.wire)
    if isinstance(value, str):
        return _bad_text(field, value) if unfit(value) else None
    if isinstance(value, int) and python is int:
        return _outside(field, value)
    if isinstance(value, datetime) and value.tzinfo is None:
        return _not_a(field, value)
    if isinstance(value, Decimal) and not _fits(value, kind):
        before, after = DECIMALS[kind]
        limit = "9" * before + "." + "9" * after
        return RejectRow("A216", column=field.wire, value=value, low=f"-{limit}", high=limit)
    return None


def _not_a(field: Field, value: object) -> RejectRow:
    if field.kind.python is str:
        return _bad_text(field, value)
    code, more = _NOT_A[field.kind.name]
    return RejectRow(code, place=None, column=field.wire, value=value, **more)


def _bad_text(field: Field, value: object) -> RejectRow:
    return RejectRow("A217", column=field.wire, value=value, limit=LONGEST_TEXT)


def _outside(field: Field, value: int) -> RejectRow | None:
    low, high = bounds(field)
    if low <= value <= high:
        return None
    code = "A218" if field.name == "fiscal_year" else "A216"
    return RejectRow(code, column=field.wire, value=value, low=low, high=high)
