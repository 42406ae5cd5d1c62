"""How values are written on the wire. Money is rounded once, here: half up, away from zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

UNITS = {"YUAN": (2, 2), "WAN_YUAN": (6, 2), "YI_YUAN": (10, 4)}
"""Unit -> (digits of fen in one, default scale)."""


def money(unit: str, scale: int | None) -> Callable[[int | None], str | None]:
    """Fen to text in a unit.

    >>> money("WAN_YUAN", None)(123_450_000), money("YUAN", 0)(-150), money("YUAN", None)(5)
    ('123.45', '-2', '0.05')
    """
    digits, default = UNITS[unit]
    places = default if scale is None else scale
    step = 10 ** (digits - places) if places < digits else 1
    grow = 10 ** (places - digits) if places > digits else 1
    base = 10**places

    def write(fen: int | None) -> str | None:
        if fen is None:
            return None
        size = abs(fen)
        units = (size + step // 2) // step * grow
        sign = "-" if fen < 0 and units else ""
        if not places:
            return f"{sign}{units}"
        return f"{sign}{units // base}.{units % base:0{places}d}"

    return write


def summed(unit: str, scale: int | None) -> Callable[[Decimal | int], str | None]:
    """A sum of fen, which PostgreSQL gives as a whole decimal; the sum of nothing is zero."""
    write = money(unit, scale)

    def write_sum(fen: Decimal | int) -> str | None:
        return write(int(fen))

    return write_sum


def yuan(fen: int | None) -> str | None:
    """`money("YUAN", 2)`, the commonest by far, in one expression."""
    if fen is None:
        return None
    if fen < 0:
        fen = -fen
        return f"-{fen // 100}.{fen % 100:02d}"
    return f"{fen // 100}.{fen % 100:02d}"


def region(code: int | None) -> str | None:
    return None if code is None else f"{code:09d}"


def decimal(value: Decimal | None) -> str | None:
    """Plain digits without an exponent, without needless zeros.

    >>> decimal(Decimal("12.5000")), decimal(Decimal("1E+2"))
    ('12.5', '100')
    """
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def ratio(value: Decimal | None) -> str | None:
    """Six places, half up; null where the denominator is zero. Zero has no sign.

    >>> ratio(Decimal(2) / 3), ratio(Decimal("-0.0000001"))
    ('0.666667', '0.000000')
    """
    if value is None:
        return None
    return f"{value.quantize(Decimal('0.000001'), ROUND_HALF_UP):zf}"


def masked(value: str | None) -> str | None:
    """A secret: at most its last four characters, and only of a long one.

    >>> masked("6222020200001234"), masked("李四")
    ('****1234', '****')
    """
    if value is None:
        return None
    return f"****{value[-4:]}" if len(value) >= 12 else "****"


WRITERS: dict[str, Callable[[Any], Any]] = {
    "region": region,
    "decimal": decimal,
    "ratio": ratio,
    "masked": masked,
    "count": int,
}
"""Formats without arguments. `plain` values go to JSON as they are."""
